"""Whether an open page is as it should be: accessible (axe, WCAG 2.2 AA), nothing wider than its
screen or, in large type, too small."""

from axe_playwright_python.sync_playwright import Axe, AxeResults

from tests.browser.conftest import DESK, PHONE

# Named, since axe leaves those of 2.2 out unless asked.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe calls it an experiment that what is heard has to contain what is seen (WCAG 2.5.3).
RULES = {"label-content-name-mismatch": {"enabled": True}}
# Of both widths the other one: what may be shown, named or crowded differently there. All else
# axe asks of the same elements; `make test-long` asks all at both.
OF_A_WIDTH = [
    *["target-size", "scrollable-region-focusable", "label-content-name-mismatch", "region"],
    *["button-name", "link-name", "label", "select-name", "summary-name", "aria-hidden-focus"],
    *["heading-order", "page-has-heading-one", "empty-table-header", "th-has-data-cells"],
    *["skip-link", "list", "listitem"],
]
OPTIONS = {"runOnly": WCAG, "resultTypes": ["violations"], "preload": False, "rules": RULES}
ALL_BUT_COLOURS = OPTIONS | {"rules": RULES | {"color-contrast": {"enabled": False}}}
WIDTH_ALONE = OPTIONS | {"runOnly": {"type": "rule", "values": OF_A_WIDTH}, "rules": {}}
COLOURS = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "rules": {}}
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
# Colours take axe longer than all else together, and words of one colour, size and weight on one
# ground are as legible everywhere: it looks at the first of each.
MARK_ONE_OF_EACH_COLOUR = """() => {
  document.querySelectorAll("[data-colours]").forEach((e) => e.removeAttribute("data-colours"))
  const ground = (element) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(element)
    const clear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none"
    return clear && element.parentElement
      ? ground(element.parentElement)
      : backgroundColor + backgroundImage
  }
  const says = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()
  const seen = new Set()
  for (const element of document.querySelectorAll("body *")) {
    if (![...element.childNodes].some(says) || !element.checkVisibility()) continue
    const { color, fontSize, fontWeight, opacity, position } = getComputedStyle(element)
    const kind = [color, fontSize, fontWeight, opacity, position, ground(element)].join()
    if (!seen.has(kind)) element.setAttribute("data-colours", "")
    seen.add(kind)
  }
  return seen.size > 0
}"""
ONE_OF_EACH_COLOUR = {"include": [["[data-colours]"]]}
SMALL = """() => {
  if (!document.documentElement.classList.contains("large")) return []
  const shown = (element) => element.checkVisibility() && !element.closest("svg, .visually-hidden");
  const says = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim();
  const small = (element) => element.matches("button, .btn")
    ? element.getBoundingClientRect().height < 44
    : [...element.childNodes].some(says) && parseFloat(getComputedStyle(element).fontSize) < 18;
  const found = [...document.querySelectorAll("body *")].filter((e) => shown(e) && small(e));
  return found.map((element) => element.outerHTML.slice(0, 120));
}"""


def looks_right(page) -> None:
    """On a phone and on a desk; of one of them only what may be otherwise there."""
    own = page.viewport_size
    faults = faults_of(page)
    page.set_viewport_size(DESK if own["width"] == PHONE["width"] else PHONE)
    faults += inaccessible(page, WIDTH_ALONE) + misfits(page)
    page.set_viewport_size(own)
    assert not faults, "\n\n".join(faults)


def looks_right_at_both_widths(page) -> None:
    """All that axe knows, at both."""
    faults = []
    for viewport in (PHONE, DESK):
        page.set_viewport_size(viewport)
        faults += faults_of(page)
    assert not faults, "\n\n".join(faults)


def faults_of(page) -> list[str]:
    return inaccessible(page) + misfits(page)


def inaccessible(page, options=OPTIONS) -> list[str]:
    """What axe finds. With all OPTIONS it is asked for the colours by themselves."""
    assert page.evaluate("matchMedia('(scripting)').matches"), (
        "axe waits for ever without JavaScript"
    )
    page.evaluate("scrollTo(0, 0)")  # axe takes rows under a sticky heading for crowded ones
    if page.evaluate("!window.axe"):
        page.evaluate(Axe().axe_script)
    page.evaluate(MARK_WHAT_IS_BUILT_ALIKE)
    if options is not OPTIONS:
        return _violations(page, ONE_OF_EACH, options)
    faults = _violations(page, ONE_OF_EACH, ALL_BUT_COLOURS)
    if page.evaluate(MARK_ONE_OF_EACH_COLOUR):
        faults += _violations(page, ONE_OF_EACH_COLOUR, COLOURS)
    return faults


def _violations(page, part, options) -> list[str]:
    axe = AxeResults(page.evaluate("([part, how]) => axe.run(part, how)", [part, options]))
    return [f"{_where(page)}: {axe.generate_report()}"] if axe.violations_count else []


def misfits(page) -> list[str]:
    """What is wider than the screen and, in large type, read below 18 px or pressed below 44 px."""
    wide, small = page.evaluate(f"() => [document.documentElement.scrollWidth, ({SMALL})()]")
    return _misfits(page, wide, small)


def misfits_in_either_type(page) -> list[str]:
    """The same in large type, as the server would set it, and in plain type."""
    measured = page.evaluate(
        f"""() => [true, false].map((large) => {{
          document.documentElement.classList.toggle("large", large)
          return [document.documentElement.scrollWidth, ({SMALL})()]
        }})"""
    )
    return [fault for each in measured for fault in _misfits(page, *each)]


def _misfits(page, wide: int, small: list[str]) -> list[str]:
    faults = [f"the page is {wide} px wide"] if wide > page.viewport_size["width"] else []
    return [f"{_where(page)}: {fault}" for fault in faults + small]


def _where(page) -> str:
    large = "in large type " if page.locator("html.large").count() else ""
    return f"{large}{page.url} on {page.viewport_size['width']} px"


def unfold(page) -> None:
    """On a phone the filters of a list are folded away."""
    fold = page.locator(".fold summary")
    if fold.is_visible():
        fold.click()
