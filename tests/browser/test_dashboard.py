"""The year as office and leading group see it: overview, sending back, approving, holidays."""

import pytest
from playwright.sync_api import expect

from evaluation.models import Honour
from jobs import actions as jobs
from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import too_wide


@pytest.fixture
def no_broker(monkeypatch):
    """What follows an approval waits in its row."""
    monkeypatch.setattr(jobs, "_send", lambda job_id: None)


@both_widths
def test_sent_back_withheld_submitted_again_and_approved(
    county, office, leading, open_page, no_broker, viewport
):
    page = open_page(leading, viewport)
    page.goto("/office/cycles/2025/")
    page.click("text=批准…")
    page.click("text=去决定")
    page.fill("#id_reason", "善洲花园请问 13812345678")
    page.click("text=退回办公室")
    expect(page.get_by_role("alert")).to_contain_text("像手机号码")
    expect(page.locator("#id_reason")).to_have_value("善洲花园请问 13812345678")
    page.fill("#id_reason", "善洲花园一起纠纷请再核实。")
    page.click("text=退回办公室")
    expect(page.locator(".messages")).to_contain_text("已退回")

    desk = open_page(office, viewport)
    desk.goto("/office/dashboard/?year=2025")
    expect(desk.locator(".note-stop")).to_contain_text("善洲花园一起纠纷请再核实。")
    desk.click("text=复核后报请批准…")
    desk.click("summary:text-is('暂缓一个')")
    entry = desk.locator("#id_take-off-entry option", has_text="善洲花园").inner_text()
    desk.select_option("#id_take-off-entry", label=entry)
    desk.fill("#id_take-off-reason", "纠纷尚未化解")
    desk.click("button:text-is('暂缓命名')")
    expect(desk.locator(".data tbody tr")).to_contain_text("纠纷尚未化解")
    desk.fill("#id_reason", "善洲花园暂缓命名，其余无误。")
    desk.click("button:text-is('报请批准')")
    expect(desk.locator(".messages")).to_contain_text("已再次报请")

    page.goto("/office/cycles/2025/approval/")
    expect(page.locator("main")).to_contain_text("善洲花园暂缓命名，其余无误。")
    expect(page.locator("main")).to_contain_text("纠纷尚未化解")
    page.dblclick("button:text-is('批准命名')")
    # Which of the two answers is on the screen, and so the message, depends on the moment.
    expect(page.get_by_role("button", name="批准命名")).to_have_count(0)
    assert set(Honour.objects.filter(year=2025).values_list("name", flat=True)) == {"甸阳村"}

    public = open_page()
    public.goto("/notices/2025/")
    expect(public.locator("main")).to_contain_text("暂缓")
    expect(public.locator("main")).not_to_contain_text("纠纷尚未化解")


def test_a_year_of_missing_returns_fits_a_phone(county, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/dashboard/?year=2025")
    expect(page.locator("#missing-returns + table .keep")).to_have_count(13)  # twelve months
    assert not too_wide(page)


def test_a_page_of_approval_grown_old_is_not_approved(county, office, leading, open_page):
    page = open_page(leading)
    page.goto("/office/cycles/2025/approval/")
    page.evaluate("document.querySelector('[name=seen]').value = '0'.repeat(64)")
    page.click("button:text-is('批准命名')")
    expect(page.locator(".messages .error")).to_contain_text("名单有变动")
    assert not Honour.objects.filter(year=2025).exists()


def test_the_page_of_approval_prints_with_room_to_sign_and_without_buttons(
    county, office, open_page
):
    page = open_page(office)
    page.goto("/office/cycles/2025/approval/")
    expect(page.locator(".signature")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".signature")).to_be_visible()
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("六、公示名单")


def test_the_leading_group_decides_without_javascript(county, leading, open_page):
    page = open_page(leading, PHONE, javascript=False)
    page.goto("/office/cycles/2025/approval/")
    page.fill("#id_reason", "请再核实。")
    page.click("text=退回办公室")
    assert "已退回" in page.locator(".messages").inner_text()


@both_widths
def test_a_year_of_holidays_is_pasted_and_counts(office, open_page, viewport):
    page = open_page(office, viewport)
    page.goto("/office/holidays/?year=2027")
    expect(page.locator(".note-warn").first).to_contain_text("没有 2027 年")
    page.fill("#id_lines", "2027-10-01 至 2027-10-07 休 国庆节\n2027-10-09 国庆节")
    page.click("text=保存全部")
    expect(page.locator(".errorlist")).to_contain_text("第 2 行")
    page.fill("#id_lines", page.input_value("#id_lines").replace("09 国", "09 班 国"))
    page.click("text=保存全部")
    expect(page.locator(".messages")).to_contain_text("已更新 8 天")
    page.fill("#id_starts_on", "2027-09-30")
    page.fill("#id_working_days", "3")
    page.click("button:text-is('计算')")
    expect(page.locator("[role=status]").last).to_contain_text("公示至2027年10月9日")
    page.click("button[aria-label='2027-10-09 恢复按星期']")
    expect(page.locator(".data tbody tr")).to_have_count(7)
