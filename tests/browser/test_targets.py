"""From the year's targets to its models, as the office goes at it."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from communities.models import Community
from evaluation.models import Verdict
from tests.browser.conftest import PHONE, both_widths
from tests.browser.looks import looks_right, misfits
from tests.factories import CommunityFactory, assessed_cycle, found, published_cycle


@pytest.fixture
def two_years(live_server):
    for number in range(10):
        CommunityFactory(name=f"第{number}村")
    published_cycle(2024)
    found(CommunityFactory(name="文武村"))
    asked = [(place, 50, 49) for place in Community.objects.filter(name__in=["第0村", "第1村"])]
    assessed_cycle(2025, exemplar_percent=20, surveys=asked)


@both_widths
def test_targets_lead_to_models_that_are_proposed_and_chosen(
    two_years, office, open_page, viewport
):
    page = open_page(office, viewport)
    page.goto("/office/targets/")
    trend = page.get_by_role("region", name="合计：历年达标率")
    expect(trend.get_by_role("img")).to_be_visible()
    expect(trend.get_by_role("row", name="2025")).to_contain_text("10 / 11")
    looks_right(page)
    with page.expect_download() as download:
        page.click("text=导出 Excel")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    rows = list(book.active.iter_rows(values_only=True))
    assert {"2024", "2025"} <= {row[0] for row in rows}

    page.click("text=排列和选定")
    page.click("text=先看台账")
    expect(page.locator("main")).to_contain_text("是 2 个，已选 0 个")
    page.click("text=勾选本页建议的")
    looks_right(page)
    page.get_by_label("勾选第0村").uncheck()
    page.get_by_label("勾选第9村").check()
    page.click("button:text-is('选为先进典型')")
    expect(page.locator(".messages")).to_contain_text("已选为先进典型 2 个")
    expect(page.locator("main")).to_contain_text("已选 2 个")
    assert set(Verdict.objects.exemplars().values_list("name", flat=True)) == {"第1村", "第9村"}


def test_six_figures_fit_a_phone(two_years, office, open_page):
    page = open_page(office, PHONE)
    page.goto("/office/targets/")
    page.get_by_role("cell", name="10 / 11").evaluate_all(
        "cells => cells.forEach(cell => cell.textContent = '123,456 / 234,567')"
    )
    assert not misfits(page)


def test_models_are_chosen_without_javascript(two_years, office, open_page):
    page = open_page(office, javascript=False)
    page.goto("/office/cycles/2025/exemplars/?select=proposed")
    page.click("button:text-is('选为先进典型')")
    expect(page.locator(".messages")).to_contain_text("已选为先进典型 2 个")
