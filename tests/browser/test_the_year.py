"""November, clicked through. The queue's part is run by the test between two clicks, so that
what a page shows before and after can be told apart."""

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Cycle, Verdict
from tests.browser.conftest import PHONE
from tests.factories import CommunityFactory, UserFactory, acknowledge_all, assessed_cycle, found
from wufaan.clock import today


@pytest.fixture
def places(live_server):
    quiet, broken = CommunityFactory(name="甸阳村"), CommunityFactory(name="文武村")
    found(broken)
    return quiet, broken


def test_a_verdict_opens_beside_the_list_and_back_closes_it(places, office, open_page):
    assessed_cycle(2025)
    page = open_page(office)
    page.goto("/office/cycles/2025/?outcome=disqualified")
    page.click("text=文武村")
    detail = page.locator(".detail")
    expect(detail).to_contain_text("入室盗窃")
    assert "/verdicts/" in page.url
    assert "outcome=disqualified" in page.url
    expect(page.locator(".data tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.locator(".detail")).to_have_count(0)
    expect(page.locator(".data tbody tr")).to_have_count(1)
    page.go_forward()
    expect(page.locator(".detail")).to_contain_text("入室盗窃")


def test_on_a_phone_the_verdict_takes_the_list_s_place(places, office, open_page):
    assessed_cycle(2025)
    page = open_page(office, PHONE)
    page.goto("/office/cycles/2025/")
    page.click("text=文武村")
    expect(page.locator(".detail")).to_be_in_viewport()
    expect(page.locator(".list")).to_be_hidden()
    page.click("text=返回列表")
    expect(page.locator(".list")).to_be_visible()


def test_a_refused_reason_stays_in_the_form(places, office, open_page):
    quiet, _ = places
    assessed_cycle(2025)
    page = open_page(office)
    page.goto(f"/office/cycles/2025/verdicts/{quiet.code}/")
    page.click("summary:text-is('暂缓命名')")
    page.fill("#id_reason", "请联系 13800138000 核实")
    page.click("button:text-is('暂缓命名')")
    expect(page.locator(".detail .errorlist")).to_be_visible()
    expect(page.locator("#id_reason")).to_have_value("请联系 13800138000 核实")
    page.fill("#id_reason", "纠纷尚在核实")
    page.click("button:text-is('暂缓命名')")
    expect(page.locator(".detail")).to_contain_text("暂缓命名：纠纷尚在核实")
    assert Verdict.objects.get(code=quiet.code).withheld_by == office


def test_the_cycle_page_works_without_javascript(places, office, queue, open_page):
    evaluation.open_cycle(year=2025, by=office)
    page = open_page(office, javascript=False)
    page.goto("/office/cycles/2025/")
    page.click("button:text-is('评估')")
    expect(page.locator(".job")).to_contain_text("排队中")
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    queue()
    page.reload()
    page.fill("[name=text]", "文武")
    page.click("button:text-is('筛选')")
    page.click(".data >> text=文武村")
    expect(page.locator(".detail")).to_contain_text("入室盗窃")


def test_a_second_click_on_an_old_page_is_told_what_happened(places, office, queue, open_page):
    cycle = assessed_cycle(2025)
    words = {"number": "", "title": "公示", "channels": "电话", "starts_on": today()}
    evaluation.save_draft(cycle=cycle, by=office, **words)
    acknowledge_all(cycle)
    page = open_page(office)
    page.goto("/office/cycles/2025/notice/")
    evaluation.publish_notice(
        cycle=Cycle.objects.get(pk=cycle.pk), by=UserFactory(role=Role.OFFICE), **words
    )
    page.click("button:text-is('发布公示')")
    expect(page.locator(".messages .error")).to_contain_text("公示中")
