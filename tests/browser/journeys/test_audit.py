"""The auditor's journey: search, read, verify, take away."""

import csv
import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right, misfits, unfold
from wufaan.clock import today


def ask_for(page, person: str, first_day: str, last_day: str) -> None:
    unfold(page)
    page.get_by_label("操作人", exact=True).fill(person)
    page.get_by_label("从哪天").fill(first_day)
    page.get_by_label("到哪天").fill(last_day)
    page.get_by_role("button", name="筛选").press("Enter")
    expect(page).to_have_url(re.compile(f"actor={person}.*since={first_day}&until={last_day}"))


@both_widths
def test_the_auditor_searches_reads_verifies_and_takes_away(open_demo, viewport):
    page = open_demo("shenji", viewport)
    assert page.url.endswith("/office/audit/")
    unfold(page)
    page.get_by_label("动作", exact=True).select_option(label="修改年度设置")
    page.get_by_role("button", name="筛选").press("Enter")
    expect(page.locator(".clear")).to_be_attached()  # folded away on a phone
    page.locator("tbody th a").last.click()
    changes = page.get_by_role("table", name="修改").inner_text()
    assert "命名单位" in changes
    assert "（空）" in changes
    looks_right(page)

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


@both_widths
def test_the_auditor_asks_what_one_person_did_in_which_days(open_demo, viewport):
    open_demo("minjing03")
    page = open_demo("shenji", viewport)
    ask_for(page, "minjing03", str(today()), str(today()))
    rows = page.locator("tbody tr").all_inner_texts()
    assert "登录" in rows[0]
    assert all("minjing03" in row and str(today()) in row for row in rows)
    ask_for(page, "minjing03", "", str(today() - timedelta(days=1)))
    expect(page.locator("main")).not_to_contain_text(str(today()))


def test_an_event_fits_a_phone_whatever_it_holds(open_demo):
    page = open_demo("shenji", PHONE)
    for verb in ("incident_imported", "cycle_configured", "plaque_made"):
        page.goto(f"/office/audit/?verb={verb}")
        page.locator("tbody th a").first.click()
        expect(page).to_have_url(re.compile("/audit/events/"))
        assert not misfits(page)


def latest_shown(page) -> int:
    address = page.locator("tbody th a").first.get_attribute("href")
    return int(re.search(r"\d+", address)[0])


def test_going_on_to_earlier_events_without_javascript(open_demo):
    page = open_demo("shenji", javascript=False)
    latest = latest_shown(page)
    back = page.get_by_role("link", name="回到最新")
    page.get_by_role("link", name="更早的").click()
    expect(back).to_be_visible()
    assert latest_shown(page) == latest - 50
    back.click()
    expect(back).to_have_count(0)
    assert latest_shown(page) >= latest
