"""The registry and the search, on the demo: what the office does there, and an officer's view of
it on a phone."""

import csv
import re

from playwright.sync_api import expect

from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right, misfits, unfold

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


def look_up(page, typed: str) -> None:
    """In the box of the rail, on a phone on the page that takes its place."""
    if page.locator("#rail-search").is_visible():
        page.keyboard.press("Control+k")
        expect(page.locator("#rail-search")).to_be_focused()
        page.keyboard.press("Control+a")
        page.keyboard.type(typed)
    else:
        page.click("nav a:text-is('查找')")
        page.locator("main").get_by_label("名称、拼音首字母、代码或编号").fill(typed)
    page.keyboard.press("Enter")


@both_widths
def test_the_office_adds_renames_and_merges_two_invented_compounds(open_demo, viewport):
    page, width = open_demo("bangongshi", viewport), viewport["width"]
    old, new = add_compound(page, f"演示旧苑{width}"), add_compound(page, f"演示新苑{width}")
    expect(page.locator(".detail")).to_contain_text("3 名")

    page.click("text=修改")
    page.get_by_label("名称", exact=True).fill(f"演示新城{width}")
    page.click("button:text-is('保存')")
    expect(page.locator(".detail h2").first).to_have_text(f"演示新城{width}")

    page.goto(old)
    page.click("text=并入…")
    page.get_by_label("名称、拼音首字母或代码").fill(f"ysxc{width}")
    page.keyboard.press("Enter")
    page.get_by_label(f"演示新城{width}").check()
    page.click("button:text-is('下一步')")
    expect(page.locator(".consequences")).to_contain_text("它没有有效的称号")
    looks_right(page)
    page.go_back()
    expect(page.get_by_label(f"演示新城{width}")).to_be_checked()
    page.click("button:text-is('下一步')")
    page.click("button:text-is('确认并入')")
    expect(page.locator(".detail")).to_contain_text(f"并入演示新城{width}")
    looks_right(page)
    page.go_back()
    expect(page.locator("main")).to_contain_text("不用再办")
    page.goto(new)
    expect(page.locator(".detail")).to_contain_text(f"演示旧苑{width}")


@both_widths
def test_the_office_puts_a_compound_under_another_village(open_demo, viewport):
    page, width = open_demo("bangongshi", viewport), viewport["width"]
    former = add_compound(page, f"演示迁苑{width}")
    page.click("text=划到别的村社…")
    page.get_by_label("名称、拼音首字母或代码").fill("甸头村")
    page.keyboard.press("Enter")
    page.locator("input[name=into]").first.check()
    page.get_by_label("代码随新的村社重编").check()
    looks_right(page)
    page.click("button:text-is('下一步')")
    expect(page.locator(".consequences")).to_contain_text("什么也不注销")
    looks_right(page)
    page.click("button:text-is('确认划转')")
    expect(page.locator(".messages")).to_contain_text("已办理划转")
    page.goto(former)
    expect(page.locator(".detail")).to_contain_text("前在甸阳社区")
    expect(page.locator(".detail")).to_contain_text("原代码 530521101001-X")
    looks_right(page)


@both_widths
def test_a_place_opens_beside_the_list_or_in_its_place_and_the_filter_stays(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/registry/")
    unfold(page)
    page.locator(".filters").get_by_label("名称、拼音首字母或代码").fill("dysq")
    page.click("button:text-is('筛选')")
    page.click(".data a:text-is('甸阳社区')")
    expect(page.locator(".detail h2").first).to_have_text("甸阳社区")
    assert "communities/530521101001/?" in page.url
    assert "text=dysq" in page.url
    expect(page.locator(".list")).to_be_visible(visible=viewport != PHONE)
    page.go_back()
    expect(page.locator(".detail")).to_have_count(0)
    expect(page.locator(".data a:text-is('甸阳社区')")).to_be_visible()


@both_widths
def test_the_search_takes_initials_and_the_number_of_an_incident_or_a_certificate(
    open_demo, viewport
):
    page = open_demo("bangongshi", viewport)
    look_up(page, "dysq")
    page.click(".hits a:text-is('甸阳社区')")
    page.wait_for_url(re.compile(re.escape(VILLAGE)))
    look_up(page, "WF2020")
    number = page.locator(".hits a", has_text="WF2020").first.inner_text()
    looks_right(page)
    look_up(page, number.replace("-", "——"))
    page.wait_for_url(re.compile(r"/office/incidents/\d+/"))
    expect(page.locator("main")).to_contain_text(number)
    look_up(page, "530521-2024-000")
    certificate = page.locator(".hits a", has_text="530521-2024-000").last.inner_text()
    look_up(page, certificate)
    expect(page).to_have_url(re.compile(f"/office/plaques/{certificate}/"))
    expect(page.locator("h1")).to_contain_text(certificate)


@both_widths
def test_the_filtered_registry_is_taken_away_and_holds_what_the_list_says(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/registry/")
    unfold(page)
    page.locator(".filters [name=kind]").select_option("compound")
    page.click("button:text-is('筛选')")
    expect(page).to_have_url(re.compile("kind=compound"))
    listed = int(page.inner_text(".pager-count").split("共")[1].split("条")[0])
    with page.expect_download() as download:
        page.locator(".under-list").get_by_text("CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == listed > 0
    assert {row["名称"] for row in rows} >= set(page.locator(".data tbody th a").all_inner_texts())
    assert all("-X" in row["代码"] for row in rows)


def test_an_officer_looks_a_place_up_on_a_phone_and_changes_nothing_but_notes(open_demo):
    page = open_demo("minjing01", PHONE)
    look_up(page, "dysq")
    page.click(".hits a:text-is('甸阳社区')")
    detail = page.locator(".detail")
    expect(detail).to_contain_text("甸阳派出所")
    expect(detail.locator("form, .btn")).to_have_count(
        detail.locator(".notes form, .notes .btn").count()
    )
    assert not misfits(page)


def test_the_registry_works_without_javascript(open_demo):
    page = open_demo("bangongshi", javascript=False)
    page.goto("/office/registry/?text=dysq")
    page.click(".data a:text-is('甸阳社区')")
    expect(page.locator(".detail h2").first).to_have_text("甸阳社区")
    page.fill("#rail-search", "530521101001")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(VILLAGE))
