"""张贴 on a telephone: an officer shows where the notice hangs, the office sees where it lacks."""

import re

import pytest
from playwright.sync_api import expect

from accounts.permissions import Role
from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right
from tests.communities.files import PNG
from tests.factories import UserFactory

PHOTO = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": PNG}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def show(page) -> None:
    page.goto("/office/")
    page.get_by_role("navigation").get_by_role("link", name="公示张贴").click()
    page.get_by_role("link", name=re.compile("登记张贴.*甸阳村")).click()
    page.get_by_label("张贴地点").fill("村委会公示栏")
    page.get_by_label("张贴日期").fill("2025-11-04")
    page.get_by_label("照片").set_input_files(PHOTO)


@both_widths
def test_an_officer_shows_where_it_hangs(county, office, open_page, viewport):
    page = open_page(UserFactory(role=Role.OFFICER), viewport)
    show(page)
    looks_right(page)
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".messages")).to_contain_text("已登记“甸阳村”的张贴照片")
    page.get_by_role("link", name=re.compile("撤下.*IMG_1.png")).click()
    looks_right(page)

    page = open_page(office, viewport)
    page.goto("/office/cycles/2025/notice/")
    page.click("text=看哪些还没有")
    expect(page.locator("tr", has_text="甸阳村")).to_contain_text("2025-11-04 村委会公示栏")
    looks_right(page)
    page.get_by_role("link", name=re.compile("没有照片.*0")).click()
    expect(page.locator("main")).to_contain_text("都有照片了")


def test_it_is_shown_without_javascript(county, open_page):
    page = open_page(UserFactory(role=Role.OFFICER), PHONE, javascript=False)
    show(page)
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".messages")).to_contain_text("已登记“甸阳村”的张贴照片")
