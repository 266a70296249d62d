"""A notice from its draft to a correction, and anybody holding a list against it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Notice
from evaluation.notice.document import NoticeDocument, xlsx
from tests.browser.conftest import PHONE
from tests.browser.looks import looks_right, looks_right_at_both_widths
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
    expect(page.locator(".messages")).to_contain_text("内勤二")
    page.goto("/office/objections/?due=overdue")
    expect(page.locator(".data")).to_contain_text("内勤二")
    looks_right(page)


@pytest.mark.parametrize("path", ["notice/", "notice/draft/"])
def test_a_draft_whose_days_are_over(drafted_year, office, open_page, path):
    page = open_page(office)
    page.goto(f"/office/cycles/2023/{path}")
    looks_right_at_both_widths(page)
