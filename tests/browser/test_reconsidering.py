"""An officer reads why the village lost its year, asks for a new look, and reads the answer."""

from playwright.sync_api import expect

from accounts.permissions import Role
from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right
from tests.factories import UserFactory


@both_widths
def test_a_new_look_is_asked_for_and_answered(county, office, open_page, viewport):
    page = open_page(UserFactory(role=Role.OFFICER), viewport)
    page.goto(f"/office/dossiers/{county['broken'].code}/")
    expect(page.locator("section[aria-labelledby=verdicts]")).to_contain_text("第 4 项 入室盗窃")
    looks_right(page)
    page.click("section[aria-labelledby=earlier] a")
    page.click("text=申请重新认定")
    looks_right(page)
    page.fill("[name=reason]", "案发地在邻县，已移交")
    page.get_by_role("button", name="申请重新认定").click()
    expect(page.locator(".next")).to_contain_text("答复以前，现在的认定有效")
    looks_right(page)
    at = page.url

    desk = open_page(office, viewport)
    desk.goto("/office/queue/")
    looks_right(desk)
    desk.click("table[aria-labelledby=determine-again] a")
    desk.click("summary:has-text('维持原认定')")
    looks_right(desk)
    desk.fill("#keep_reason", "现场勘查在本村")
    desk.get_by_role("button", name="维持原认定").click()
    expect(desk.locator("main")).to_contain_text("办公室答复：现场勘查在本村")

    page.goto("/office/station/")
    expect(page.locator("main")).to_contain_text("现场勘查在本村")
    looks_right(page)
    page.goto(at)
    expect(page.locator("main")).to_contain_text("维持原认定")
    looks_right(page)
