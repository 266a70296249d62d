"""Whether a list that somebody has is the one that was published: its lines are put into the
canonical form, and that form's hash decides. Pure, and keeps nothing."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from communities.codes import COMMUNITY_CODE
from communities.models import CommunityKind
from evaluation.notice import canonical
from evaluation.notice.document import NoticeDocument
from evaluation.notice.models import NoticeEntry
from evaluation.notice.resources import ListResource
from evaluation.public import list_rows
from evaluation.public.list_rows import (
    MARKED,
    POSITION,
    Row,
)

# Anywhere in a line: as long as the code of a township or longer, and no telephone.
_LIKE_A_CODE = re.compile(
    r"(?<![0-9a-z])(?!0|1[3-9][0-9]{9}(?![0-9]))[0-9]{9,}(?![0-9a-wyz])", re.I
)
_KINDS = {word: kind for kind in CommunityKind for word in (kind.value, kind.label)}
_MARKS = {**dict.fromkeys(MARKED, True), "": False, "否": False}
_FIRST = re.compile(r"wufaan-list-1 ([0-9]{4})")
_PAGE_NUMBER = re.compile(r"[—－-]?[0-9]{1,3}[—－-]?")
_OF_A_DATE = ("年", "月", "日")
_HEADER_WORDS = {*ListResource.headers(), "乡镇"}


@dataclass(frozen=True)
class Handed:
    """What somebody has."""

    sha256: str
    rows: list[Row]


@dataclass(frozen=True)
class Found:
    """One line of it, and where it stands. `entry` is not saved; None where the line looks like
    one of a list and cannot be read as one."""

    place: str
    text: str
    entry: NoticeEntry | None

    @property
    def words(self) -> str:
        return _words(self.entry) if self.entry else self.text


@dataclass
class _Read:
    """Rows sorted out. Neither lines of the list nor words of the published paper: those `above`
    the list, and those `beside` its lines, among or after them."""

    year: int | None = None
    lines: list[Found] = field(default_factory=list)
    above: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    begun: bool = False


@dataclass(frozen=True)
class Difference:
    """The first one: where it stands, what stands there, and what was published."""

    place: str
    has: str
    published: str


@dataclass(frozen=True)
class Result:
    sha256: str
    same: bool
    published: int
    lines: list[Found]
    above: list[Row]
    beside: list[Row]
    difference: Difference | None = None


def read_text(text: str) -> Handed:
    return Handed(_hash(text.encode()), list_rows.of_text(text))


def read_file(content: bytes, name: str) -> Handed:
    return Handed(_hash(content), list_rows.of_file(content, name))


def check(handed: Handed, document: NoticeDocument) -> Result:
    read, entries = _sorted_out(handed.rows, document), document.entries
    year, sha256 = document.year, document.notice.sha256
    whole = [line.entry for line in read.lines if line.entry]
    ours = canonical.hash_of(read.year or year, whole)
    same = handed.sha256 == sha256 or (ours == sha256 and len(whole) == len(read.lines))
    # Where ours are no longer those of the hash, they tell nothing of what was published.
    comparable = not same and document.is_as_published
    difference = _difference(read, year, entries) if comparable else None
    published = len(whole if same else entries)
    return Result(ours, same, published, read.lines, read.above, read.beside, difference)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _difference(read: _Read, year: int, entries: Sequence[NoticeEntry]) -> Difference | None:
    if read.year not in (None, year):
        return Difference("第 1 行", f"{read.year} 年度的名单", f"{year} 年度的名单")
    for line, entry in zip_longest(read.lines, entries):
        has, published = line.words if line else "", _words(entry)
        if has != published:
            return Difference(line.place if line else "名单", has, published)
    return None


def _words(entry: NoticeEntry | None) -> str:
    if entry is None:
        return ""
    mark = ["先进典型"] if entry.exemplar else []
    words = [str(entry.position), entry.code, entry.name, entry.get_kind_display()]
    return "　".join([*words, entry.township_name, *mark])


def _sorted_out(rows: Iterable[Row], document: NoticeDocument) -> _Read:
    read, paper = _Read(), "\n".join(map(_squeezed, document.beside))
    for row in rows:
        text = " ".join(row.cells)
        if entry := _entry(row.cells):
            read.lines.append(Found(row.place, text, entry))
        elif (first := _FIRST.fullmatch(text)) and not (read.year or read.lines):
            read.year = int(first[1])
        elif set(row.cells) <= _HEADER_WORDS:
            read.begun = True
        elif (short := _squeezed(text)) in paper or _PAGE_NUMBER.fullmatch(short):
            continue
        elif _looks_listed(row, text):
            read.lines.append(Found(row.place, text, None))
        else:
            (read.beside if read.begun or read.lines else read.above).append(row)
    return read


def _squeezed(text: str) -> str:
    """Without blanks: a paper breaks its lines anywhere."""
    return "".join(text.split())


def _looks_listed(row: Row, text: str) -> bool:
    """Whether somebody could take it for a line of the list, whatever it lacks."""
    if row.apart and len(row.cells) > 1:
        return True
    if _LIKE_A_CODE.search(unicodedata.normalize("NFKC", text)) or "wufaan-list" in text:
        return True
    if any(cell in _KINDS for cell in row.cells):
        return True
    numbered = len(row.cells) > 2 and row.cells[0].isdecimal()
    return numbered and not row.cells[1].startswith(_OF_A_DATE)


def _entry(cells: list[str]) -> NoticeEntry | None:
    """Position, code, then kind and name in either order, township, and perhaps a mark."""
    if not (
        5 <= len(cells) <= 6 and POSITION.fullmatch(cells[0]) and COMMUNITY_CODE.fullmatch(cells[1])
    ):
        return None
    kind, name = (cells[2], cells[3]) if cells[2] in _KINDS else (cells[3], cells[2])
    mark = cells[5] if len(cells) == 6 else ""
    if kind not in _KINDS or mark not in _MARKS:
        return None
    return NoticeEntry(
        position=int(cells[0]),
        code=cells[1],
        kind=_KINDS[kind],
        name=name,
        township_name=cells[4],
        exemplar=_MARKS[mark],
    )
