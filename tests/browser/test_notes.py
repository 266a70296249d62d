"""Notes between colleagues, on the pages of what they are about."""

from playwright.sync_api import expect

from accounts.permissions import Role
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, UserFactory, report


@both_widths
def test_a_station_and_the_office_write_to_one_another(live_server, office, open_page, viewport):
    officer = UserFactory(role=Role.OFFICER)
    incident = report(CommunityFactory(name="甸阳村"), by=officer)
    page = open_page(officer, viewport)
    page.goto(f"/office/incidents/{incident.pk}/")
    page.click("summary:text-is('写工作备注')")
    page.get_by_label("写一条").fill("找 13812345678 问")
    page.click("text=写上备注")
    expect(page.get_by_role("alert")).to_contain_text("像手机号码")
    looks_right(page)
    page.get_by_label("写一条").fill("物业的监控记录周五能调到。")
    page.click("text=写上备注")
    expect(page.locator(".noted")).to_contain_text("物业的监控记录周五能调到。")
    looks_right(page)

    page = open_page(office, viewport)
    page.goto(f"/office/queue/{incident.pk}/")
    expect(page.locator(".noted")).to_contain_text("派出所民警")
    looks_right(page)
    page.goto(f"/office/registry/communities/{incident.community.code}/?text=甸阳")
    page.click("summary:text-is('写工作备注')")
    page.get_by_label("写一条").fill("村口监控在修。")
    page.click("text=写上备注")
    expect(page.locator(".noted")).to_contain_text("村口监控在修。")
    expect(page.locator(".filters [name=text]")).to_have_value("甸阳")
    looks_right(page)
    page.click(".noted a:text-is('清除文字')")
    looks_right(page)
    page.fill("#id_reason", "写了姓名")
    page.click("main button:text-is('清除文字')")
    expect(page.locator(".noted")).to_contain_text("已按个人信息保护要求清除")
    looks_right(page)
