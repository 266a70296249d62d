"""A notice from its draft to a correction, and anybody holding a list against it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Notice
from evaluation.notice_document import NoticeDocument, xlsx
from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right
from tests.browser.test_pages import check
from tests.factories import CommunityFactory, UserFactory, assessed_cycle


@pytest.fixture
def drafted_year(live_server, office):
    """Drafted, and over."""
    CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    cycle = assessed_cycle(2023, issuer="某县人民政府", approval_basis="某文件")
    words = {"number": "1号", "title": "公示", "channels": "信箱"}
    begins = date(2023, 11, 3)
    evaluation.save_draft(cycle=cycle, starts_on=begins, on=begins, by=office, **words)
    return cycle


def test_drafted_previewed_published_corrected_and_extended(live_server, office, open_page):
    CommunityFactory(name="甸阳村")
    assessed_cycle(2025, issuer="某县人民政府", approval_basis="某文件")
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    page.click("text=发布公示…")
    page.fill("#id_channels", "找 13812345678")
    page.click("text=保存并预览")
    expect(page.locator("#id_channels")).to_have_value("找 13812345678")
    page.fill("#id_channels", "治安管理大队信箱")
    page.click("text=保存并预览")
    expect(page.locator(".paper")).to_contain_text("甸阳村")
    expect(page.locator(".note-warn").first).to_contain_text("没有公示编号")
    page.click("button:text-is('发布公示')")
    page.click(".page-head >> text=公示")
    page.fill("#id_correction-text", "异议渠道另加意见箱。")
    page.click("text=列入更正")
    expect(page.locator(".data")).to_contain_text("异议渠道另加意见箱。")
    page.fill("#id_extension-working_days", "5")
    page.fill("#id_extension-reason", "公示页有一天打不开。")
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    page.click("button:text-is('延长公示')")
    expect(page.locator(".errorlist").first).to_contain_text("没有延长")
    page.fill("#id_extension-working_days", "30")
    page.click("button:text-is('延长公示')")
    expect(page.locator(".data")).to_contain_text("共 30 个工作日")
    page.click("text=公示页")
    expect(page.locator(".corrections li")).to_have_count(2)


def test_anybody_holds_a_list_against_the_published_one(county, open_page):
    document = NoticeDocument.of(Notice.objects.select_related("cycle").get(cycle__year=2025))
    page = open_page(viewport=PHONE, javascript=False)
    page.goto("/notices/2025/")
    page.click("text=核对手上的名单")
    content = {"name": "名单.xlsx", "mimeType": "", "buffer": xlsx(document)}
    page.set_input_files("#id_file", content)
    page.click("main button:text-is('核对')")
    expect(page.locator(".result-word")).to_have_text("与公示的名单一致")
    page.fill("#id_text", document.canonical.replace("善洲花园", "善洲小区"))
    page.click("main button:text-is('核对')")
    expect(page.locator(".result-word")).to_have_text("与公示的名单不一致")
    expect(page.locator(".result")).to_contain_text("善洲小区")


def test_the_office_hands_out_an_objection(county, office, open_page):
    UserFactory(username="second", display_name="内勤二", role=Role.OFFICE)
    notice = Notice.objects.select_related("cycle").get(cycle__year=2025)
    evaluation.enter(
        notice=notice,
        channel="letter",
        text="有一起没有算进去。",
        received_on=notice.starts_on,
        sent_as="desk",
        by=office,
    )
    page = open_page(office)
    page.goto("/office/objections/")
    page.click(".data th a")
    page.select_option("#id_to", label="内勤二（second）")
    page.click("text=交办")
    page.goto("/office/objections/?due=overdue")
    expect(page.locator(".data")).to_contain_text("内勤二")
    check(page, page.url)


@both_widths
def test_pages_of_a_notice(county, drafted_year, office, open_page, viewport):
    page = open_page(office, viewport)
    evaluation.correct_wording(
        notice=Notice.objects.select_related("cycle").get(cycle__year=2025),
        text="改字。",
        by=office,
    )
    for path in ("2023/notice/", "2023/notice/draft/", "2025/notice/"):
        check(page, f"/office/cycles/{path}")
    check(page, "/notices/2025/")
    check(page, "/notices/2025/verify/")
    page.fill("#id_text", "1\t530521101999\t多出村\t行政村\t甸阳镇")
    page.click("main button:text-is('核对')")
    expect(page.locator(".result")).to_be_visible()
    looks_right(page)
