"""A new colleague, from the administrator's form to the first day."""

import re

from playwright.sync_api import expect

from accounts.permissions import Role
from tests.browser.looks import looks_right_at_both_widths
from tests.browser.test_accounts import sign_in
from tests.factories import PASSWORD


def test_the_administrator_makes_an_account_and_its_person_changes_the_password(open_demo):
    page = open_demo("guanli")
    page.goto("/office/accounts/new/")
    looks_right_at_both_widths(page)
    page.fill("[name=username]", "xinren01")
    page.fill("[name=display_name]", "治安大队内勤")
    page.select_option("[name=role]", Role.OFFICE.value)
    page.click("main button:text-is('新建账号')")
    password = page.inner_text(".note-warn .key")
    looks_right_at_both_widths(page)
    address = page.url

    person = open_demo()
    person.goto("/sign-in/")
    sign_in(person, "xinren01", password)
    expect(person.locator("h1")).to_contain_text("密码")
    looks_right_at_both_widths(person)
    person.goto("/office/incidents/")
    expect(person).to_have_url(re.compile("/office/account/password/"))
    person.fill("[name=old]", password)
    person.fill("[name=new]", PASSWORD)
    person.fill("[name=again]", PASSWORD)
    person.click("main button:text-is('修改密码')")
    expect(person).to_have_url(re.compile("/office/incidents/$"))

    page.goto(address)
    expect(page.locator(".note-warn .key")).to_have_count(0)
    page.select_option("[name=role]", Role.OFFICER.value)
    page.select_option("[name=station_code]", index=1)
    page.click("button:text-is('保存')")
    expect(page.locator(".messages")).to_contain_text("已保存")
    expect(page.locator(".facts")).to_contain_text("派出所")
    page.click("button:text-is('停用账号')")
    expect(page.locator(".messages")).to_contain_text("已停用")
    looks_right_at_both_widths(page)
    person.goto("/office/")
    expect(person).to_have_url(re.compile("/sign-in/"))
