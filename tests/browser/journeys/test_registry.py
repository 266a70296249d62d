"""The registry and the search, on the demo: what the office does there, and an officer's view of
it on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import too_wide

VILLAGE = "/office/registry/communities/530521101001/"


def add_compound(page, name: str) -> str:
    """Register a compound in 甸阳社区; returns its address."""
    page.goto(VILLAGE)
    page.click("text=登记辖内小区")
    page.get_by_label("名称", exact=True).fill(name)
    page.get_by_label("实有人口").fill("1201")
    page.click("button:text-is('保存')")
    expect(page.locator(".messages")).to_contain_text(f"已登记“{name}”")
    return page.url


@both_widths
def test_the_office_adds_renames_and_merges_two_invented_compounds(open_demo, viewport):
    page, width = open_demo("bangongshi", viewport), viewport["width"]
    old, new = add_compound(page, f"演示旧苑{width}"), add_compound(page, f"演示新苑{width}")
    expect(page.locator(".detail")).to_contain_text("3 名")

    page.click("text=修改")
    page.get_by_label("名称", exact=True).fill(f"演示新城{width}")
    page.click("button:text-is('保存')")
    expect(page.locator(".detail h2")).to_have_text(f"演示新城{width}")

    page.goto(old)
    page.click("text=并入…")
    page.get_by_label("名称、拼音首字母或代码").fill(f"ysxc{width}")
    page.keyboard.press("Enter")
    page.get_by_label(f"演示新城{width}").check()
    page.click("button:text-is('下一步')")
    expect(page.locator(".consequences")).to_contain_text("它没有有效的称号")
    page.go_back()
    expect(page.get_by_label(f"演示新城{width}")).to_be_checked()
    page.click("button:text-is('下一步')")
    page.click("button:text-is('确认并入')")
    expect(page.locator(".detail")).to_contain_text(f"并入演示新城{width}")
    page.go_back()
    expect(page.locator("main")).to_contain_text("不用再办")
    page.goto(new)
    expect(page.locator(".detail")).to_contain_text(f"演示旧苑{width}")


def test_a_place_opens_beside_the_list_and_the_filter_stays(open_demo):
    page = open_demo("bangongshi")
    page.goto("/office/registry/")
    page.locator(".filters").get_by_label("名称、拼音首字母或代码").fill("dysq")
    page.click("button:text-is('筛选')")
    page.click(".data a:text-is('甸阳社区')")
    expect(page.locator(".detail h2")).to_have_text("甸阳社区")
    assert "communities/530521101001/?" in page.url
    assert "text=dysq" in page.url
    page.go_back()
    expect(page.locator(".detail")).to_have_count(0)
    expect(page.locator(".data")).to_contain_text("甸阳社区")


def test_the_search_box_takes_initials_and_an_incident_s_number(open_demo):
    page = open_demo("bangongshi")
    page.keyboard.press("Control+k")
    page.keyboard.type("dysq")
    page.keyboard.press("Enter")
    page.click(".hits a:text-is('甸阳社区')")
    page.wait_for_url(re.compile(re.escape(VILLAGE)))
    page.fill("#rail-search", "WF2020")
    page.keyboard.press("Enter")
    number = page.locator(".hits a", has_text="WF2020").first.inner_text()
    page.fill("#rail-search", number.replace("-", "——"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/office/incidents/\d+/"))
    expect(page.locator("main")).to_contain_text(number)


def test_an_officer_looks_a_place_up_on_a_phone_and_changes_nothing(open_demo):
    page = open_demo("minjing01", PHONE)
    page.click("nav a:text-is('查找')")
    page.locator("main").get_by_label("名称、拼音首字母、代码或编号").fill("dysq")
    page.keyboard.press("Enter")
    page.click(".hits a:text-is('甸阳社区')")
    detail = page.locator(".detail")
    expect(detail).to_contain_text("甸阳派出所")
    expect(detail.locator("form, .btn")).to_have_count(0)
    assert not too_wide(page)


def test_the_registry_works_without_javascript(open_demo):
    page = open_demo("bangongshi", javascript=False)
    page.goto("/office/registry/?text=dysq")
    page.click(".data a:text-is('甸阳社区')")
    expect(page.locator(".detail h2")).to_have_text("甸阳社区")
    page.fill("#rail-search", "530521101001")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(VILLAGE))
