"""What the checks of an open page find: each fault by itself, on a page that is else right."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.looks import inaccessible, looks_right, misfits

RIGHT = """<!DOCTYPE html><html lang="zh-Hans"><title>页</title><body style="background: #fff">
<main><h1>页</h1><p style="color: #222">看得清的字</p>{}</main></body></html>"""
FAULTS = {
    "pale words": '<p style="color: #bbb">看不清的字</p>',
    "a ground that swallows them": '<p style="color: #222; background: #444">看不清的字</p>',
    "a nameless button": '<button style="width: 44px; height: 44px"></button>',
    "crowded links": '<p><a href="/a">甲</a><a href="/b" style="font-size: 9px">乙</a></p>' * 3,
}


@pytest.fixture
def page_with(pages):
    def page_with(part: str, viewport=DESK):
        page = pages("http://127.0.0.1", viewport)
        page.set_content(RIGHT.format(part))
        return page

    return page_with


def test_nothing_on_a_page_that_is_right(page_with):
    looks_right(page_with(""))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(page_with, fault):
    assert len(inaccessible(page_with(FAULTS[fault]))) == 1


def test_what_only_a_phone_shows_without_a_name_is_found_from_a_desk(page_with):
    menu = "<style>@media (width > 500px) {button {display: none}}</style>"
    page = page_with(menu + FAULTS["a nameless button"])
    assert inaccessible(page) == []
    with pytest.raises(AssertionError, match="on 390 px"):
        looks_right(page)


def test_what_is_wider_than_the_screen_or_too_small_in_large_type_is_found(page_with):
    page = page_with('<p style="width: 500px; font-size: 16px">宽</p>', PHONE)
    assert len(misfits(page)) == 1
    page.evaluate("document.documentElement.classList.add('large')")
    assert len(misfits(page)) > 1
