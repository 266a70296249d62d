"""Two stations become one."""

from playwright.sync_api import expect

from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import StationFactory


@both_widths
def test_a_station_becomes_part_of_another(county, office, open_page, viewport):
    StationFactory(code="530521020000", name="由旺派出所")
    page = open_page(office, viewport)
    page.goto("/office/registry/stations/")
    page.click("tr:has-text('甸阳派出所') >> text=撤并")
    looks_right(page)
    page.select_option("[name=into]", label="由旺派出所")
    page.fill("[name=on]", "2025-06-15")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("main")).to_contain_text("从2025年6月15日起属于由旺派出所")
    looks_right(page)
    page.get_by_role("button", name="确认撤并").click()
    expect(page.locator("tr:has-text('甸阳派出所')").first).to_contain_text("并入由旺派出所")
    looks_right(page)
