"""An empty workbook to fill in: the columns with their drop-downs, and beside them how to."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from wufaan.sheets import values
from wufaan.sheets.resource import Column
from wufaan.sheets.writing import fit_width, fixed_bytes, new_workbook

HELP_SHEET, LISTS_SHEET = "填写说明", "选项"
# Drop-downs reach as far down as anybody fills in by hand.
_ROWS = 5000
_FORMATS: dict[values.Parser, str] = {
    values.date_value: "yyyy-mm-dd",
    values.count: "0",
    values.money: "#,##0.00",
}
_TEXT = "@"
_HEAD = PatternFill("solid", fgColor="F2EFE8")
_REQUIRED = PatternFill("solid", fgColor="F2E6C4")
_LINE = Border(bottom=Side(style="thin", color="BFBFBF"))


def template_bytes(
    *,
    title: str,
    columns: Sequence[Column],
    lists: Mapping[str, Sequence[str]],
    notes: Sequence[str],
) -> bytes:
    """`lists` are the choices that are not fixed, by the name of their column. Only the first
    sheet is read back; it holds nothing but the header."""
    workbook, sheet = new_workbook()
    sheet.title = title
    _fill_help(workbook.create_sheet(HELP_SHEET), columns, notes)
    choices = {c.name: lists.get(c.name) or c.choices for c in columns}
    _fill_data(sheet, columns, _fill_lists(workbook.create_sheet(LISTS_SHEET), columns, choices))
    _fit_width(workbook[HELP_SHEET])
    return fixed_bytes(workbook)


def _fit_width(sheet: Worksheet) -> None:
    """Printed, the explanations stay beside what they explain."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    fit_width(sheet)


def _fill_data(sheet: Worksheet, columns: Sequence[Column], ranges: Mapping[str, str]) -> None:
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        is_required = column.required or column.must_be_there
        cell = sheet.cell(1, index, f"{column.header}{'*' if column.required else ''}")
        _as_head(cell, _REQUIRED if is_required else _HEAD)
        dimension = sheet.column_dimensions[letter]
        dimension.number_format = _FORMATS.get(column.parse, _TEXT)
        dimension.width = max(12, 2 * len(column.header) + 4, 30 if column.name in ranges else 0)
        sheet.add_data_validation(_validation(column, ranges.get(column.name), letter))
    sheet.freeze_panes = "A2"


def _validation(column: Column, listed: str | None, letter: str) -> DataValidation:
    """A drop-down where there is something to choose from; help in any case. It warns and does
    not forbid: a code may also be typed, and the import checks all the same."""
    validation = DataValidation(
        type="list" if listed else None,
        formula1=listed,
        allow_blank=True,
        errorStyle="warning",
        errorTitle=column.header,
        error="不在列表中。",
        showErrorMessage=bool(listed),
        promptTitle=column.header,
        prompt=column.help,
        showInputMessage=bool(column.help),
    )
    validation.add(f"{letter}2:{letter}{_ROWS}")
    return validation


def _fill_lists(
    sheet: Worksheet, columns: Sequence[Column], choices: Mapping[str, Any]
) -> dict[str, str]:
    """One column of the sheet for each list; returns where each lies, by column name."""
    ranges = {}
    listed = [column for column in columns if choices[column.name]]
    for index, column in enumerate(listed, 1):
        letter, words = get_column_letter(index), choices[column.name]
        _as_head(sheet.cell(1, index, column.header), _HEAD)
        for number, word in enumerate(words, 2):
            _as_text(sheet.cell(number, index, word))
        sheet.column_dimensions[letter].width = 36 if len(max(words, key=len)) > 12 else 22
        ranges[column.name] = f"'{LISTS_SHEET}'!${letter}$2:${letter}${len(words) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def _fill_help(sheet: Worksheet, columns: Sequence[Column], notes: Sequence[str]) -> None:
    head = ("列", "是否必填", "怎样填写", "示例")
    for index, (word, width) in enumerate(zip(head, (24, 10, 72, 26), strict=True), 1):
        _as_head(sheet.cell(1, index, word), _HEAD)
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, column in enumerate(columns, 2):
        must = "必填" if column.required else ""
        for index, word in enumerate((column.header, must, column.help, str(column.example)), 1):
            _as_text(sheet.cell(number, index, word))
    for number, note in enumerate(notes, len(columns) + 3):
        _as_text(sheet.cell(number, 1, note), wrap=False)
    sheet.freeze_panes = "A2"


def _as_head(cell: Cell, fill: PatternFill) -> None:
    cell.font, cell.fill, cell.border = Font(bold=True), fill, _LINE
    cell.alignment = Alignment(vertical="center")


def _as_text(cell: Cell, *, wrap: bool = True) -> None:
    """Text, whatever it begins with."""
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
