"""docs/rules.md and its Chinese twin: every place and test that they cite is there, and both say
the same of the same rule."""

import re
from pathlib import Path

from communities.heads import COMPOUND_HEADS, PLACE_HEADS
from incidents.criteria import CRITERIA

ROOT = Path(__file__).parent.parent
PAGES = {"en": ROOT / "docs/rules.md", "zh": ROOT / "docs/rules.zh-CN.md"}
NUMERALS = "一二三四五六七八九十"


def rules(language: str) -> list[dict[str, str]]:
    """The rows of the tables."""
    lines = PAGES[language].read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    names = ["number", "rule", "clause", "code", "test"]
    return [dict(zip(names, row, strict=True)) for row in rows if re.match(r"\d", row[0])]


def in_english(clauses: str) -> list[str]:
    """三（一）4＊ is N 3(1)4*."""
    found = clauses.replace("前言", "N").replace("＊", "*").split("、")
    return [re.sub(r"^(.)（(.)）", _numbered, clause) for clause in found]


def _numbered(found: re.Match) -> str:
    part, section = (NUMERALS.index(numeral) + 1 for numeral in found.groups())
    return f"N {part}({section})"


def cited(column: str) -> list[str]:
    return sorted({ref for row in rules("en") for ref in re.findall(r"`([^`]+)`", row[column])})


def test_both_languages_tell_the_same_rules():
    english, chinese = rules("en"), rules("zh")
    kept = ["number", "code", "test"]
    assert [[r[k] for k in kept] for r in english] == [[r[k] for k in kept] for r in chinese]
    for one, other in zip(english, chinese, strict=True):
        assert one["clause"].split(", ") == in_english(other["clause"]), one["number"]


def test_rules_are_numbered_through():
    numbers = [tuple(map(int, row["number"].split("."))) for row in rules("en")]
    for before, number in zip([(0, 0), *numbers], numbers, strict=False):
        assert number in ((before[0], before[1] + 1), (before[0] + 1, 1))


def test_every_criterion_and_every_head_of_work_is_there():
    told = {clause for row in rules("en") for clause in row["clause"].split(", ")}
    held = [*CRITERIA.values(), *COMPOUND_HEADS, *PLACE_HEADS]
    assert {in_english(one.clause.removeprefix("实施方案"))[0] for one in held} <= told


def test_every_place_is_there():
    assert [place for place in cited("code") if not is_defined(place)] == []


def is_defined(place: str) -> bool:
    path, _, name = place.partition(":")
    text = (ROOT / path).read_text()
    found = rf"(?m)^\s*(def|class) {name}\b|^{name}\b.* =|(FUNCTION|VIEW) {name}\b"
    return bool(re.search(found, text)) if name else bool(text)


def test_every_test_is_there():
    assert [test for test in cited("test") if not is_told(test)] == []


def is_told(test: str) -> bool:
    path, _, name = test.partition("::")
    text = (ROOT / "tests" / path).read_text()
    return bool(re.search(rf"(?m)^\s*def {name}\(", text)) if name else path.endswith(".yaml")
