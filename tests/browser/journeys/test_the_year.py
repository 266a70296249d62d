"""The demo's years as office and leading group read them."""

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import DESK, both_widths
from tests.browser.looks import looks_right, unfold


@both_widths
def test_the_overview_leads_from_a_number_to_what_is_behind_it(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/dashboard/")
    for name in ("历年达标率", "合计达标率", "小区达标率", "甸阳镇达标率"):
        expect(page.get_by_role("img", name=name, exact=True)).to_be_visible()
    page.click("text=看缺哪些")
    expect(page.locator("#missing-returns")).to_be_in_viewport()
    row = page.locator(".township-bars tbody tr").first
    qualified = re.match(r"\d+", row.locator("td").nth(2).inner_text())[0]
    row.locator("a").click()
    facet = page.locator(".facets a", has=page.locator(".is-good"))
    expect(facet.locator(".count")).to_have_text(qualified)
    facet.click()
    expect(facet).to_have_attribute("aria-current", "true")


@both_widths
def test_the_leading_group_looks_at_an_earlier_year(open_demo, viewport):
    page = open_demo("lingdao", viewport)
    page.goto("/office/dashboard/")
    page.click("main >> text='2023'")
    expect(page.locator("h1")).to_contain_text("2023 年度，已公布")
    page.click("summary:text-is('数字')")
    expect(page.get_by_role("rowheader", name="2020")).to_be_visible()


@both_widths
def test_the_office_finds_its_way_from_the_demo_s_list_to_a_dossier(open_demo, viewport):
    page = open_demo("bangongshi", viewport)
    page.goto("/office/cycles/2026/?outcome=disqualified")
    if viewport == DESK:  # on a phone no column has a head to sort by
        page.click("text=未达到的标准")
        expect(page.locator("[aria-sort=descending]")).to_have_text("未达到的标准")
    unfold(page)
    page.select_option("[name=kind]", "compound")
    page.click("button:text-is('筛选')")
    expect(page).to_have_url(re.compile("kind=compound"))
    assert ("sort=-broken" in page.url) == (viewport == DESK)
    page.click(".data tbody th a >> nth=0")
    page.click("text=一村一档单独成页")
    expect(page.locator("h2", has_text="历年结果")).to_be_visible()


@both_widths
def test_the_leading_group_reads_and_finds_nothing_to_press(open_demo, viewport):
    page = open_demo("lingdao", viewport)
    page.goto("/office/cycles/2026/?outcome=qualified")
    expect(page.locator("[name=codes]")).to_have_count(0)
    page.click(".data tbody th a >> nth=0")
    expect(page.locator(".detail .part")).not_to_have_count(0)
    expect(page.locator(".detail button")).to_have_count(0)
    looks_right(page)
    page.goto("/office/honours/?level=municipal")
    page.click(".data tbody th a >> nth=0")
    expect(page.locator(".work")).to_contain_text("依据")
    expect(page.locator("text=撤销…")).to_have_count(0)


@both_widths
def test_the_targets_of_the_years_are_read_and_taken_away(open_demo, viewport):
    page = open_demo("lingdao", viewport)
    page.goto("/office/targets/")
    trend = page.get_by_role("region", name="合计：历年达标率")
    expect(trend.get_by_role("img")).to_be_visible()
    with page.expect_download() as download:
        page.click("text=导出 Excel")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    years = {row[0] for row in book.active.iter_rows(values_only=True)}
    assert {str(year) for year in range(2020, 2027)} <= years
