"""An officer's work on the demo, as it is served: on a phone, by keyboard alone, and without
JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, both_widths
from tests.browser.looks import looks_right, misfits, unfold
from wufaan.clock import today

NUMBER = re.compile(r"WF\d{4}-\d{5}")


def start(page) -> None:
    page.goto("/office/station/")
    page.click(".big")


def send_all_the_same(page) -> None:
    """Journeys before this one may have reported the same kind from there today."""
    expect(page.locator(".note").first).to_contain_text(re.compile("已经上报|已经报过"))
    apart = page.get_by_role("button", name="作为另一件上报")
    if apart.is_visible():
        apart.click()
    expect(page.locator(".note")).to_contain_text("已经上报")


def choose_place(page, typed: str) -> None:
    """As a person does who knows the initials."""
    page.click(".ts-control")
    page.keyboard.type(typed)
    page.locator(".ts-dropdown .option").first.wait_for()
    page.keyboard.press("Enter")


def test_reporting_by_initials_with_the_proposal_following(officer):
    start(officer)
    choose_place(officer, "dyz")
    expect(officer.locator(".ts-control .item")).to_contain_text("甸阳镇")
    officer.fill("[name=occurred_on]", today().isoformat())
    officer.select_option("[name=kind]", "gambling")
    expect(officer.locator("#judgement")).to_contain_text("回答上面的问题后")
    officer.click("label:has-text('是') >> nth=0")
    expect(officer.locator("#judgement")).to_contain_text("不计入")
    looks_right(officer)
    officer.fill("[name=summary]", "线索来自 13812345678")
    officer.click("button.send")
    expect(officer.locator(".field-invalid")).to_contain_text("像手机号码")
    expect(officer.locator("[name=proactively_investigated][value=True]")).to_be_checked()
    officer.fill("[name=summary]", "巡查中发现")
    officer.click("button.send")
    send_all_the_same(officer)
    number = NUMBER.search(officer.inner_text(".note"))[0]
    officer.go_back()
    expect(officer.locator("[name=summary]")).to_have_value("巡查中发现")
    officer.click("button.send")
    expect(officer.locator(".messages")).to_contain_text(f"编号 {number}，没有重复登记")


@both_widths
def test_reporting_without_javascript_takes_two_steps(open_demo, viewport):
    page = open_demo("minjing01", viewport, javascript=False)
    start(page)
    page.select_option("[name=community]", index=1)
    page.fill("[name=occurred_on]", today().isoformat())
    page.select_option("[name=kind]", "burglary")
    page.click("button.send:text-is('下一步')")
    page.click("label:has-text('治安案件')")
    assert not misfits(page)  # without JavaScript axe does not run
    page.click("button.send:text-is('上报')")
    send_all_the_same(page)
    expect(page.locator("main")).to_contain_text("没有立为刑事案件")


def test_a_returned_report_is_put_right_and_answered(officer):
    officer.goto("/office/station/")
    officer.locator("text=更正并答复").first.click()
    number = NUMBER.search(officer.inner_text("h1"))[0]
    expect(officer.locator(".note-warn").first).to_contain_text("退回的原因")
    officer.fill("[name=reply]", "已经核实，情况属实")
    looks_right(officer)
    officer.click("button.send")
    expect(officer.locator(".timeline")).to_contain_text("已经核实，情况属实")
    officer.goto("/office/station/")
    expect(officer.locator(".todo").first).not_to_contain_text(number)


def test_a_waiting_report_is_put_right_on_its_own_page(officer):
    start(officer)
    choose_place(officer, "dyz")
    officer.fill("[name=occurred_on]", today().isoformat())
    officer.select_option("[name=kind]", "group_brawl")
    expect(officer.locator("#judgement")).to_contain_text("计入第 3 项")
    officer.fill("[name=summary]", "夜市打架")
    officer.click("button.send")
    send_all_the_same(officer)
    officer.get_by_role("link", name="更正", exact=True).click()
    officer.select_option("[name=kind]", "fire")
    expect(officer.locator("button.send")).to_have_text("更正")
    officer.fill("[name=deaths]", "1")
    officer.fill("[name=summary]", "烧烤摊起火，报警人 13812345678")
    officer.click("button.send")
    expect(officer.locator(".field-invalid")).to_contain_text("像手机号码")
    officer.fill("[name=summary]", "烧烤摊起火")
    officer.click("button.send")
    expect(officer.locator(".messages")).to_contain_text("已更正")
    last = officer.locator(".timeline li").filter(has_text="更正").last
    expect(last).to_contain_text("种类：聚众打架斗殴 改为 火灾")
    expect(last).to_contain_text("简要情况：夜市打架 改为 烧烤摊起火")
    looks_right(officer)


def test_a_month_is_signed_with_one_confirmation(officer):
    officer.goto("/office/station/")
    waiting = officer.locator("text=核对并签字上报").count()
    officer.locator("text=核对并签字上报").first.click()
    officer.check("[name=confirmed]")
    looks_right(officer)
    officer.click("button:text-is('签字上报')")
    expect(officer.locator(".messages")).to_contain_text("已经签字上报")
    looks_right(officer)
    officer.goto("/office/station/")
    assert officer.locator("text=核对并签字上报").count() == waiting - 1


@both_widths
def test_the_filtered_list_is_what_is_taken_away(open_demo, viewport):
    page = open_demo("minjing01", viewport)
    page.goto("/office/incidents/")
    unfold(page)
    page.fill("[name=text]", "dyz")
    page.select_option("[name=finding]", "counts")
    page.click("button:text-is('筛选')")
    shown = int(page.inner_text(".pager-count").split("共")[1].split("条")[0])
    with page.expect_download() as download:
        page.click("text=CSV")
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert content.count("计入第") == content.count("\n") - 1 == shown > 0


def tab_to(page, selector: str) -> None:
    """Press Tab until that is where the cursor is."""
    for _ in range(40):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {selector}")


def choose_by_arrow(page, wanted: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.selectedOptions[0].label") == wanted:
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"no arrow leads to {wanted}")


def test_reporting_by_keyboard_alone(open_demo):
    page = open_demo("minjing02", DESK)
    page.goto("/office/station/")
    tab_to(page, ".big")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    tab_to(page, ".ts-control input")
    page.keyboard.type("ywz")
    page.locator(".ts-dropdown .option.active").wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control .item")).to_contain_text("由旺镇")
    tab_to(page, "[name=occurred_on]")
    page.keyboard.type(today().strftime("%m%d%Y"))  # the order of Debian's Chromium
    expect(page.locator("[name=occurred_on]")).to_have_value(today().isoformat())
    tab_to(page, "[name=kind]")
    choose_by_arrow(page, "入室盗窃")
    expect(page.locator("[name=facts_for]")).to_have_value("burglary")
    tab_to(page, "[name=nature]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=nature][value=administrative]")).to_be_checked()
    page.keyboard.press("ArrowUp")
    # Faster than the server follows: the button that it replaces stays where the cursor is.
    tab_to(page, "button.send")
    expect(page.locator("#judgement")).to_contain_text("计入第 4 项")
    expect(page.locator("button.send")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".note")).to_contain_text("已经上报")
    assert NUMBER.search(page.inner_text("h1"))


def test_on_a_phone_only_the_words_of_the_rail_scroll_to_where_one_is(open_demo):
    page = open_demo("minjing02", PHONE)
    page.goto("/office/returns/")
    expect(page.locator(".rail [aria-current]")).to_be_in_viewport(ratio=1)
    expect(page.locator(".site-name")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.querySelector('.rail').scrollWidth") <= PHONE["width"]
