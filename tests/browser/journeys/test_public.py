"""What somebody from the village does, on the demo as it is served: on the smallest phone and on
a wide screen, in large type, with JavaScript off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import both_widths
from tests.browser.looks import looks_right, misfits

# At 390 every page is looked at on a desk as well; to click through it there is for the long run.
WIDTHS = [360, 390, pytest.param(1366, marks=pytest.mark.long), 1920]


def object_to(page, text: str) -> str:
    """From the open notice to the reference."""
    page.fill("#id_text", text)
    page.fill("#id_contact", "0875-0000000")
    page.click("button:text-is('提交异议')")
    return page.locator(".reference").inner_text()


def fits(page) -> None:
    assert not misfits(page)


def look_up(page, reference: str) -> None:
    page.fill("#id_reference", reference.lower().replace("-", " "))
    page.click("button:text-is('查询')")


@pytest.mark.parametrize("width", WIDTHS)
def test_find_my_village_object_and_look_up_what_became_of_it(open_demo, demo_site, width):
    # On the smallest phone without JavaScript.
    page = open_demo(viewport={"width": width, "height": 760}, javascript=width != 360)
    # By axe at two widths, and what a walk over the links does not see. It needs JavaScript.
    closely = looks_right if width in (390, 1366) else fits
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    def arrived(heading: str, look=fits):
        expect(page.locator("h1")).to_contain_text(heading)
        look(page)

    page.goto("/")
    page.fill("#find", "hy")
    page.click("form:has(#find) button")
    arrived("查小区、村社", closely)
    page.locator(".found a[href*='/notices/']").first.click()
    arrived("年度拟命名")
    position = re.search(r"#e(\d+)$", page.url)[1]
    page.locator(f"#e{position} .object").click()
    arrived("提出异议", closely)
    assert page.locator("#id_entry").input_value() == position
    reference = object_to(page, f"名单有误，在 {width} 宽的屏幕上提出。")
    arrived("异议已收到", closely)
    page.get_by_role("link", name="查询答复", exact=True).click()
    arrived("查询异议的答复")
    look_up(page, reference)
    expect(page.locator(".result")).to_contain_text("正在核查")
    closely(page)
    assert all(url.startswith((demo_site.url, "data:")) for url in asked), asked
    assert not any(reference in url for url in asked)
    assert {c["name"] for c in page.context.cookies()} == {"csrftoken", "objection"}


@both_widths
def test_the_office_answers_and_the_public_reads_it(open_demo, viewport):
    page = open_demo(viewport=viewport)
    page.goto("/")
    page.click("a:text-is('提出异议')")
    reference = object_to(page, "对整个名单有一点疑问。")
    office = open_demo("bangongshi", viewport)
    office.goto("/office/objections/")
    office.click(f"text={reference}")
    expect(office.locator(".facts")).to_contain_text("0875-0000000")
    office.check("text=异议不成立")
    office.fill("#id_reply", "已经核对，名单无误。")
    looks_right(office)
    office.click("button:text-is('预览')")
    looks_right(office)
    office.click("button:text-is('确认答复')")
    expect(office.locator(".messages")).to_contain_text("已答复")
    looks_right(office)
    page.goto("/objections/")
    look_up(page, reference)
    expect(page.locator(".result")).to_contain_text("异议不成立")
    expect(page.locator(".result")).to_contain_text("已经核对，名单无误。")
    assert "0875-0000000" not in page.content()
    looks_right(page)
    leading = open_demo("lingdao", viewport)
    leading.goto(f"/office/objections/{reference}/")
    expect(leading.locator("main")).to_contain_text("对整个名单有一点疑问。")
    assert "0875-0000000" not in leading.content()


@both_widths
def test_what_was_refused_is_still_in_the_form(open_demo, viewport):
    page = open_demo(viewport=viewport, javascript=False)
    page.goto("/")
    page.click("a:text-is('提出异议')")
    page.fill("#id_text", "请打 13887654321 问清楚")
    page.click("button:text-is('提交异议')")
    expect(page.locator(".field-invalid")).to_contain_text("像手机号码")
    assert page.locator("#id_text").input_value() == "请打 13887654321 问清楚"
    fits(page)


@pytest.mark.parametrize("width", [360, 1366])
def test_large_type_stays_through_the_pages_and_they_still_fit(open_demo, width):
    page = open_demo(viewport={"width": width, "height": 740})
    page.goto("/how/")
    page.click("text=大字")
    for path in ("/", "/how/", "/objections/", "/open-data/", "/communities/?text=dy"):
        page.goto(path)
        assert page.locator("html.large").count() == 1, path
        fits(page)
    page.click("text=标准字号")
    assert page.locator("html.large").count() == 0
