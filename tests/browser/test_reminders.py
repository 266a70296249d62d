"""What stations are reminded of, to copy and to print."""

import re
from datetime import date

from playwright.sync_api import expect

from incidents import actions as incidents
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, StationFactory, report


@both_widths
def test_the_office_copies_what_a_station_is_to_be_reminded_of(
    live_server, office, open_page, viewport
):
    for code, name in (("530521010000", "甸阳派出所"), ("530521020000", "由旺派出所")):
        place = CommunityFactory(name=f"{name}的村", station=StationFactory(code=code, name=name))
        incident = report(place, on=date(2026, 11, 3))
        incidents.return_to_station(incident=incident, reason="缺立案性质", by=office)
    page = open_page(office, viewport)
    page.goto("/office/returns/")
    page.click("text=催办")
    looks_right(page)
    section = page.get_by_role("region", name="由旺派出所")
    section.get_by_role("button", name="复制").click()
    expect(section.get_by_role("status")).to_contain_text("已复制")
    page.goto("/office/queue/")
    box = page.get_by_label("查找小区、村社、编号")
    if box.is_visible():
        box.press("Control+v")
        expect(box).to_have_value(re.compile("^由旺派出所：截至.*缺立案性质"))
