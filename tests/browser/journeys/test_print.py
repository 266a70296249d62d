"""What people print from the demo, on the width that A4 leaves between its margins: the list or the
dossier without what only a screen needs."""

import pytest
from playwright.sync_api import expect

from demo.years import CURRENT
from tests.browser.looks import misfits

SHEET = {"width": 658, "height": 930}  # 174 mm by 246 mm


@pytest.fixture
def on_paper(open_demo):
    """`on_paper("/years/2025/", "lingdao")`: that page as it goes to the printer."""

    def on_paper(path: str, username: str | None = None):
        page = open_demo(username, SHEET)
        page.goto(path)
        page.emulate_media(media="print")
        return page

    return on_paper


@pytest.mark.parametrize("path", [f"/notices/{CURRENT}/", f"/years/{CURRENT - 1}/"])
def test_a_list_for_the_notice_board_holds_every_name_and_no_navigation(on_paper, path):
    page = on_paper(path)
    for screen_only in (".public-head nav", ".check, .doors", ".names .object"):
        expect(page.locator(screen_only).locator("visible=true")).to_have_count(0)
    names = page.locator(".township .names li")
    assert names.count() > 50
    expect(names.locator("visible=true")).to_have_count(names.count())
    assert not misfits(page)


def test_a_dossier_for_the_file_holds_every_part_and_the_day_and_no_navigation(on_paper):
    page = on_paper("/office/dossiers/530521101001/", "bangongshi")
    for screen_only in (".rail", ".crumbs", ".page-head .actions"):
        expect(page.locator(screen_only)).to_be_hidden()
    parts = page.locator(".part")
    assert parts.count() > 3
    expect(parts.locator("h2").locator("visible=true")).to_have_count(parts.count())
    expect(page.locator(".only-print")).to_contain_text("打印日期")
    expect(page.locator(".only-print")).to_be_visible()
    assert not misfits(page)
