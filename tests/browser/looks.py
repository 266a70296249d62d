"""Whether an open page is as it should be: accessible (axe, WCAG 2.2 AA), nothing wider than its
screen."""

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE

# Named, since axe leaves those of 2.2 out unless asked.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": False}


def faults_of(page) -> list[str]:
    return inaccessible(page) + too_wide(page)


def looks_right(page) -> None:
    """On a phone and on a desk, whichever the page is open on."""
    faults, own = [], page.viewport_size
    for viewport in sorted([PHONE, DESK], key=own.__eq__):  # its own last: there it goes on
        page.set_viewport_size(viewport)
        faults += faults_of(page)
    page.set_viewport_size(own)
    assert not faults, "\n\n".join(faults)


def inaccessible(page) -> list[str]:
    page.evaluate("scrollTo(0, 0)")  # axe takes rows under a sticky heading for crowded ones
    axe = Axe().run(page, options=OPTIONS)
    return [f"{_where(page)}: {axe.generate_report()}"] if axe.violations_count else []


def too_wide(page) -> list[str]:
    width, room = page.evaluate("document.documentElement.scrollWidth"), page.viewport_size["width"]
    return [f"{_where(page)}: the page is {width} px wide"] if width > room else []


def _where(page) -> str:
    large = "in large type " if page.locator("html.large").count() else ""
    return f"{large}{page.url} on {page.viewport_size['width']} px"


def unfold(page) -> None:
    """On a phone the filters of a list are folded away."""
    fold = page.locator(".fold summary")
    if fold.is_visible():
        fold.click()
