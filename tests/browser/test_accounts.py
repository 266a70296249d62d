"""Signing in, the second factor, the end of a session, and the administrator's accounts; every
page met is looked at with axe on a desk and on a phone."""

import re
from base64 import b32decode

from playwright.sync_api import expect

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from incidents.models import Incident
from tests.accounts.signing import code_of, leave_idle
from tests.browser.conftest import PHONE
from tests.browser.looks import looks_right_at_both_widths
from tests.factories import PASSWORD, CommunityFactory, UserFactory
from wufaan.clock import today


def sign_in(page, username: str, password: str = PASSWORD) -> None:
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("button:text-is('登录')")


def give_code(page, code: str, button: str = "继续") -> None:
    page.fill("#id_code", code)
    page.click(f"button:text-is('{button}')")


def sign_out(page) -> None:
    page.click("button:text-is('退出')")
    page.goto("/sign-in/")


def test_binding_a_telephone_and_signing_in_with_it_and_with_a_recovery_code(
    open_page, office, settings
):
    settings.SECOND_FACTOR = True
    page = open_page()
    page.goto("/sign-in/")
    looks_right_at_both_widths(page)
    sign_in(page, "office")
    expect(page.locator("h1")).to_have_text("绑定动态口令")
    square = page.locator(".qr svg").bounding_box()
    assert square["width"] == square["height"] >= 120
    looks_right_at_both_widths(page)
    key = b32decode(page.inner_text(".key").replace(" ", "")).hex()
    give_code(page, code_of(key), "绑定")

    expect(page.locator("h1")).to_have_text("恢复码")
    looks_right_at_both_widths(page)
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(set(codes)) == 10
    page.reload()
    expect(page.locator(".recovery")).to_have_count(0)
    looks_right_at_both_widths(page)
    page.goto("/office/account/")
    looks_right_at_both_widths(page)

    sign_out(page)
    sign_in(page, "office")
    expect(page.locator("h1")).to_have_text("输入验证码")
    looks_right_at_both_widths(page)
    give_code(page, code_of(key, 1))
    expect(page.locator(".rail")).to_be_visible()

    sign_out(page)
    sign_in(page, "office")
    give_code(page, codes[0])
    expect(page.locator(".rail")).to_be_visible()

    sign_out(page)
    sign_in(page, "office")
    give_code(page, codes[0])
    expect(page.locator("main")).to_contain_text("已经用过")
    expect(page.locator(".rail")).to_have_count(0)


def test_a_half_filled_report_is_there_again_after_the_session_ran_out(open_page):
    place = CommunityFactory(name="甸阳村")
    officer = UserFactory(username="officer", role=Role.OFFICER, password=PASSWORD)
    page = open_page(officer, PHONE)
    page.goto("/office/incidents/report/")
    page.click(".ts-control")
    page.keyboard.type("dyc")
    page.locator(".ts-dropdown .option").first.wait_for()
    page.keyboard.press("Enter")
    page.fill("[name=occurred_on]", today().isoformat())
    page.select_option("[name=kind]", "gambling")
    page.click("label:has-text('是') >> nth=0")
    expect(page.locator("#judgement")).to_contain_text("不计入")
    page.fill("[name=summary]", "巡查中发现")
    leave_idle(31)
    page.click("button.send")

    expect(page.locator(".messages")).to_contain_text("30 分钟没有操作")
    expect(page.locator(".messages")).to_contain_text("已经保留")
    looks_right_at_both_widths(page)
    sign_in(page, "officer")
    expect(page.locator(".messages")).to_contain_text("还没有提交")
    expect(page.locator("[name=summary]")).to_have_value("巡查中发现")
    expect(page.locator(".ts-control .item")).to_contain_text("甸阳村")
    expect(page.locator("[name=proactively_investigated][value=True]")).to_be_checked()
    assert not Incident.objects.exists()
    looks_right_at_both_widths(page)
    page.click("button.send")
    expect(page.locator(".note")).to_contain_text("已经上报")
    assert Incident.objects.get().community == place


def test_whoever_is_locked_out_is_told_and_the_administrator_unlocks(open_page, office):
    page = open_page()
    page.goto("/sign-in/")
    for _ in range(4):
        sign_in(page, "office", "wrong")
        expect(page.locator("main")).to_contain_text("用户名或密码不对")
    looks_right_at_both_widths(page)
    sign_in(page, "office", "wrong")
    expect(page.locator("h1")).to_have_text("暂时不能登录")
    looks_right_at_both_widths(page)

    administrator = open_page(UserFactory(role=Role.ADMINISTRATOR))
    administrator.goto("/office/accounts/")
    expect(administrator.locator("tr:has-text('office')").first).to_contain_text("登录受限")
    administrator.click("a:text-is('office')")
    looks_right_at_both_widths(administrator)
    administrator.click("button:text-is('解除登录限制')")
    expect(administrator.locator(".messages")).to_contain_text("已解除")

    page.goto("/sign-in/")
    sign_in(page, "office")
    expect(page.locator(".rail")).to_be_visible()


def test_signing_in_elsewhere_ends_the_earlier_session_and_says_so(open_page, office):
    here, elsewhere = open_page(office), open_page()
    here.goto("/office/account/")
    elsewhere.goto("/sign-in/")
    sign_in(elsewhere, "office")
    expect(elsewhere.locator(".rail")).to_be_visible()
    here.reload()
    expect(here.locator(".messages")).to_contain_text("在别处登录")
    looks_right_at_both_widths(here)
    sign_in(here, "office")
    expect(here).to_have_url(re.compile("/office/account/$"))


def test_signing_in_by_keyboard_alone(open_page, office):
    page = open_page()
    page.goto("/sign-in/")
    for _ in range(20):
        if page.evaluate("document.activeElement.id") == "id_username":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("office")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    expect(page.locator("button:text-is('登录')")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".rail")).to_be_visible()
    assert Event.objects.filter(verb="signed_in").exists()
    assert User.objects.get(username="office").last_login
