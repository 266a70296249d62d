"""What an official paper says, apart from how it is set."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import chain
from math import ceil
from typing import Any, Self

from django.db.models import TextChoices

from wufaan.days import in_words
from wufaan.documents.glyphs import check_printable
from wufaan.normalise import NUMERALS
from wufaan.sheets.resource import Resource

TYPE_WIDTH = 156  # mm
TITLE_LINE = 18  # full-width characters
# In mm: a masthead begins so far below the upper edge of the type area; that of a letter, and the
# rule at the foot of its first page, below the upper edge of the page; its rules are so wide.
HEAD_ABOVE = 35
LETTER_ABOVE, LETTER_BELOW, LETTER_WIDTH = 30, 277, 170
# No masthead is set larger, and none is broken.
LARGEST = 48

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_HEADING = re.compile(rf"[{NUMERALS}]+、[^。；]*$")
_SUBHEADING = re.compile(rf"（[{NUMERALS}]+）[^。；]*$")


class Style(Enum):
    """How a line of the text is set; the standard has a typeface for each."""

    TEXT = "text"
    HEADING = "heading"
    SUBHEADING = "subheading"
    FINGERPRINT = "fingerprint"


class Form(TextChoices):
    """What stands around the text, as GB/T 9704-2012 has it for each kind of paper: nothing, for
    the office's own printed sheets; 版头 and 版记; the same with 签发人, of what goes up (上行文);
    信函格式."""

    PLAIN = "plain", "不带红头和版记"
    DOCUMENT = "document", "文件格式，有红头和版记"
    UPWARD = "upward", "上行文，有红头、签发人和版记"
    LETTER = "letter", "信函格式"


@dataclass(frozen=True)
class Table:
    """An annex. `widths` in mm share out the type area; `sums` says that the last row adds up;
    `note` stands below it."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    widths: Sequence[int]
    sums: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if sum(self.widths) != TYPE_WIDTH or len(self.widths) != len(self.headers):
            raise ValueError(f"The columns of {self.title!r} do not fill {TYPE_WIDTH} mm.")

    @classmethod
    def of(
        cls,
        title: str,
        resource: type[Resource],
        records: Iterable[Any],
        names: Sequence[str] = (),
        *,
        sums: bool = False,
        note: str = "",
    ) -> Self:
        """The columns of these names, or all. What is not known stays blank."""
        rows = [
            ["" if cell is None else cell for cell in row] for row in resource.rows(records, names)
        ]
        return cls(title, resource.headers(names), rows, resource.widths(names), sums, note)

    @property
    def columns(self) -> list[tuple[str, int]]:
        return list(zip(self.headers, self.widths, strict=True))

    @property
    def words(self) -> list[str]:
        return [self.title, self.note, *(str(cell) for row in self.rows for cell in row)]


@dataclass(frozen=True)
class Folder:
    """An annex of many parts, each with its tables and on a page of its own. No sheet of a
    workbook is made of them."""

    title: str
    parts: Sequence[tuple[str, Sequence[Table]]]

    @property
    def words(self) -> list[str]:
        told = [
            (title, *(word for table in tables for word in table.words))
            for title, tables in self.parts
        ]
        return [self.title, *chain.from_iterable(told)]


@dataclass(frozen=True)
class OfficialPaper:
    """`body` is plain text, a paragraph a line; lines that begin with 一、 or （一） and are no
    sentences are headings. `blanks` are boxes to be written in by hand, each with its label.
    `masthead` (发文机关标志), `note` (附注), `copies` (抄送) and `printed_by` (印发机关) belong to
    a form; what is blank of the latter three is not printed."""

    title: str
    number: str
    addressee: str
    body: str
    issuer: str
    dated: date
    annexes: Sequence[Table | Folder] = ()
    blanks: Sequence[str] = ()
    form: str = Form.PLAIN
    masthead: str = ""
    note: str = ""
    copies: str = ""
    printed_by: str = ""

    def check(self) -> None:
        """Raise a DomainError where a character cannot be printed."""
        words = [self.title, self.number, self.addressee, self.body, self.issuer, *self.blanks]
        words += [self.masthead, self.note, self.copies, self.printed_by]
        for annex in self.annexes:
            words += annex.words
        check_printable("\n".join(words), "文稿")

    @property
    def masthead_points(self) -> float:
        """The size in which it fills no more than one line."""
        width = _width(self.masthead or "（发文机关标志待填）")
        return min(LARGEST, int(TYPE_WIDTH * 72 / 25.4 / width))

    @property
    def title_lines(self) -> list[str]:
        """The title in lines of about the same length, broken where the words allow it."""
        return in_even_lines(self.title, TITLE_LINE)

    @property
    def lines(self) -> list[tuple[Style, str]]:
        return [(_style(line), line) for line in map(str.strip, self.body.splitlines()) if line]

    @property
    def date_in_words(self) -> str:
        return in_words(self.dated)

    @property
    def ends_on_even_page(self) -> bool:
        """版记 closes a document there (GB/T 9704-2012, 7.4); a letter ends where its text does."""
        return self.form != Form.LETTER and bool(self.copies or self.printed_by)

    @property
    def tables(self) -> list[Table]:
        """The annexes that are one table each."""
        return [annex for annex in self.annexes if isinstance(annex, Table)]

    @property
    def labelled_annexes(self) -> Iterator[tuple[str, Table | Folder]]:
        """附件, or 附件1 and 附件2 where there are several."""
        for position, annex in enumerate(self.annexes, 1):
            yield (f"附件{position}" if len(self.annexes) > 1 else "附件"), annex

    @property
    def annex_list(self) -> list[tuple[str, str]]:
        """What stands below the text: a mark and the title of each, no full stop."""
        several = len(self.annexes) > 1
        return [(f"{n}." if several else "", t.title) for n, t in enumerate(self.annexes, 1)]


def in_even_lines(text: str, longest: int) -> list[str]:
    """As few lines as it takes. Each ends where a phrase does, if one does nearby; never inside a
    number."""
    lines = ceil(_width(text) / longest)
    if lines < 2:
        return [text]
    share = _width(text) / lines
    fitting = [i for i in range(1, len(text)) if _width(text[:i]) <= longest]
    places = [i for i in fitting if _may_break(text, i)] or fitting
    place = min(places, key=lambda i: abs(_width(text[:i]) - share) - 4 * _ends_phrase(text, i))
    return [text[:place], *in_even_lines(text[place:], longest)]


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    inside_number = before.isascii() and after.isascii()
    return not inside_number and before not in "“《（" and after not in "”》）、，的"


def _ends_phrase(text: str, place: int) -> bool:
    return text[place - 1] in "”》）、度的" or text[place] in "“《（"


def _width(text: str) -> float:
    return sum(0.5 if c.isascii() else 1 for c in text)


def _style(line: str) -> Style:
    if _HEADING.match(line):
        return Style.HEADING
    if _FINGERPRINT.fullmatch(line):
        return Style.FINGERPRINT
    return Style.SUBHEADING if _SUBHEADING.match(line) else Style.TEXT
