"""The office works through the queue: by keyboard alone, without JavaScript, on a phone."""

import re

from playwright.sync_api import expect

from accounts.permissions import Role
from tests.browser.conftest import PHONE, both_widths
from tests.browser.journeys.test_accounts import first_day, make_account
from tests.browser.looks import looks_right, misfits

ON_ONE = re.compile(r"/office/queue/\d+/$")


def start(page) -> str:
    """The address of the incident that comes up."""
    page.goto("/office/queue/")
    page.get_by_role("button", name="开始认定").press("Enter")
    page.wait_for_url(ON_ONE)
    return page.url


def said(page) -> str:
    return page.locator(".messages").inner_text()


def decide(page, act) -> None:
    """Do it, and the next one is there."""
    at = page.url
    act()
    page.wait_for_url(lambda url: url != at and ON_ONE.search(url))


def test_several_in_a_row_by_keyboard_alone(open_demo):
    page = open_demo("bangongshi")
    first = start(page)
    decide(page, lambda: page.keyboard.press("1"))
    assert "已认定：" in said(page)

    page.keyboard.press("2")
    page.keyboard.press("End")  # the last of the ten criteria
    page.keyboard.press("Tab")
    page.keyboard.type("3 号证据说明 1 次就够，n 个疑点已核实。")
    decide(page, lambda: page.keyboard.press("Control+Enter"))
    assert "已认定：计入第 10 项" in said(page)

    page.keyboard.press("3")
    page.keyboard.type("没有写明立案性质，请补。")
    page.keyboard.press("Tab")
    decide(page, lambda: page.keyboard.press("Enter"))
    assert "已退回" in said(page)

    passed_over = page.url
    decide(page, lambda: page.keyboard.press("n"))
    assert page.url != passed_over

    page.goto(first)
    assert page.get_by_role("heading", name="认定", exact=True).is_visible()
    assert page.get_by_role("button", name=re.compile("^确认")).count() == 0
    page.go_back()
    assert page.get_by_role("button", name=re.compile("^确认")).is_visible()


@both_widths
def test_two_people_never_get_the_same(open_demo, viewport):
    first, second = open_demo("bangongshi", viewport), open_demo(viewport=viewport)
    username = f"neiqin{viewport['width']}"
    administrator = open_demo("guanli", viewport)
    first_day(second, username, make_account(administrator, username, "内勤", Role.OFFICE))
    taken = start(first)
    assert start(second) != taken
    second.goto(taken)
    expect(second.locator("main")).to_contain_text("领导小组办公室内勤正在")
    looks_right(second)


def test_leaving_with_a_typed_reason_asks_first(open_demo):
    page = open_demo("bangongshi")
    at = start(page)
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.keyboard.press("2")
    page.keyboard.press("Tab")
    page.keyboard.type("还没有写完的理由")
    page.keyboard.press("Escape")
    with page.expect_event("dialog"):
        page.keyboard.press("n")
    page.wait_for_function("document.body.classList.contains('keys-on')")
    assert asked == ["beforeunload"]
    assert page.url == at
    typed = page.locator("textarea").evaluate_all("fields => fields.map(field => field.value)")
    assert "还没有写完的理由" in typed
    page.once("dialog", lambda dialog: dialog.accept())
    decide(page, lambda: page.keyboard.press("n"))


def test_single_keys_can_be_switched_off_and_stay_off(open_demo):
    page = open_demo("bangongshi")
    at = start(page)
    confirm = page.get_by_role("button", name=re.compile("^确认"))
    assert confirm.get_attribute("aria-keyshortcuts") == "1"
    page.get_by_role("button", name="单键快捷键").click()
    page.reload()
    assert confirm.get_attribute("aria-keyshortcuts") is None
    page.keyboard.press("n")
    page.keyboard.press("2")
    assert not page.get_by_label("认定为").is_visible()
    assert page.url == at


@both_widths
def test_the_queue_without_javascript(open_demo, viewport):
    page = open_demo("bangongshi", viewport, javascript=False)
    start(page)
    assert not page.locator(".keys").is_visible()
    decide(page, page.get_by_role("button", name="先跳过").click)
    decided = page.url
    page.locator("summary", has_text="另作认定").click()
    page.get_by_role("button", name="这样认定").click()  # nothing chosen yet: the browser asks
    assert page.url == decided
    page.get_by_label("认定为").select_option("not")
    page.get_by_label("理由").fill("请联系 13800138000 核实")
    page.get_by_role("button", name="这样认定").click()
    assert "手机号" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("理由").input_value() == "请联系 13800138000 核实"
    assert not misfits(page)  # without JavaScript axe does not run
    page.get_by_label("理由").fill("案发地在邻县，不属本地。")
    decide(page, page.get_by_role("button", name="这样认定").click)
    page.get_by_role("link", name="再看").click()
    assert page.url == decided
    assert "案发地在邻县，不属本地。" in page.inner_text("main")

    page.get_by_role("link", name="重新认定").click()
    page.get_by_label("认定为").select_option("4")
    page.get_by_label("理由").fill("复查：地点核实在本地。")
    page.get_by_role("button", name="重新认定").click()
    assert "历次认定，以最后一次为准" in page.inner_text("main")


def test_the_queue_on_a_phone(open_demo):
    page = open_demo("bangongshi", PHONE)
    start(page)
    page.get_by_text("退回派出所", exact=False).first.click()
    looks_right(page)
    confirm = page.get_by_role("button", name=re.compile("^确认"))
    others = page.get_by_role("heading", name=re.compile("年度的其他案"))
    assert confirm.bounding_box()["y"] < others.bounding_box()["y"]
    decide(page, confirm.click)
    assert "已认定：" in said(page)
