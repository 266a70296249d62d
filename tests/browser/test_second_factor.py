"""Where office, leading group, auditor and administrator need a code: binding a telephone, signing
in by it and by a recovery code."""

from base64 import b32decode

from playwright.sync_api import expect

from tests.accounts.signing import code_of
from tests.browser.conftest import both_widths
from tests.browser.journeys.conftest import sign_in
from tests.browser.looks import looks_right
from tests.factories import PASSWORD


def give_code(page, code: str, button: str = "继续") -> None:
    page.fill("#id_code", code)
    page.click(f"button:text-is('{button}')")


def sign_out(page) -> None:
    page.click("button:text-is('退出')")
    expect(page.locator(".public-main")).to_be_visible()
    page.goto("/sign-in/")


def bind(page, username: str) -> tuple[str, list[str]]:
    """For the first time; the key (hex) and the recovery codes."""
    page.goto("/sign-in/")
    looks_right(page)
    sign_in(page, username, PASSWORD)
    expect(page.locator("h1")).to_have_text("绑定动态口令")
    square = page.locator(".qr svg").bounding_box()
    assert square["width"] == square["height"] >= 120
    looks_right(page)
    key = b32decode(page.inner_text(".key").replace(" ", "")).hex()
    give_code(page, code_of(key), "绑定")
    expect(page.locator("h1")).to_have_text("恢复码")
    looks_right(page)
    return key, page.locator(".recovery code").all_inner_texts()


@both_widths
def test_a_telephone_is_bound_and_one_signs_in_by_it_and_by_a_recovery_code(
    office, settings, open_page, viewport
):
    settings.SECOND_FACTOR = True
    page = open_page(viewport=viewport)
    key, codes = bind(page, "office")
    assert len(set(codes)) == 10
    page.reload()
    expect(page.locator(".recovery")).to_have_count(0)
    page.goto("/office/account/")
    looks_right(page)

    sign_out(page)
    sign_in(page, "office", PASSWORD)
    expect(page.locator("h1")).to_have_text("输入验证码")
    looks_right(page)
    give_code(page, code_of(key, 1))
    expect(page.locator(".rail")).to_be_visible()

    sign_out(page)
    sign_in(page, "office", PASSWORD)
    give_code(page, codes[0])
    expect(page.locator(".rail")).to_be_visible()

    sign_out(page)
    sign_in(page, "office", PASSWORD)
    give_code(page, codes[0])
    expect(page.locator("main")).to_contain_text("已经用过")
    expect(page.locator(".rail")).to_have_count(0)
    looks_right(page)
