"""What pages do at any width, and those that no link of the demo leads to: accessible, nothing
wider than the screen."""

import pytest
from playwright.sync_api import expect

from evaluation import actions as evaluation
from tests.browser.conftest import DESK, PHONE
from tests.browser.looks import looks_right_at_both_widths
from tests.factories import CommunityFactory, assessed_cycle

PUBLIC = ["/years/2024/?kind=compound", "/no-such-page/"]
OFFICE = [
    "/office/cycles/2025/?outcome=disqualified&text=wenwu",
    "/office/cycles/2025/?text=nobody",
    "/office/cycles/2026/",
    "/office/cycles/2027/notice/",
]


@pytest.fixture
def later_years(county, office):
    """2026 open, 2027 assessed."""
    evaluation.open_cycle(year=2026, by=office)
    assessed_cycle(2027)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(county, open_page, path):
    page = open_page()
    page.goto(path)
    looks_right_at_both_widths(page)


def test_office_pages(county, later_years, office, open_page):
    page = open_page(office)
    for path in OFFICE:
        page.goto(path)
        looks_right_at_both_widths(page)


def test_large_type_without_javascript_and_back(county, open_page):
    page = open_page(javascript=False)
    page.goto("/years/2024/")
    page.click("text=大字")
    assert page.locator("html.large").count() == 1
    assert page.url.endswith("/years/2024/")
    page.click("text=标准字号")
    assert page.locator("html.large").count() == 0


def test_twenty_rows_at_768_pixels(open_page, office, live_server):
    for _ in range(25):
        CommunityFactory()
    assessed_cycle(2025, issuer="某县人民政府", approval_basis="某文件")
    page = open_page(office)
    page.goto("/office/cycles/2025/")
    bottom = page.locator(".data tbody tr").nth(19).bounding_box()
    assert bottom["y"] + bottom["height"] <= 768


def test_printing_leaves_the_navigation_out(county, open_page):
    page = open_page()
    page.goto("/notices/2025/")
    page.emulate_media(media="print")
    assert not page.locator(".public-head nav").is_visible()
    assert page.locator("text=甸阳村").first.is_visible()


def test_on_a_phone_filters_are_folded_away_and_tell_how_many_are_set(county, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/registry/?kind=compound")
    expect(page.locator("summary", has_text="已设 1 项")).to_be_visible()
    expect(page.locator("[name=township]")).to_be_hidden()
    page.click("summary:has-text('筛选')")
    expect(page.locator("[name=kind]")).to_have_value("compound")


def test_filters_stand_open_on_a_desk_and_without_javascript(county, office, open_page):
    page = open_page(office, PHONE, javascript=False)
    page.goto("/office/registry/")
    expect(page.locator("[name=township]")).to_be_visible()
    page = open_page(office)
    page.goto("/office/registry/")
    expect(page.locator("[name=township]")).to_be_visible()
    expect(page.locator(".fold summary")).to_be_hidden()


def test_a_phone_turned_on_its_side_has_its_filters_back(county, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/registry/")
    expect(page.locator("[name=township]")).to_be_hidden()
    page.set_viewport_size(DESK)
    expect(page.locator("[name=township]")).to_be_visible()
