"""The workbook as it was sent, with a column more: what is wrong in each row."""

import io
import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from wufaan.normalise import joined
from wufaan.sheets.errors import CellError, SheetErrors
from wufaan.sheets.files import data_sheet, is_zipped, scans, sound_lines
from wufaan.sheets.reading import ERROR_HEADER, plain
from wufaan.sheets.scan import area
from wufaan.sheets.values import is_blank
from wufaan.sheets.writing import fixed_bytes, new_workbook

# openpyxl keeps a workbook in memory at many times the size of its file.
MAX_BYTES_TO_KEEP_AS_IT_IS = 5 * 2**20
# And makes every cell of a merged range, of which a sheet has room for 17,000 million.
MAX_MERGED_CELLS = 100_000

_WRONG = PatternFill("solid", fgColor="F8D7C4")
_LOG = logging.getLogger(__name__)


def marked(content: bytes, name: str, errors: Sequence[CellError], header: int = 0) -> bytes | None:
    """An XLSX: of a workbook its own, with its formats; of anything else a plain one with the
    same cells. `header` is the number of its row, by default the first that holds anything. None
    where no row could be marked."""
    if not any(error.row for error in errors):
        return None
    workbook = _as_sent(content) or _plain_copy(content, name)
    if workbook is None:
        return None
    sheet = workbook.active
    if not isinstance(sheet, Worksheet):
        return None
    _mark(sheet, errors, header)
    return fixed_bytes(workbook)


def _as_sent(content: bytes) -> Workbook | None:
    """The sheet that is read is the active one. None for a CSV, and for what openpyxl cannot
    take though calamine could: people get their rows back all the same."""
    if not is_zipped(content) or len(content) > MAX_BYTES_TO_KEEP_AS_IT_IS:
        return None
    try:
        if _merged_cells(content) > MAX_MERGED_CELLS:
            return None
        workbook = load_workbook(io.BytesIO(content), keep_links=False)
        workbook.active = workbook.sheetnames.index(data_sheet(content)[0])
    except Exception:  # openpyxl raises anything at all at a workbook that it does not like
        _LOG.warning("A workbook could not be kept as it was sent.", exc_info=True)
        return None
    return workbook


def _merged_cells(content: bytes) -> int:
    return sum(area(merged) for _, found in scans(content) for merged in found.merged)


def _plain_copy(content: bytes, name: str) -> Workbook | None:
    try:
        lines = sound_lines(content, name)
    except SheetErrors:
        return None
    workbook, sheet = new_workbook()
    for line in lines:
        for index, value in enumerate(line.cells, 1):
            if not is_blank(value):
                _write(_cell(sheet, line.number, index), value)
    return workbook


def _mark(sheet: Worksheet, errors: Sequence[CellError], first: int) -> None:
    filled = (c.row for row in sheet.iter_rows() for c in row if not is_blank(c.value))
    first = first or next(filled, 1) or 1
    header = {
        plain(str(c.value)): c.column for c in sheet[first] if c.column and not is_blank(c.value)
    }
    column = _error_column(sheet, header, first)
    by_row = defaultdict(list)
    for error in errors:
        by_row[error.row or first].append(error)
        position = header.get(plain(error.column)) or _by_letter(error.column)
        if error.row and position:
            sheet.cell(error.row, position).fill = _WRONG
    for row, of_row in by_row.items():
        cell = _cell(sheet, row, column)
        _write(cell, joined(_told(error) for error in of_row))
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _error_column(sheet: Worksheet, header: dict[str, int], first: int) -> int:
    """The column for what is wrong, empty: behind all others, or the one that was there, unless
    somebody merged cells of it: those cannot be written into."""
    column, merged = header.get(ERROR_HEADER), sheet.merged_cells.ranges
    if column and not any(area.min_col <= column <= area.max_col for area in merged):
        for row in range(first + 1, sheet.max_row + 1):
            _write(_cell(sheet, row, column), None)
    else:
        column = max([*header.values(), *(area.max_col for area in merged)], default=0) + 1
    _write(_cell(sheet, first, column), ERROR_HEADER)
    sheet.cell(first, column).font = Font(bold=True)
    sheet.column_dimensions[get_column_letter(column)].width = 60
    return column


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "none of these is merged"
    return cell


def _told(error: CellError) -> str:
    return f"{error.label}：{error.reason}" if error.label else error.reason


def _by_letter(column: str) -> int | None:
    """C → 3; what is wrong with the cell itself is told by its letter."""
    is_letter = column.isascii() and column.isupper() and len(column) <= 2
    return column_index_from_string(column) if is_letter else None


def _write(cell: Cell, value: Any) -> None:
    """Text is text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
