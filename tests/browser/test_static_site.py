"""The offline site, opened from a folder: no server anywhere."""

from datetime import date

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.conftest import DESK, both_widths
from tests.browser.looks import looks_right
from tests.factories import CommunityFactory, found, published_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path, capsys):
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村")
    found(CommunityFactory(name="文武村"), on=date(2025, 3, 1))
    published_cycle(2025)
    CommunityFactory(name="新村")
    for number in range(7):
        CommunityFactory(name=f"新村新居{number}")
    call_command("export_public_site", tmp_path / "site")
    return (tmp_path / "site").as_uri()


@both_widths
def test_who_is_not_on_the_list_is_told_so_without_a_server(pages, site, viewport):
    page = pages(f"{site}/", viewport)
    page.goto(f"{site}/communities/index.html")
    expect(page.locator("[data-few] li:visible")).to_have_count(0)
    expect(page.locator("[data-many]")).to_be_hidden()
    page.fill("#find", "文武")
    expect(page.locator("[data-few] li:visible")).to_contain_text(
        ["不在 2025 年度公示名单上；原因请问派出所或办公室"]
    )
    looks_right(page)
    page.fill("#find", "新村")  # one is called so, seven begin so
    expect(page.locator("[data-few] li:visible")).to_have_count(1)
    page.fill("#find", "新")
    expect(page.locator("[data-few] li:visible")).to_have_count(0)
    expect(page.locator("[data-many]")).to_contain_text("请把名称写全")
    looks_right(page)
    page.fill("#find", "查无此村")
    expect(page.locator("[data-many]")).to_be_hidden()
    expect(page.locator("[data-none]")).to_be_visible()


@both_widths
def test_a_village_and_a_certificate_are_found_without_a_server(pages, site, viewport):
    page = pages(f"{site}/", viewport)
    page.goto(f"{site}/index.html")
    page.fill("#find", "dyc")
    page.click(".two-doors button:text-is('查找')")
    expect(page.locator("[data-find]:visible a")).to_have_text(["甸阳村"])
    page.click("text=甸阳村")
    expect(page.locator("h1")).to_have_text("甸阳村")
    number = page.locator(".titles a").inner_text()
    page.click("nav >> text=证书查验")
    page.fill("#number", "9999")
    expect(page.locator("[data-none]")).to_be_visible()
    page.fill("#number", number)
    looks_right(page)
    page.click(f"text={number}")
    expect(page.locator(".result-word")).to_contain_text("称号有效")


def test_with_scripts_off_the_whole_list_stands_there(pages, site):
    page = pages(f"{site}/", DESK, javascript=False)
    page.goto(f"{site}/communities/index.html")
    expect(page.locator("[data-find]:visible")).to_have_count(2)
    expect(page.locator("main")).to_contain_text(
        "这里没有列出的小区、村社，不在 2025 年度公示名单上"
    )
