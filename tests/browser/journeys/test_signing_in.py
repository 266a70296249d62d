"""Signing in: lock-out, one session a person, and a report that outlives its session."""

import re

from playwright.sync_api import expect

from demo import accounts
from tests.browser.conftest import DESK, both_widths
from tests.browser.journeys.conftest import sign_in
from tests.browser.journeys.test_officer import choose_place, send_all_the_same, tab_to
from tests.browser.looks import looks_right
from wufaan.clock import today

HALF_AN_HOUR_LATER = """
from demo import accounts
from tests.accounts.signing import leave_idle
leave_idle(31)
"""


@both_widths
def test_whoever_is_locked_out_is_told_and_the_administrator_unlocks(open_demo, viewport):
    username = "minjing12" if viewport == DESK else "minjing13"
    page = open_demo(viewport=viewport)
    page.goto("/sign-in/")
    for _ in range(4):
        sign_in(page, username, "wrong")
        expect(page.locator("#id_password")).to_have_value("")  # the page has been answered
        expect(page.locator("main")).to_contain_text("用户名或密码不对")
    looks_right(page)
    sign_in(page, username, "wrong")
    expect(page.locator("h1")).to_have_text("暂时不能登录")
    looks_right(page)

    administrator = open_demo("guanli", viewport)
    administrator.goto("/office/accounts/")
    expect(administrator.locator(f"tr:has-text('{username}')")).to_contain_text("登录受限")
    administrator.click(f"a:text-is('{username}')")
    looks_right(administrator)
    administrator.click("button:text-is('解除登录限制')")
    expect(administrator.locator(".messages")).to_contain_text("已解除")

    page.goto("/sign-in/")
    sign_in(page, username)
    expect(page.locator(".rail")).to_be_visible()


@both_widths
def test_signing_in_elsewhere_ends_the_earlier_session_and_says_so(open_demo, viewport):
    here, elsewhere = open_demo("minjing11", viewport), open_demo(viewport=viewport)
    elsewhere.goto("/sign-in/")
    sign_in(elsewhere, "minjing11")
    expect(elsewhere.locator(".rail")).to_be_visible()
    here.goto("/office/incidents/")
    expect(here.locator(".messages")).to_contain_text("在别处登录")
    looks_right(here)
    sign_in(here, "minjing11")
    expect(here).to_have_url(re.compile("/office/incidents/$"))


@both_widths
def test_a_half_filled_report_is_there_again_after_half_an_hour(demo_site, open_demo, viewport):
    page = open_demo("minjing01", viewport)
    page.goto("/office/incidents/report/")
    choose_place(page, "dyz")
    page.fill("[name=occurred_on]", today().isoformat())
    page.select_option("[name=kind]", "gambling")
    page.click("label:has-text('是') >> nth=0")
    expect(page.locator("#judgement")).to_contain_text("不计入")
    page.fill("[name=summary]", "巡查中发现")
    demo_site.run(HALF_AN_HOUR_LATER)
    page.click("button.send")

    expect(page.locator(".messages")).to_contain_text("30 分钟没有操作")
    expect(page.locator(".messages")).to_contain_text("已经保留")
    looks_right(page)
    sign_in(page, "minjing01")
    expect(page.locator(".messages")).to_contain_text("还没有提交")
    expect(page.locator("[name=summary]")).to_have_value("巡查中发现")
    expect(page.locator(".ts-control .item")).to_contain_text("甸阳镇")
    expect(page.locator("[name=proactively_investigated][value=True]")).to_be_checked()
    looks_right(page)
    page.click("button.send")
    send_all_the_same(page)


def test_signing_in_by_keyboard_alone(open_demo):
    page = open_demo()
    page.goto("/sign-in/")
    tab_to(page, "#id_username")
    page.keyboard.type("minjing10")
    page.keyboard.press("Tab")
    page.keyboard.type(accounts.PASSWORD)
    page.keyboard.press("Tab")
    expect(page.locator("button:text-is('登录')")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".rail")).to_be_visible()
