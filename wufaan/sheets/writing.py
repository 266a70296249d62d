"""Tables out. What is text stays text: no code turns into a number, no cell into a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from wufaan.errors import DomainError, why_not
from wufaan.sheets.values import FORMULA_STARTS

# A workbook's parts and properties carry this instead of the clock: same table, same bytes.
_FIXED = datetime(2020, 3, 1)
# A column is not wider than this, in half-width characters.
WIDEST = 60
# From line to line, in points.
LINE = 15


def new_workbook() -> tuple[Workbook, Worksheet]:
    """With its first sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet), "it has one unless it is write-only"
    return workbook, sheet


class Share(float):
    """A part of a whole: a number to a spreadsheet, `66.7%` to whoever reads."""

    def __str__(self) -> str:
        return f"{100 * self:.1f}%"


def write_file(
    path: Path, headers: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str
) -> None:
    """CSV or XLSX by the file's ending. The file appears whole or not at all."""
    makers = {".csv": csv_bytes, ".xlsx": xlsx_bytes}
    if path.suffix.lower() not in makers:
        raise DomainError(f"文件名“{path.name}”要以 .csv 或 .xlsx 结尾。")
    content = makers[path.suffix.lower()](headers, rows, title=title)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise DomainError(f"写不了 {path}：{why_not(error)}。") from error


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "") -> bytes:
    """`title` has no place in a CSV."""
    return b"".join(csv_lines(headers, rows))


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Line by line, for what is too long to be held; UTF-8 with the mark by which Excel knows
    it."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + writer.writerow(headers).encode()
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row]).encode()


class _Echo:
    """What a csv.writer writes to is handed back by writerow."""

    def write(self, line: str) -> str:
        return line


def xlsx_bytes(headers: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """One sheet: frozen header, filter, widths that fit, printed landscape on A4 with the header
    on every page."""
    return workbook_bytes([(title, headers, rows)])


def workbook_bytes(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]], *, heading: str = ""
) -> bytes:
    """Several such sheets, each of (title, headers, rows); `heading` is printed above every
    page."""
    workbook = Workbook(write_only=True)
    for title, headers, rows in sheets:
        _add_sheet(workbook, title, headers, [list(row) for row in rows], heading)
    return fixed_bytes(workbook)


def _add_sheet(
    workbook: Workbook,
    title: str,
    headers: Sequence[str],
    rows: list[list[Any]],
    heading: str,
) -> None:
    sheet = workbook.create_sheet(_sheet_name(title))
    # A sheet written row by row wants its looks before the first row.
    _set_up(sheet, [headers, *rows])
    if heading:
        sheet.oddHeader.center.text = heading.replace("&", "&&")
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.append([_header_cell(sheet, header) for header in headers])
    models: dict[tuple[type, bool], Cell] = {}
    for number, row in enumerate(rows, 2):
        if (lines := _lines(row)) > 1:
            sheet.row_dimensions[number].height = LINE * lines
        sheet.append([_cell(sheet, value, models) for value in row])


def _lines(row: list[Any]) -> int:
    """How many lines its longest cell takes: not every program finds the height by itself."""
    return max((ceil(_width(value) / (WIDEST - 4)) for value in row if _is_long(value)), default=1)


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > WIDEST // 2 and _width(value) > WIDEST


def _sheet_name(title: str) -> str:
    """Without the characters that Excel forbids there, and not longer than it allows."""
    return "".join(c for c in title if c not in "[]:*?/\\")[:31]


def fixed_bytes(workbook: Workbook) -> bytes:
    """The workbook's bytes without a trace of when they were made."""
    workbook.properties.created = workbook.properties.modified = _FIXED
    workbook.properties.creator = ""
    raw, out = io.BytesIO(), io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _without_modified(content)
            fixed = zipfile.ZipInfo(entry.filename, _FIXED.timetuple()[:6])
            target.writestr(fixed, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_modified(core: bytes) -> bytes:
    """openpyxl writes the moment of saving whatever it is told."""
    head, mark, tail = core.partition(b"<dcterms:modified")
    if not mark:
        return core
    opening, _, rest = tail.partition(b">")
    stamp = _FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return head + mark + opening + b">" + stamp + b"<" + rest.partition(b"<")[2]


def _header_cell(sheet: Worksheet, header: str) -> Cell:
    cell = _text_cell(sheet, header)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="F2EFE8")
    cell.border = Border(bottom=Side(style="thin", color="BFBFBF"))
    return cell


def _cell(sheet: Worksheet, value: Any, models: dict[tuple[type, bool], Cell]) -> Cell:
    """Looking a style up costs more than all the rest of a cell: the first of a type gets it so,
    those that follow share it."""
    look = type(value), _is_long(value)
    model = models.get(look)
    if model is None:
        make = _text_cell if isinstance(value, str) else _plain_cell
        model = models[look] = make(sheet, value)
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.data_type = model.data_type
    cell._style = model._style  # type: ignore[attr-defined]  # the stubs leave it out
    return cell


def _plain_cell(sheet: Worksheet, value: Any) -> Cell:
    """Long words run on below, figures keep off the text of the next column."""
    cell = WriteOnlyCell(sheet, value)
    cell.alignment = Alignment(vertical="center", wrap_text=_is_long(value))
    if isinstance(value, int | float):
        cell.alignment = Alignment(vertical="center", horizontal="right", indent=1)
    if isinstance(value, Share):
        cell.number_format = "0.0%"
    return cell


def _text_cell(sheet: Worksheet, value: str) -> Cell:
    """A string that begins like a formula is a string all the same."""
    cell = _plain_cell(sheet, value)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _set_up(sheet: Worksheet, lines: Sequence[Sequence[Any]]) -> None:
    columns = len(lines[0])
    for index in range(columns):
        widest = max(_width(line[index]) for line in lines if index < len(line))
        width = min(WIDEST, max(8, widest + 3))
        sheet.column_dimensions[get_column_letter(index + 1)].width = width
    last = f"{get_column_letter(columns)}{len(lines)}"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.print_area = f"A1:{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    fit_width(sheet)


def fit_width(sheet: Worksheet) -> None:
    """Printed on as many pages as it takes, each as wide as the table."""
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(value: Any) -> int:
    """In half-width characters."""
    text = "" if value is None else str(value)
    return len(text) if text.isascii() else sum(1 if c.isascii() else 2 for c in text)


def _harmless(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
