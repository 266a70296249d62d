"""Pages that say what is not settled: before the notice, before the approval, on the way up, and in
a file on its way in."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Nomination
from incidents.models import Incident
from jobs import import_actions
from tests.browser.looks import looks_right_at_both_widths
from tests.factories import (
    CommunityFactory,
    UserFactory,
    assessed_cycle,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.sheets_files import csv_bytes

JUNE = date(2023, 6, 1)


@pytest.fixture
def places(live_server):
    return [CommunityFactory(name=name) for name in ("甸阳村", "文武村")]


def test_what_changed_since_the_assessment_is_assessed_again_in_one_click(
    places, office, open_page
):
    cycle = assessed_cycle(2023, issuer="某县人民政府", approval_basis="某文件")
    words = {"number": "1号", "title": "公示", "channels": "信箱"}
    begins = date(2023, 11, 3)
    evaluation.save_draft(cycle=cycle, starts_on=begins, on=begins, by=office, **words)
    found(places[0], on=JUNE)
    page = open_page(office)
    page.goto("/office/cycles/2023/notice/")
    changed = page.locator(".note-stop", has_text="“甸阳村”（达标，现在不达标）")
    expect(changed).to_have_count(1)
    looks_right_at_both_widths(page)
    page.get_by_role("button", name="重新评估").click()
    page.wait_for_url("**/office/cycles/2023/")


def test_what_came_up_since_the_notice_stands_on_the_approval(places, leading, open_page):
    noticed_cycle(2023)
    report(places[0], on=JUNE)
    found(places[1], on=JUNE, nature="administrative")
    page = open_page(leading)
    page.goto("/office/cycles/2023/approval/")
    expect(page.get_by_role("region", name="公示之后，名单上的有新情况")).to_contain_text(
        "还没有认定"
    )
    looks_right_at_both_widths(page)


def test_what_goes_up_under_review_asks_for_a_reason(places, office, open_page):
    published_cycle(2022)
    published_cycle(2023)
    found(places[0], on=JUNE)
    page = open_page(office)
    page.goto("/office/nominations/")
    expect(page.locator(".tag", has_text="复核中")).to_have_count(1)
    looks_right_at_both_widths(page)
    numbers = [f"nomination={n.pk}" for n in Nomination.objects.all()]
    page.goto(f"/office/nominations/submission/?{'&'.join(numbers)}")
    expect(page.get_by_label("复核没有办结，仍要上报的理由")).to_be_visible()
    looks_right_at_both_widths(page)


def test_a_row_that_equals_a_record_is_told_apart_without_javascript(places, open_page):
    officer = UserFactory(role=Role.OFFICER)
    report(places[0], on=JUNE, summary="凌晨入室", by=officer)
    header = ["小区（村社）代码", "发生日期", "种类", "立案性质", "简要情况"]
    row = [places[0].code, "2023-06-01", "入室盗窃", "刑事", "凌晨入室"]
    content = csv_bytes([header, row])
    found_in = import_actions.upload(kind="incidents", name="六月.csv", content=content, by=officer)
    import_actions.check(file_import=found_in)
    page = open_page(officer)
    page.goto(f"/office/imports/{found_in.pk}/")
    number = Incident.objects.get().number
    expect(page.get_by_label("第 2 行是哪一件")).to_have_value(number)
    looks_right_at_both_widths(page)
    page = open_page(officer, javascript=False)
    page.goto(f"/office/imports/{found_in.pk}/")
    page.get_by_label("第 2 行是哪一件").select_option("另一件")
    page.get_by_role("button", name="按选的重新检查").click()
    found_in.refresh_from_db()
    assert found_in.answers == {"2": {"same_as": "new"}}
