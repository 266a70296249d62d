"""Which characters can be printed. A name with any other is refused when it is entered, so that
no paper ever shows an empty box."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from wufaan.errors import DomainError

FONTS = Path(__file__).parent / "fonts"
FAMILIES = {
    "Wufaan Kai": "kai.ttf",
    "Wufaan Song": "song.otf",
    "Wufaan Hei": "hei.otf",
    "Wufaan Rare": "rare.ttf",
}


@cache
def printable() -> frozenset[int]:
    """The code points that at least one of the project's fonts has."""
    return frozenset().union(*(points_of(FONTS / file) for file in FAMILIES.values()))


@cache
def _main_font() -> frozenset[int]:
    return frozenset(points_of(FONTS / FAMILIES["Wufaan Kai"]))


def points_of(font: Path) -> Iterable[int]:
    """The code points that a font file has."""
    from fontTools.ttLib import TTFont  # slow to load, and few processes ask it

    points: dict[int, str] = TTFont(font).getBestCmap()
    return points


def in_main_font(text: str) -> bool:
    """Whether the face of certificates has all of it; the others stand in for what it lacks."""
    return all(ord(c) in _main_font() for c in text)


def unprintable(text: str) -> list[str]:
    """The characters of a text that no font has, each once, line breaks aside."""
    return sorted({c for c in text if ord(c) not in printable() and c not in "\n\t"})


def check_printable(text: str, field: str, *, at: str | None = None) -> None:
    """Raise a DomainError that names the characters and the way out."""
    missing = unprintable(text)
    if missing:
        listed = "、".join(_describe(c) for c in missing)
        raise DomainError(
            f"{field}有无法印刷的字：{listed}。请改用别的字，或该字在国家标准里的正式编码"
            "（自造字、私用区的字不能用）；地名用字拿不准时，向民政部门核对。",
            field=at,
        )


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    private = 0xE000 <= ord(character) <= 0xF8FF or ord(character) >= 0xF0000
    return f"{code}（私用区）" if private else f"“{character}”（{code}）"
