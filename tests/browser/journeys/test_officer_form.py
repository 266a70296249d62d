"""The form of a report on the demo: what follows what is typed, what stays when something is wrong,
and where the cursor is then."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.journeys.test_officer import start
from tests.browser.looks import looks_right, looks_right_at_both_widths
from wufaan.clock import today


def test_leaving_with_something_typed_asks_first_and_sending_does_not(officer):
    start(officer)
    asked = []
    officer.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    officer.wait_for_url("**/report/**", wait_until="load")  # with what listens to typing
    officer.fill("[name=summary]", "")
    officer.press("[name=summary]", "a")
    officer.evaluate("location.reload()")
    expect(officer.locator("[name=summary]")).to_have_value("a")
    assert asked == ["beforeunload"]
    officer.click("button.send")
    expect(officer.locator(".field-invalid").first).to_be_visible()
    assert asked == ["beforeunload"]


def test_figures_and_answers_stay_while_the_year_is_typed(officer):
    start(officer)
    officer.fill("[name=occurred_on]", "2025-03-01")
    officer.select_option("[name=kind]", "fire")
    officer.fill("[name=deaths]", "12")
    for year in ("0002", "0020", "0202", "2025"):
        with officer.expect_response("**/facts/**"):
            officer.fill("[name=occurred_on]", f"{year}-03-02")
    officer.select_option("[name=kind]", "burglary")
    expect(officer.locator("[name=nature]").first).to_be_attached()
    officer.select_option("[name=kind]", "fire")
    expect(officer.locator("[name=deaths]")).to_have_value("12")
    expect(officer.locator("#judgement")).to_contain_text("计入第 8 项")


def test_figures_are_held_against_the_grade_while_they_are_typed(officer):
    start(officer)
    officer.select_option("[name=kind]", "fire")
    officer.fill("[name=deaths]", "12")
    officer.select_option("[name=severity]", "serious")
    expect(officer.locator("#figures")).to_contain_text("已达到“重大”")
    looks_right(officer)
    officer.select_option("[name=severity]", "major")
    expect(officer.locator("#judgement")).to_contain_text("计入第 8 项")
    expect(officer.locator("#figures")).to_be_empty()


def test_what_the_server_does_not_answer_leaves_the_form_as_it_is(officer):
    start(officer)
    officer.fill("[name=summary]", "写到一半")
    officer.context.clear_cookies(name="sessionid")
    officer.select_option("[name=kind]", "fire")
    expect(officer.locator("#connection")).to_contain_text("登录可能已经过期")
    expect(officer.locator("[name=summary]")).to_have_value("写到一半")


# A press in the very moment in which a new part of the form arrives.
PRESS_ON_ARRIVAL = """
document.body.addEventListener("htmx:afterSwap", () => {
  document.querySelector("[name=nature][value=criminal]")?.click();
});
"""


def test_an_answer_given_as_soon_as_its_question_is_there_is_heard(open_demo):
    page = open_demo("minjing02", DESK)
    page.goto("/office/incidents/report/")
    page.evaluate(PRESS_ON_ARRIVAL)
    page.select_option("[name=kind]", "burglary")
    expect(page.locator("#judgement")).to_contain_text("计入第 4 项")


def refused(page) -> None:
    """A form of an accident with errors, as the server sends it back."""
    start(page)
    page.select_option("[name=kind]", "fire")
    page.fill("[name=deaths]", "-1")
    page.click("button.send")
    page.locator(".field-invalid").first.wait_for()


def test_a_refused_report_says_why_where_the_cursor_is(open_demo):
    page = open_demo("minjing02", DESK)
    refused(page)
    expect(page.locator(".note-stop")).to_be_focused()
    expect(page.locator(".note-stop")).to_contain_text("还没有上报")
    page.keyboard.press("Tab")
    expect(page.locator(".note-stop a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-control input")).to_be_focused()
    looks_right_at_both_widths(page)


def test_a_refused_request_says_why_where_the_cursor_is(open_demo):
    page = open_demo("minjing02", DESK)
    page.goto("/office/account/password/")
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.click("main form .btn-main")
    expect(page.locator(".note-stop")).to_be_focused()
    expect(page.locator(".note-stop")).to_contain_text("没有提交")
    looks_right_at_both_widths(page)


def test_the_second_step_where_scripts_do_not_come_through_is_accessible_and_fits(open_demo):
    page = open_demo("minjing02", PHONE)
    page.route("**/htmx*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    start(page)
    page.select_option("[name=community]", index=1)
    page.fill("[name=occurred_on]", today().isoformat())
    page.select_option("[name=kind]", "fire")
    page.click("button.send:text-is('下一步')")
    expect(page.locator("[name=deaths]")).to_be_visible()
    looks_right_at_both_widths(page)
