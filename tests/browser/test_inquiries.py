"""A station is asked about an objection and replies."""

from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Notice
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import UserFactory
from wufaan.clock import today


@both_widths
def test_the_office_asks_and_the_station_replies(county, office, open_page, viewport):
    notice = Notice.objects.select_related("cycle").get(cycle__year=2025)
    evaluation.enter(
        notice=notice,
        channel="letter",
        text="有一起没有算进去。",
        received_on=notice.starts_on,
        entry=notice.entries.get(name="甸阳村"),
        sent_as="desk",
        by=office,
    )
    page = open_page(office, viewport)
    page.goto("/office/objections/")
    page.click(".data th a")
    page.click("summary:text-is('请派出所核实…')")
    page.get_by_label("请核实什么").fill("请查三月的接处警记录。")
    page.get_by_label("哪一天以前回复").fill(today().isoformat())
    looks_right(page)
    page.click("text=请它核实")
    expect(page.locator(".noted")).to_contain_text("等派出所回复")
    expect(page.locator(".note-warn")).to_contain_text("还没有回复请它核实的情况")
    looks_right(page)
    at = page.url

    officer = open_page(UserFactory(role=Role.OFFICER), viewport)
    officer.goto("/office/station/")
    looks_right(officer)
    officer.click("text=回复 >> nth=-1")
    officer.fill("#id_reply", "有一起报警，已经补报。")
    looks_right(officer)
    officer.click("text=回复办公室")
    expect(officer.locator(".messages")).to_contain_text("已回复领导小组办公室")

    page.goto(at)
    expect(page.locator(".noted")).to_contain_text("有一起报警，已经补报。")
    looks_right(page)
