"""Every page that a role can reach by links, on the demo's data, on a phone and on a desk:
accessible (axe, WCAG 2.2 AA), nothing wider than the screen, in large type, at 200 % zoom or on
the smallest phone either, nothing in large type too small, no complaint from the console."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from tests.browser.conftest import DESK, PHONE
from tests.browser.looks import OPTIONS, WIDTH_ALONE, inaccessible, misfits_in_either_type

# The smallest phone, and a desk at 200 % zoom.
SMALL, ZOOMED = {"width": 360, "height": 740}, {"width": 683, "height": 384}
LONG = pytest.mark.long
ROLES = {
    "anyone": "",
    "officer": "minjing01",
    "office": "bangongshi",
    "auditor": "shenji",
    "administrator": "guanli",
    "leading group": "lingdao",
}
# With what is asked of axe on a phone: in the long run all that is asked of it on a desk. Then the
# leading group walks as well: it reads what the office does.
WALKS = [
    *(pytest.param(name, WIDTH_ALONE, id=role) for role, name in [*ROLES.items()][:-1]),
    *(pytest.param(name, OPTIONS, id=f"{role}, all", marks=LONG) for role, name in ROLES.items()),
]


@pytest.mark.parametrize(("username", "on_a_phone"), WALKS)
def test_every_page_is_accessible_and_fits_its_screen(open_demo, username, on_a_phone):
    page = open_demo(username or None)
    sizes = [(DESK, OPTIONS), (PHONE, on_a_phone), (ZOOMED, None), (SMALL, None)]
    faults = []
    for _ in reachable(page, "/office/" if username else "/"):
        for viewport, options in sizes:
            page.set_viewport_size(viewport)
            faults += inaccessible(page, options) if options else []
            faults += misfits_in_either_type(page)
    assert not faults, "\n\n".join(faults)


def reachable(page, start: str) -> Iterator[str]:
    """Open one address of every kind of page (a view with its own name) below `start` that links
    lead to, without the files that links download."""
    seen, waiting = set(), [start]
    while waiting:
        path = waiting.pop(0)
        name = kind_of(path)
        if name in (None, "display") or name in seen or not path.startswith(start):
            continue
        seen.add(name)
        if is_page(page, path):
            yield path
            links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
            waiting += [urldefrag(link).url.removeprefix(origin(page)) for link in links]


def is_page(page, path: str) -> bool:
    """Open it. False where it is a file."""
    try:
        answer = page.goto(path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    assert answer.status == 200, f"{path} answers {answer.status}"
    return answer.headers["content-type"].startswith("text/html")


def kind_of(path: str) -> str | None:
    """The name of the view, None where the link leads elsewhere."""
    try:
        return resolve(urlsplit(path).path).url_name
    except Resolver404:
        return None


def origin(page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}"
