"""Whether an open page is as it should be: accessible (axe, WCAG 2.2 AA), nothing wider than its
screen or, in large type, too small."""

from axe_playwright_python.sync_playwright import Axe, AxeResults

from tests.browser.conftest import DESK, PHONE

# Named, since axe leaves those of 2.2 out unless asked.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe calls it an experiment that what is heard has to contain what is seen (WCAG 2.5.3).
RULES = {"label-content-name-mismatch": {"enabled": True}}
OPTIONS = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": False, "rules": RULES}
# Two thirds of axe's time.
ALL_BUT_COLOURS = OPTIONS | {"rules": RULES | {"color-contrast": {"enabled": False}}}
# A row that is built as one above it, of the same elements with the same classes and attributes,
# and words where that one has words, shows nothing new: of fifty, axe looks at one of each build.
MARK_WHAT_IS_BUILT_ALIKE = """() => {
  document.querySelectorAll("[data-alike]").forEach((row) => row.removeAttribute("data-alike"))
  const told = (part) => [
    part.tagName, part.className, part.textContent.trim() !== "", ...part.getAttributeNames(),
  ].join()
  for (const list of document.querySelectorAll("tbody, ul, ol")) {
    const builds = new Set()
    for (const row of list.children) {
      const build = [row, ...row.querySelectorAll("*")].map(told).join(";")
      if (builds.has(build)) row.setAttribute("data-alike", "")
      builds.add(build)
    }
  }
}"""
ONE_OF_EACH = {"exclude": [["[data-alike]"]]}
SMALL = """() => {
  const shown = (element) => element.checkVisibility() && !element.closest("svg, .visually-hidden");
  const says = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
  const small = (element) => element.matches("button, .btn")
    ? element.getBoundingClientRect().height < 44
    : [...element.childNodes].some(says) && parseFloat(getComputedStyle(element).fontSize) < 18;
  const found = [...document.querySelectorAll("body *")].filter((e) => shown(e) && small(e));
  return found.map((element) => element.outerHTML.slice(0, 120));
}"""


def looks_right(page) -> None:
    """On a phone and on a desk; its colours only on which of them it is open."""
    own = page.viewport_size
    faults = faults_of(page)
    page.set_viewport_size(DESK if own["width"] == PHONE["width"] else PHONE)
    faults += inaccessible(page, ALL_BUT_COLOURS) + too_wide(page)
    page.set_viewport_size(own)
    assert not faults, "\n\n".join(faults)


def looks_right_at_both_widths(page) -> None:
    """Its colours too."""
    faults = []
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        faults += faults_of(page)
    assert not faults, "\n\n".join(faults)


def faults_of(page) -> list[str]:
    return inaccessible(page) + too_wide(page) + too_small(page)


def inaccessible(page, options=OPTIONS) -> list[str]:
    assert page.evaluate("matchMedia('(scripting)').matches"), (
        "axe waits for ever without JavaScript"
    )
    page.evaluate("scrollTo(0, 0)")  # axe takes rows under a sticky heading for crowded ones
    if page.evaluate("!window.axe"):
        page.evaluate(Axe().axe_script)
    page.evaluate(MARK_WHAT_IS_BUILT_ALIKE)
    found = page.evaluate("([part, how]) => axe.run(part, how)", [ONE_OF_EACH, options])
    axe = AxeResults(found)
    return [f"{_where(page)}: {axe.generate_report()}"] if axe.violations_count else []


def too_wide(page) -> list[str]:
    width, room = page.evaluate("document.documentElement.scrollWidth"), page.viewport_size["width"]
    return [f"{_where(page)}: the page is {width} px wide"] if width > room else []


def too_small(page) -> list[str]:
    """What in large type is read below 18 px or pressed below 44 px."""
    small = page.evaluate(SMALL) if page.locator("html.large").count() else []
    return [f"{_where(page)}: {element}" for element in small]


def _where(page) -> str:
    large = "in large type " if page.locator("html.large").count() else ""
    return f"{large}{page.url} on {page.viewport_size['width']} px"


def unfold(page) -> None:
    """On a phone the filters of a list are folded away."""
    fold = page.locator(".fold summary")
    if fold.is_visible():
        fold.click()
