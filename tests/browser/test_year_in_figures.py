"""The year in figures and days: statistics and deadlines, as the office and the leading group look
at them."""

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import UserFactory


@both_widths
def test_statistics_lead_to_the_incidents_and_go_into_a_file(county, leading, open_page, viewport):
    page = open_page(leading, viewport)
    page.goto("/office/statistics/?year=2025")
    month = page.get_by_role("region", name="2025 年度：按月份")
    expect(month.get_by_role("img")).to_be_visible()
    expect(month.get_by_role("row", name="2025-03")).to_contain_text("2")
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出案（事）件统计 Excel").click()
    assert download.value.suggested_filename.startswith("案（事）件统计")
    month.get_by_role("link", name="2025-03").click()
    expect(page.locator("main")).to_contain_text("文武村")


@pytest.mark.parametrize("javascript", [True, False])
@both_widths
def test_deadlines_are_shown_and_saved_for_a_calendar(
    county, office, open_page, viewport, javascript
):
    page = open_page(office, viewport, javascript=javascript)
    page.goto("/office/dashboard/")
    page.get_by_role("navigation").get_by_role("link", name="期限").click()
    expect(page.get_by_role("region", name="已完成")).to_contain_text("2025-11-03 至 2025-11-07")
    if javascript:
        looks_right(page)
    with page.expect_download() as download:
        page.click("text=存到手机或电脑的日历")
    assert download.value.suggested_filename == "2025年度期限.ics"


@both_widths
def test_an_officer_takes_the_deadlines_of_the_station_along(county, open_page, viewport):
    page = open_page(UserFactory(role=Role.OFFICER), viewport)
    page.goto("/office/station/")
    page.locator("main").get_by_role("link", name="期限").click()
    expect(page.get_by_role("region", name="要办的")).to_contain_text("创建台账")
    looks_right(page)
    with page.expect_download() as download:
        page.click("text=存到手机或电脑的日历")
    assert download.value.suggested_filename == "派出所期限.ics"
