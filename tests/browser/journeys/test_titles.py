"""Titles after they were given, on the demo: handed over, lost, called back, reported upward."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import DESK, both_widths
from tests.browser.looks import looks_right
from wufaan.clock import today


@both_widths
def test_a_certificate_is_delivered_its_title_revoked_and_it_comes_back(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/plaques/?year=2021&custody=here&state=standing")
    page.click(".data tbody a >> nth=0")
    number = re.search(r"\d{6}-2021-\d{4}", page.inner_text("main"))[0]
    page.click("text=送达…")
    page.get_by_label("说明").fill("随文件发放")
    looks_right(page)
    page.click("button:has-text('登记送达')")
    expect(page.locator(".messages")).to_contain_text("已登记送达 1 张")
    looks_right(page)

    page.click(".facts a:has-text('2021 年度')")
    page.click("text=撤销…")
    page.get_by_label("原因").fill("复核查明漏报一起入室盗窃")
    page.get_by_label("日期").fill(today().isoformat())
    page.click("text=下一步")
    expect(page.get_by_role("button", name="确认撤销")).to_be_visible()
    looks_right(page)
    page.click("text=确认撤销")
    expect(page.locator(".messages")).to_contain_text("称号已撤销")

    page.goto("/office/plaques/")
    page.click("text=收回清单")
    expect(page.locator("h1")).to_contain_text("待收回")
    looks_right(page)
    page.click(f"text={number}")
    page.click("text=收回…")
    page.click("button:has-text('登记收回')")
    expect(page.locator(".messages")).to_contain_text("已登记收回 1 张")
    page.goto(f"/verify/{number}/")
    expect(page.locator(".result")).to_contain_text("已撤销")


@both_widths
def test_a_title_is_reported_upward_and_named_there(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/nominations/?state=due&level=municipal")
    undisputed = page.locator(".data tbody tr", has_not_text="复核中").first
    undisputed.locator("input").check()
    name = undisputed.locator("th").inner_text()
    page.click("text=登记上报…")
    page.fill("#id_document_number", f"施公〔2026〕{viewport['width']}号")
    looks_right(page)
    page.click("button:has-text('登记上报 1 个')")
    expect(page.locator(".messages")).to_contain_text("已登记上报 1 个")
    page.goto("/office/nominations/?state=submitted&level=municipal&year=2025")
    page.click(f".data th a:text-is('{name}')")
    page.click("text=登记命名…")
    page.fill("#id_document_number", f"保无案组〔2026〕{viewport['width']}号")
    page.fill("#id_granted_on", today().isoformat())
    page.click("button:has-text('下一步')")
    expect(page.locator(".how")).to_contain_text("年市级无发案")
    looks_right(page)
    page.click("text=确认登记命名")
    expect(page.locator(".facts")).to_contain_text("2025 年市级称号")
    looks_right(page)


@both_widths
def test_reviews_are_kept_one_by_one_with_a_reason(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/re-reviews/")
    row = page.locator(".rereviews tbody tr").nth(0 if viewport == DESK else 1)
    address = row.locator("a").first.get_attribute("href")
    row.locator("input[type=checkbox]").check()
    page.get_by_label("理由或者整改要求").fill("已经核实，条件没有变化")
    page.click("button:text-is('保留')")
    expect(page.locator(".messages")).to_contain_text("已保留称号 1 个")
    expect(page.locator(f".rereviews a[href='{address}']")).to_have_count(0)
