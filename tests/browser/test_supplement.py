"""补充公示 and 作废重发 as office, public and leading group see them."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import User
from evaluation import actions
from incidents import actions as incidents
from tests.browser.acknowledging import acknowledge_all_there_is
from tests.browser.conftest import PHONE
from tests.browser.looks import looks_right, looks_right_at_both_widths
from tests.factories import PASSWORD, CommunityFactory, issued_beside, noticed_cycle, report

BEGINS = date(2025, 11, 20)


@pytest.fixture
def supplemented(live_server):
    """由旺村 came right after the list was out, and its notice is over; 文武村 comes next."""
    CommunityFactory(name="甸阳村")
    cases = [report(CommunityFactory(name=name)) for name in ("由旺村", "文武村")]
    cycle = noticed_cycle(2025)
    for case in cases:
        _found_not_to_count(case)
        if case is cases[0]:
            words = {"number": "施无案公示〔2025〕2号", "title": "补充公示", "channels": "信箱"}
            by = User.objects.system()
            issued_beside(cycle=cycle, starts_on=BEGINS, on=BEGINS, by=by, **words)
    return cycle


def _found_not_to_count(case) -> None:
    by = User.objects.system()
    incidents.determine(incident=case, criterion=None, counts=False, reason="查否", by=by)


def test_the_office_drafts_and_previews_one_more(supplemented, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/cycles/2025/supplement/")
    expect(page.locator("main")).to_contain_text("文武村")
    looks_right_at_both_widths(page)
    page.click("text=起草补充公示…")
    page.fill("#id_channels", "信箱")
    looks_right(page)
    page.click("text=保存并预览")
    expect(page.locator(".paper")).to_contain_text("现将名单予以补充公示")
    looks_right(page)
    acknowledge_all_there_is(page)
    page.click("button:text-is('发布补充公示')")
    expect(page.locator(".messages")).to_contain_text("公示已发布")
    looks_right(page)


def test_one_more_goes_out_without_javascript(supplemented, office, open_page):
    page = open_page(office, PHONE, javascript=False)
    page.goto("/office/cycles/2025/supplement/")
    page.click("text=起草补充公示…")
    page.fill("#id_channels", "信箱")
    page.click("text=保存并预览")
    acknowledge_all_there_is(page)
    page.click("button:text-is('发布补充公示')")
    expect(page.locator(".messages")).to_contain_text("公示已发布")


def test_the_leading_group_and_the_public_see_both_lists(supplemented, leading, open_page):
    page = open_page(leading, PHONE)
    page.goto("/office/cycles/2025/approval/")
    expect(page.locator("main")).to_contain_text("一并批准：施无案公示〔2025〕2号")
    looks_right(page)
    page.goto("/office/cycles/2025-2/approval/")
    expect(page.locator("main")).to_contain_text("由旺村")
    looks_right(page)
    page.goto("/notices/2025-2/")
    expect(page.locator("main")).to_contain_text("由旺村")
    looks_right_at_both_widths(page)


def test_one_by_itself_is_sent_back_and_comes_again_without_javascript(
    supplemented, office, leading, open_page
):
    """Then all that it rested on is told as it was when it was approved."""
    actions.approve(cycle=supplemented, on=BEGINS, by=leading)
    page = open_page(leading, PHONE, javascript=False)
    page.goto("/office/cycles/2025-2/approval/")
    page.fill("#id_reason", "请再核实零报告。")
    page.click("text=退回办公室")
    expect(page.locator(".messages")).to_contain_text("已退回")
    page = open_page(office, PHONE)
    page.goto("/office/cycles/2025-2/resubmission/")
    expect(page.locator("main")).to_contain_text("今天的情况，系统所记")
    looks_right_at_both_widths(page)
    page.fill("#id_reason", "已经核实。")
    page.click("button:text-is('报请批准')")
    expect(page.locator(".messages")).to_contain_text("已再次报请")
    page = open_page(leading, PHONE)
    page.goto("/office/cycles/2025-2/approval/")
    expect(page.locator("#second-looks")).to_contain_text("已经核实。")
    looks_right_at_both_widths(page)
    page.click("button:text-is('批准命名…')")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("已批准命名")
    page.goto("/office/cycles/2025-2/approval/")
    expect(page.locator("#basis")).to_contain_text("下面是批准时的情况")
    looks_right_at_both_widths(page)


def test_a_notice_is_cancelled_and_says_so(live_server, office, open_page):
    CommunityFactory(name="甸阳村")
    noticed_cycle(2025)
    page = open_page(office, PHONE)
    page.goto("/office/cycles/2025/notice/")
    page.click("text=作废…")
    looks_right_at_both_widths(page)
    page.fill("#id_reason", "日期印错，另行公示。")
    page.click("button:text-is('作废公示')")
    expect(page.locator(".messages")).to_contain_text("公示已作废")
    page.goto("/notices/2025-1/")
    expect(page.locator(".lead")).to_contain_text("原因：日期印错，另行公示。")
    looks_right_at_both_widths(page)
