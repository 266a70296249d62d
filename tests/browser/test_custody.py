"""Handing certificates over, with a hand scanner and without a mouse."""

from datetime import date

import pytest
from playwright.sync_api import expect

from evaluation import actions as evaluation
from plaques.models import Plaque
from tests.browser.conftest import both_widths


@pytest.fixture
def printed(county):
    """The certificates of 2024, printed."""
    Plaque.objects.update(sha256="0" * 64, pdf="x.pdf")
    return list(Plaque.objects.order_by("number"))


def test_scan_deliver_and_read_the_trail_by_keyboard_alone(printed, office, open_page):
    page = open_page(office)
    page.goto("/office/plaques/")
    page.locator("[name=text]").focus()
    page.keyboard.insert_text(f"https://wfa.example.gov.cn/verify/{printed[0].number}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/office/plaques/{printed[0].number}/")
    page.get_by_role("link", name="送达…").focus()
    page.keyboard.press("Enter")
    page.get_by_label("送交").focus()
    page.keyboard.type("乡镇")
    page.get_by_label("说明").focus()
    page.keyboard.insert_text("随文件发放")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("已登记送达 1 张")
    expect(page.locator(".data tbody")).to_contain_text("随文件发放")


@both_widths
def test_several_go_at_once_and_a_lost_title_calls_its_plaque_back(
    printed, office, open_page, viewport
):
    page = open_page(office, viewport, javascript=False)
    page.goto("/office/plaques/?year=2024")
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    page.click("button:text-is('登记送达…')")
    page.click(f"button:text-is('登记送达 {len(printed)} 张')")
    expect(page.locator(".messages")).to_contain_text(f"已登记送达 {len(printed)} 张")
    honour = printed[0].honour
    evaluation.revoke(honour=honour, reason="复核查明漏报", on=date(2025, 5, 6), by=office)
    page.goto("/office/plaques/")
    page.click("text=看待收回的")
    expect(page.locator(".data tbody tr")).to_have_count(1)
    expect(page.locator(".data tbody")).to_contain_text(printed[0].number)
