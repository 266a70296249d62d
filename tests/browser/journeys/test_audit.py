"""The auditor's journey: search, read, verify, take away."""

import csv

from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import too_wide, unfold


@both_widths
def test_the_auditor_searches_reads_verifies_and_takes_away(open_demo, viewport):
    page = open_demo("shenji", viewport)
    assert page.url.endswith("/office/audit/")
    unfold(page)
    page.get_by_label("动作", exact=True).select_option(label="修改年度设置")
    page.get_by_role("button", name="筛选").press("Enter")
    page.locator("tbody th a").last.click()
    changes = page.get_by_role("table", name="修改").inner_text()
    assert "命名单位" in changes
    assert "（空）" in changes

    page.get_by_role("link", name="此对象的全部记录").click()
    assert "评选年度 2020" in page.inner_text("tbody")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["对象"] for row in rows} == {rows[0]["对象"]}
    assert all(len(row["本条哈希"]) == 64 for row in rows)

    page.get_by_role("link", name="校验审计链").click()
    assert "审计链完整" in page.inner_text("main")


def test_an_event_fits_a_phone_whatever_it_holds(open_demo):
    page = open_demo("shenji", PHONE)
    for verb in ("incident_imported", "cycle_configured", "plaque_made"):
        page.goto(f"/office/audit/?verb={verb}")
        page.locator("tbody th a").first.click()
        assert not too_wide(page)


def test_going_on_to_earlier_events_without_javascript(open_demo):
    page = open_demo("shenji", javascript=False)
    latest = page.locator("tbody th").first.inner_text()
    page.get_by_role("link", name="更早的").click()
    assert int(page.locator("tbody th").first.inner_text()) == int(latest) - 50
    page.get_by_role("link", name="回到最新").click()
    assert page.locator("tbody th").first.inner_text() >= latest
