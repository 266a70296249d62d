"""Whether a list that somebody has is the one that was published: its lines are put into the
canonical form, and that form's hash decides. Pure, and keeps nothing."""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from communities.models import CommunityKind
from evaluation import notice_list
from evaluation.models import NoticeEntry
from wufaan.errors import DomainError
from wufaan.sheets.errors import SheetErrors
from wufaan.sheets.files import check_file, decode, is_zipped, read_lines

MAX_BYTES = 2 * 2**20
MAX_UNZIPPED_BYTES = 20 * 2**20
_CODE = re.compile(r"\d{12}(-X\d{2,6})?")
_KINDS = {word: kind for kind in CommunityKind for word in (kind.value, kind.label)}
_MARKED = {"*": True, "＊": True, "是": True, "先进典型": True, "": False, "否": False}
_FIRST = re.compile(r"wufaan-list-1\s+(\d{4})")
_HEADERS = {"序号", "position"}


@dataclass(frozen=True)
class Found:
    """One line of what was handed in, under its number there; `entry` is not saved."""

    number: int
    entry: NoticeEntry


@dataclass
class Handed:
    """What was handed in, as far as it could be read. `strange` lines hold something else."""

    sha256: str
    year: int | None = None
    lines: list[Found] = field(default_factory=list)
    strange: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """The first one: where it stands, what stands there, and what was published."""

    number: int | None
    has: str
    published: str


@dataclass(frozen=True)
class Result:
    handed: Handed
    sha256: str
    same: bool
    published: int
    difference: Difference | None = None


def read_text(text: str) -> Handed:
    return _handed(text.encode(), _rows_of(text))


def read_file(content: bytes, name: str) -> Handed:
    """TXT, CSV or XLSX; refuses what is none of them."""
    if len(content) > MAX_BYTES:
        raise DomainError(f"文件超过 {MAX_BYTES // 2**20} MB，不像是名单。", field="file")
    try:
        if is_zipped(content):
            _refuse_bomb(content)
            rows = [(line.number, _cells(line.cells)) for line in read_lines(content, name)]
        else:
            check_file(content, name)
            rows = _rows_of(decode(content))
    except SheetErrors as error:
        raise DomainError(str(error), field="file") from error
    return _handed(content, rows)


def check(handed: Handed, *, year: int, sha256: str, entries: Iterable[NoticeEntry]) -> Result:
    """`sha256` and `entries` are those that were published."""
    entries = list(entries)
    ours = notice_list.hash_of(handed.year or year, [line.entry for line in handed.lines])
    same = sha256 in (handed.sha256, ours)
    difference = None if same else _difference(handed, year, entries)
    return Result(handed, ours, same, len(entries), difference)


def _difference(handed: Handed, year: int, entries: Sequence[NoticeEntry]) -> Difference | None:
    if handed.year not in (None, year):
        return Difference(1, f"{handed.year} 年度的名单", f"{year} 年度的名单")
    for line, entry in zip_longest(handed.lines, entries):
        has, published = _words(line and line.entry), _words(entry)
        if has != published:
            return Difference(line and line.number, has, published)
    return None


def _words(entry: NoticeEntry | None) -> str:
    if entry is None:
        return ""
    mark = ["先进典型"] if entry.exemplar else []
    words = [str(entry.position), entry.code, entry.name, entry.get_kind_display()]
    return "　".join([*words, entry.township_name, *mark])


def _handed(content: bytes, rows: Iterable[tuple[int, list[str]]]) -> Handed:
    handed = Handed(hashlib.sha256(content).hexdigest())
    for number, cells in rows:
        text = " ".join(cells)
        if entry := _entry(cells):
            handed.lines.append(Found(number, entry))
        elif first := _FIRST.fullmatch(text):
            handed.year = int(first[1])
        elif text and cells[0] not in _HEADERS:
            handed.strange.append((number, text))
    return handed


def _entry(cells: list[str]) -> NoticeEntry | None:
    """Position, code, then kind and name in either order, township, and perhaps a mark."""
    cells = [cell for cell in cells if cell]
    if not (5 <= len(cells) <= 6 and cells[0].isdecimal() and _CODE.fullmatch(cells[1])):
        return None
    kind, name = (cells[2], cells[3]) if cells[2] in _KINDS else (cells[3], cells[2])
    mark = cells[5] if len(cells) == 6 else ""
    if kind not in _KINDS or mark not in _MARKED:
        return None
    return NoticeEntry(
        position=int(cells[0]),
        code=cells[1],
        kind=_KINDS[kind],
        name=name,
        township_name=cells[4],
        exemplar=_MARKED[mark],
    )


def _rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Parted by tabs, by commas or, as copied out of a paper, by blanks."""
    lines = enumerate(text.lstrip("\ufeff").splitlines(), 1)
    return [(number, _cells(_parted(line))) for number, line in lines if line.strip()]


def _parted(line: str) -> list[str]:
    if "\t" in line:
        return line.split("\t")
    return next(csv.reader([line])) if "," in line else line.split()


def _cells(cells: Iterable) -> list[str]:
    """A spreadsheet reads whole numbers as 1.0."""
    whole = (int(c) if isinstance(c, float) and c.is_integer() else c for c in cells)
    return [str(cell).strip() for cell in whole]


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise DomainError("文件已损坏，请重新下载或另存。", field="file") from error
    if size > MAX_UNZIPPED_BYTES:
        raise DomainError("工作簿解压后太大，不像是名单。", field="file")
