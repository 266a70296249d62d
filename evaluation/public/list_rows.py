"""From what somebody has of a list to rows of cells: pasted text, or a file of any form in which
the list is published but PDF. Which of the rows are lines of a list is not known here."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from communities.codes import COMMUNITY_CODE
from wufaan.errors import DomainError
from wufaan.sheets.errors import SheetErrors
from wufaan.sheets.files import check_file, decode, is_zipped, read_sheets

MAX_BYTES = 2 * 2**20
MAX_UNZIPPED_BYTES = 20 * 2**20
POSITION = re.compile(r"[1-9][0-9]{0,8}")
MARKED = {"*", "＊", "是", "先进典型"}
# Position, code, name, kind, township.
_CELLS = 5
_SEPARATORS = ",;"
_UNREADABLE = (".pdf", ".doc", ".wps", ".ofd")
_DAMAGED = "文件已损坏，请重新下载或另存。"


@dataclass(frozen=True)
class Row:
    """`place` says to people where it stands. `apart`: in cells of their own, not in running
    text."""

    place: str
    cells: list[str]
    apart: bool


def of_text(text: str) -> list[Row]:
    lines = enumerate(text.lstrip("\ufeff").splitlines(), 1)
    return list(_of_lines((f"第 {number} 行", line) for number, line in lines))


def of_file(content: bytes, name: str) -> list[Row]:
    """TXT, CSV, XLSX or DOCX; refuses what is none of them."""
    if content.startswith(b"%PDF") or name.lower().endswith(_UNREADABLE):
        raise DomainError(
            "PDF、.doc、WPS 和 OFD 文件不能直接核对。请上传 Word（.docx）、Excel（.xlsx）、CSV 或"
            "文本文件（.txt），或者把文件里名单的各行复制过来，粘贴在下面。",
            field="file",
        )
    if len(content) > MAX_BYTES:
        raise DomainError(f"文件超过 {MAX_BYTES // 2**20} MB，不像是名单。", field="file")
    if not content.strip():
        raise DomainError("文件是空的。", field="file")
    try:
        if not is_zipped(content):
            check_file(content, name)
            return of_text(decode(content))
        return _of_word(content) if _is_word(content) else _of_workbook(content, name)
    except SheetErrors as error:
        told = "\n".join(str(each) for each in error.errors[:3])
        raise DomainError(f"没有核对，文件读不了：\n{told}", field="file") from error


def _is_word(content: bytes) -> bool:
    """Refuses what would unpack to more than any list."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise DomainError(_DAMAGED, field="file") from error
    if size > MAX_UNZIPPED_BYTES:
        raise DomainError("文件解压后太大，不像是名单。", field="file")
    return any(name.startswith("word/") for name in names)


def _of_workbook(content: bytes, name: str) -> list[Row]:
    """Of all sheets: whoever opens the file may be shown any of them."""
    sheets = read_sheets(content, name)
    for sheet in sheets:
        if sheet.hidden:
            raise DomainError(
                f"工作表“{sheet.name}”是隐藏的，打开文件看不到它，所以没有核对。"
                "请取消隐藏或者删去，再上传。",
                field="file",
            )
    return [
        Row(
            f"工作表“{sheet.name}”第 {line.number} 行" if sheets[1:] else f"第 {line.number} 行",
            _cells(line.cells),
            True,
        )
        for sheet in sheets
        for line in sheet.lines
    ]


def _of_word(content: bytes) -> list[Row]:
    # python-docx is slow to load, and only this asks for it.
    from evaluation.public.word_lines import lines_of

    lines = lines_of(content)
    if lines is None:
        raise DomainError(_DAMAGED, field="file")
    return list(_of_lines(lines))


def _of_lines(lines: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """Parted by tabs, commas, semicolons or, as copied out of a paper, by blanks; or a cell a
    line, as what turns papers into text leaves it."""
    rows = [_row(place, line) for place, line in lines if line.strip()]
    start = 0
    while start < len(rows):
        joined = _joined(rows[start : start + _CELLS + 1])
        yield joined or rows[start]
        start += len(joined.cells) if joined else 1


def _joined(rows: list[Row]) -> Row | None:
    """One row of what stands below one another; None where these are no such lines."""
    cells = [row.cells[0] for row in rows if len(row.cells) == 1]
    if not (len(cells) >= _CELLS and all(len(row.cells) == 1 for row in rows[:_CELLS])):
        return None
    if not (POSITION.fullmatch(cells[0]) and COMMUNITY_CODE.fullmatch(cells[1])):
        return None
    is_marked = len(cells) > _CELLS and cells[_CELLS] in MARKED
    return Row(rows[0].place, cells[: _CELLS + is_marked], True)


def _row(place: str, line: str) -> Row:
    if "\t" in line:
        return Row(place, _cells(line.split("\t")), True)
    separator = max(_SEPARATORS, key=line.count)
    if separator not in line:
        return Row(place, line.split(), False)
    try:
        return Row(place, _cells(next(csv.reader([line], delimiter=separator))), True)
    except csv.Error:
        return Row(place, _cells(line.split(separator)), True)


def _cells(cells: Iterable[Any]) -> list[str]:
    """Those that hold anything. A spreadsheet reads whole numbers as 1.0."""
    whole = (int(c) if isinstance(c, float) and c.is_integer() else c for c in cells)
    return [text for cell in whole if (text := str(cell).strip())]
