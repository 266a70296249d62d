"""Whether a list that somebody has is the one that was published: its lines are put into the
canonical form, and that form's hash decides. Pure, and keeps nothing."""

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from communities.models import CommunityKind
from evaluation import notice_list
from evaluation.models import NoticeEntry
from wufaan.errors import DomainError
from wufaan.sheets.errors import SheetErrors
from wufaan.sheets.files import check_file, decode, is_zipped, sound_lines

MAX_BYTES = 2 * 2**20
MAX_UNZIPPED_BYTES = 20 * 2**20
_POSITION = re.compile(r"[1-9][0-9]{0,8}")
_CODE = re.compile(r"[0-9]{12}(-X[0-9]{2,6})?")
# Anywhere in a line: as long as the code of a township or longer, and no telephone.
_LIKE_A_CODE = re.compile(
    r"(?<![0-9a-z])(?!0|1[3-9][0-9]{9}(?![0-9]))[0-9]{9,}(?![0-9a-wyz])", re.I
)
_KINDS = {word: kind for kind in CommunityKind for word in (kind.value, kind.label)}
_MARKED = {"*": True, "＊": True, "是": True, "先进典型": True, "": False, "否": False}
_FIRST = re.compile(r"wufaan-list-1 ([0-9]{4})")
_OF_A_DATE = ("年", "月", "日")
_HEADER_WORDS = {"序号", "代码", "名称", "类型", "乡镇", "乡镇（街道）", "先进典型"}
_PAPERS = (".pdf", ".doc", ".docx", ".wps", ".ofd")


@dataclass(frozen=True)
class _Row:
    """`apart`: in cells of their own, not in running text."""

    number: int
    cells: list[str]
    apart: bool


@dataclass(frozen=True)
class Found:
    """One line of what was handed in, under its number there. `entry` is not saved; None where the
    line looks like one of a list and cannot be read as one."""

    number: int
    text: str
    entry: NoticeEntry | None

    @property
    def words(self) -> str:
        return _words(self.entry) if self.entry else self.text


@dataclass
class Handed:
    """What was handed in. `strange` lines are none of a list: titles, page numbers, remarks."""

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
    if content.startswith(b"%PDF") or name.lower().endswith(_PAPERS):
        raise DomainError(
            "PDF 和 Word 文件不能直接核对。请上传 Excel（.xlsx）、CSV 或文本文件（.txt），"
            "或者把文件里名单的各行复制过来，粘贴在下面。",
            field="file",
        )
    if len(content) > MAX_BYTES:
        raise DomainError(f"文件超过 {MAX_BYTES // 2**20} MB，不像是名单。", field="file")
    try:
        if is_zipped(content):
            _refuse_bomb(content)
            rows = [_Row(r.number, _cells(r.cells), True) for r in sound_lines(content, name)]
        else:
            check_file(content, name)
            rows = _rows_of(decode(content))
    except SheetErrors as error:
        raise DomainError(str(error), field="file") from error
    return _handed(content, rows)


def check(handed: Handed, *, year: int, sha256: str, entries: Iterable[NoticeEntry]) -> Result:
    """`sha256` and `entries` are those that were published."""
    entries = list(entries)
    read = [line.entry for line in handed.lines if line.entry]
    ours = notice_list.hash_of(handed.year or year, read)
    same = handed.sha256 == sha256 or (ours == sha256 and len(read) == len(handed.lines))
    difference = None if same else _difference(handed, year, entries)
    return Result(handed, ours, same, len(entries), difference)


def _difference(handed: Handed, year: int, entries: Sequence[NoticeEntry]) -> Difference | None:
    if handed.year not in (None, year):
        return Difference(1, f"{handed.year} 年度的名单", f"{year} 年度的名单")
    for line, entry in zip_longest(handed.lines, entries):
        has, published = line.words if line else "", _words(entry)
        if has != published:
            return Difference(line and line.number, has, published)
    return None


def _words(entry: NoticeEntry | None) -> str:
    if entry is None:
        return ""
    mark = ["先进典型"] if entry.exemplar else []
    words = [str(entry.position), entry.code, entry.name, entry.get_kind_display()]
    return "　".join([*words, entry.township_name, *mark])


def _handed(content: bytes, rows: Iterable[_Row]) -> Handed:
    handed = Handed(hashlib.sha256(content).hexdigest())
    for row in rows:
        text = " ".join(row.cells)
        if entry := _entry(row.cells):
            handed.lines.append(Found(row.number, text, entry))
        elif (first := _FIRST.fullmatch(text)) and not (handed.year or handed.lines):
            handed.year = int(first[1])
        elif set(row.cells) <= _HEADER_WORDS:
            continue
        elif _looks_listed(row, text):
            handed.lines.append(Found(row.number, text, None))
        else:
            handed.strange.append((row.number, text))
    return handed


def _looks_listed(row: _Row, text: str) -> bool:
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
    if not (5 <= len(cells) <= 6 and _POSITION.fullmatch(cells[0]) and _CODE.fullmatch(cells[1])):
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


def _rows_of(text: str) -> list[_Row]:
    """Parted by tabs, by commas or, as copied out of a paper, by blanks."""
    lines = enumerate(text.lstrip("\ufeff").splitlines(), 1)
    return [_row(number, line) for number, line in lines if line.strip()]


def _row(number: int, line: str) -> _Row:
    if "\t" in line:
        return _Row(number, _cells(line.split("\t")), True)
    if "," not in line:
        return _Row(number, line.split(), False)
    try:
        return _Row(number, _cells(next(csv.reader([line]))), True)
    except csv.Error:
        return _Row(number, _cells(line.split(",")), True)


def _cells(cells: Iterable) -> list[str]:
    """Those that hold anything. A spreadsheet reads whole numbers as 1.0."""
    whole = (int(c) if isinstance(c, float) and c.is_integer() else c for c in cells)
    return [text for cell in whole if (text := str(cell).strip())]


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise DomainError("文件已损坏，请重新下载或另存。", field="file") from error
    if size > MAX_UNZIPPED_BYTES:
        raise DomainError("工作簿解压后太大，不像是名单。", field="file")
