"""Every page, on a phone and on a desk: accessible, nothing wider than the screen, no complaint
from the console."""

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from evaluation import actions as evaluation
from tests.browser.conftest import DESK, PHONE, both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, UserFactory, assessed_cycle

PUBLIC = [
    "/",
    "/notices/2025/",
    "/years/2024/",
    "/years/2024/?kind=compound",
    "/verify/",
    "/verify/530521-2024-0001/",
    "/verify/530521-2024-9999/",
    "/sign-in/",
    "/no-such-page/",
]
OFFICE = [
    "/office/cycles/",
    "/office/cycles/2025/",
    "/office/cycles/2025/?outcome=disqualified&text=wenwu",
    "/office/cycles/2025/?text=nobody",
    "/office/cycles/2025/settings/",
    "/office/cycles/2026/",
    "/office/cycles/2026/settings/",
    "/office/cycles/2027/notice/",
    "/office/plaques/?year=2024",
    "/office/jobs/",
]


@pytest.fixture
def later_years(county, office):
    """2026 open, 2027 assessed."""
    evaluation.open_cycle(year=2026, by=office)
    assessed_cycle(2027)


def check(page, path: str) -> None:
    page.goto(path)
    looks_right(page)


@both_widths
def test_public_pages(county, open_page, viewport):
    page = open_page(viewport=viewport)
    for path in [*PUBLIC, f"/communities/{county['quiet'].code}/"]:
        check(page, path)


@both_widths
def test_office_pages(county, later_years, office, open_page, viewport):
    page = open_page(office, viewport)
    verdicts = [f"/office/cycles/2025/verdicts/{c.code}/" for c in county.values()]
    for path in OFFICE + verdicts:
        check(page, path)


@both_widths
def test_the_leading_group_s_page_of_approval(county, leading, open_page, viewport):
    check(open_page(leading, viewport), "/office/cycles/2025/approval/")


@both_widths
def test_an_officer_s_first_page(county, open_page, viewport):
    check(open_page(UserFactory(role=Role.OFFICER), viewport), "/office/")


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
