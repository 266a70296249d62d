"""Accounts: a new colleague from the administrator's form to the first day, a forgotten password, a
weak one."""

import re

from playwright.sync_api import expect

from accounts.permissions import Role
from demo import accounts
from tests.browser.conftest import both_widths
from tests.browser.journeys.conftest import sign_in
from tests.browser.looks import looks_right
from tests.factories import PASSWORD


def make_account(page, username: str, display_name: str, role: Role) -> str:
    """As the administrator; the password of the first day."""
    page.goto("/office/accounts/new/")
    page.fill("[name=username]", username)
    page.fill("[name=display_name]", display_name)
    page.select_option("[name=role]", role.value)
    page.click("main button:text-is('新建账号')")
    return page.inner_text(".note-warn .key")


def first_day(page, username: str, password: str) -> None:
    """Sign in and choose a password, without which nothing else opens."""
    page.goto("/sign-in/")
    sign_in(page, username, password)
    expect(page.locator("h1")).to_contain_text("密码")
    page.goto("/office/incidents/")
    expect(page).to_have_url(re.compile("/office/account/password/"))
    looks_right(page)
    page.fill("[name=old]", password)
    page.fill("[name=new]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.click("main button:text-is('修改密码')")
    expect(page).to_have_url(re.compile("/office/incidents/$"))


@both_widths
def test_the_administrator_makes_an_account_and_its_person_changes_the_password(
    open_demo, viewport
):
    page, person = open_demo("guanli", viewport), open_demo(viewport=viewport)
    username = f"xinren{viewport['width']}"
    password = make_account(page, username, "治安大队内勤", Role.OFFICE)
    looks_right(page)
    address = page.url
    first_day(person, username, password)

    page.goto(address)
    expect(page.locator(".note-warn .key")).to_have_count(0)
    page.select_option("[name=role]", Role.OFFICER.value)
    page.select_option("[name=station_code]", index=1)
    page.click("button:text-is('保存')")
    expect(page.locator(".messages")).to_contain_text("已保存")
    expect(page.locator(".facts")).to_contain_text("派出所")
    page.click("button:text-is('停用账号')")
    expect(page.locator(".messages")).to_contain_text("已停用")
    looks_right(page)
    person.goto("/office/")
    expect(person).to_have_url(re.compile("/sign-in/"))


@both_widths
def test_a_forgotten_password_is_reset_and_its_person_chooses_another(open_demo, viewport):
    page, person = open_demo("guanli", viewport), open_demo(viewport=viewport)
    page.goto("/office/accounts/")
    page.click("a:text-is('minjing09')")
    page.click("button:text-is('重置密码')")
    password = page.inner_text(".note-warn .key")
    first_day(person, "minjing09", password)
    expect(person.locator(".rail")).to_be_visible()
    page.reload()
    expect(page.locator(".note-warn .key")).to_have_count(0)


@both_widths
def test_a_weak_password_is_refused_and_the_fields_are_empty_again(open_demo, viewport):
    page = open_demo("minjing10", viewport)
    page.goto("/office/account/password/")
    page.fill("[name=old]", accounts.PASSWORD)
    for field in ("new", "again"):
        page.fill(f"[name={field}]", "1234567")
    page.click("main button:text-is('修改密码')")
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("至少")
    expect(refusal).not_to_contain_text(re.compile("[a-zA-Z]"))
    for field in ("old", "new", "again"):
        expect(page.locator(f"[name={field}]")).to_have_value("")
    looks_right(page)
    page.goto("/office/account/")
    expect(page.locator(".rail")).to_be_visible()
