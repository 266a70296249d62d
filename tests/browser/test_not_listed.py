"""Somebody whose village is not on the list: told so where they look, and not why."""

from datetime import date

from playwright.sync_api import expect

from plaques.models import Plaque
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right

TOLD = "不在 2025 年度公示名单上；原因请问派出所或办公室。"


@both_widths
def test_a_resident_of_a_place_that_is_not_on_the_list(county, open_page, it_is, viewport):
    it_is(date(2025, 11, 5))
    page = open_page(viewport=viewport)
    page.goto("/notices/2025/")
    page.click("text=名单里没有找到")
    page.fill("#find", "文武村")
    page.press("#find", "Enter")
    expect(page.locator("main")).to_contain_text(TOLD)
    looks_right(page)
    page.click(".found a:text-is('文武村')")
    expect(page.locator(".lead")).to_contain_text(TOLD)
    looks_right(page)
    page.click(f"text={Plaque.objects.get(honour__name='文武村').number}")
    expect(page.locator(".result-word")).to_have_text("2024 年度称号有效")
    expect(page.locator(".result")).to_contain_text(f"文武村{TOLD}")
    looks_right(page)
    page.click("text=我的小区（村社）没有列入")
    expect(page.locator("main")).to_contain_text("文武村没有列入公示名单")
    looks_right(page)
