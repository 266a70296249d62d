"""What the office has open, beside the list of what waits."""

from playwright.sync_api import expect

from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right


@both_widths
def test_what_is_open_is_gone_on_with_or_put_back_from_the_list(
    county, office, open_page, viewport
):
    page = open_page(office, viewport)
    page.goto("/office/queue/")
    page.click("text=开始认定")
    page.wait_for_url("**/office/queue/*/")
    at = page.url
    page.goto("/office/queue/")
    looks_right(page)
    page.click("text=继续")
    assert page.url == at
    page.go_back()
    page.get_by_role("button", name="放回").click()
    expect(page.locator(".messages")).to_contain_text("已放回")
    expect(page.locator(".open-now")).to_have_count(0)
