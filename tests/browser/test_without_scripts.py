"""The day's work in a browser that runs no scripts. axe needs them: looks are judged elsewhere."""

from datetime import date

from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Notice
from incidents import actions as incidents
from tests.browser.conftest import PHONE
from tests.factories import CommunityFactory, UserFactory, report
from wufaan.clock import today


def test_a_station_is_asked_replies_and_a_name_is_cleared(county, office, open_page):
    notice = Notice.objects.select_related("cycle").get(cycle__year=2025)
    told = {"channel": "letter", "text": "有一起没有算进去。", "sent_as": "desk"}
    entry = notice.entries.get(name="甸阳村")
    evaluation.enter(notice=notice, received_on=notice.starts_on, entry=entry, by=office, **told)
    page = open_page(office, PHONE, javascript=False)
    page.goto("/office/objections/")
    page.click(".data th a")
    page.click("summary:text-is('请派出所核实…')")
    page.get_by_label("请核实什么").fill("请找王某核实。")
    page.get_by_label("哪一天以前回复").fill(today().isoformat())
    page.click("text=请它核实")
    expect(page.locator(".noted")).to_contain_text("等派出所回复")
    page.click(".noted a:text-is('清除文字')")
    page.fill("#id_reason", "写了姓名")
    page.click("main button:text-is('清除文字')")
    expect(page.locator(".noted")).to_contain_text("已按个人信息保护要求清除")
    expect(page.locator("main")).not_to_contain_text("王某")

    officer = open_page(UserFactory(role=Role.OFFICER), PHONE, javascript=False)
    officer.goto("/office/station/")
    officer.click("main a:text-is('期限')")
    officer.click("a:has-text('回复') >> nth=-1")
    officer.fill("#id_reply", "没有查到。")
    officer.click("text=回复办公室")
    expect(officer.locator(".messages")).to_contain_text("已回复领导小组办公室")


def test_a_note_is_written_and_cleared(live_server, office, open_page):
    place = CommunityFactory(name="甸阳村")
    page = open_page(office, PHONE, javascript=False)
    page.goto(f"/office/registry/communities/{place.code}/")
    page.click("summary:text-is('写工作备注')")
    page.get_by_label("写一条").fill("找 13812345678 问")
    page.click("text=写上备注")
    expect(page.get_by_role("alert")).to_contain_text("像手机号码")
    page.get_by_label("写一条").fill("找王某问。")
    page.click("text=写上备注")
    expect(page.locator(".noted")).to_contain_text("找王某问。")
    page.click(".noted a:text-is('清除文字')")
    page.fill("#id_reason", "写了姓名")
    page.click("main button:text-is('清除文字')")
    expect(page.locator(".noted")).to_contain_text("已按个人信息保护要求清除")


def test_an_archive_is_made_and_taken_away(county, office, queue, open_page):
    page = open_page(office, javascript=False)
    page.goto("/office/archives/2024/")
    page.click("button:text-is('制作归档包')")
    expect(page.locator(".job")).to_contain_text("排队中")
    queue()
    page.reload()
    with page.expect_download() as download:
        page.click(".data th a:has-text('下载')")
    assert download.value.suggested_filename.endswith(".zip")


def test_what_a_station_is_reminded_of_stands_there_to_be_copied(live_server, office, open_page):
    incident = report(CommunityFactory(), on=date(2026, 11, 3))
    incidents.return_to_station(incident=incident, reason="缺立案性质", by=office)
    page = open_page(office, PHONE, javascript=False)
    page.goto("/office/returns/")
    page.click("text=催办")
    section = page.get_by_role("region", name="甸阳派出所")
    assert "缺立案性质" in section.locator("textarea").input_value()
    expect(section.get_by_role("button")).to_have_count(0)
