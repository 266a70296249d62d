"""From the bytes of a file to rows of cells. Nothing in a file is trusted: not its ending, not
the size it declares, not how much it unpacks to."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from typing import Any

from openpyxl.reader.workbook import WorkbookParser
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum
from python_calamine import ZipError as CalamineZipError

from wufaan.sheets.errors import CellError, SheetErrors
from wufaan.sheets.scan import Scan, ends, letters, position, scan
from wufaan.sheets.values import FORMULA_STARTS

MAX_BYTES = 50 * 2**20
MAX_UNZIPPED_BYTES = 500 * 2**20
MAX_ROWS = 200_000
MAX_COLUMNS = 64
# So many cells of merged ranges are told one by one, each in its row.
MAX_MERGED_CELLS = 100_000
MAX_SHEETS = 20

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "文件已损坏，请重新另存为 .xlsx。"
# What a broken or forged archive and its XML make their readers raise.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),
    *(KeyError, ValueError, TypeError, AttributeError, SyntaxError),
)


@dataclass(frozen=True)
class Line:
    """One row of a file under the spreadsheet's own number."""

    number: int
    cells: list[Any]


@dataclass(frozen=True)
class Sheet:
    """`hidden` from whoever opens the workbook."""

    name: str
    hidden: bool
    lines: list[Line]


@dataclass(frozen=True)
class Flaw:
    """Stands in place of cells (`B2`, or all of `B2:C5`) whose values are not to be had, and says
    why."""

    cells: str
    reason: str

    @property
    def is_merged(self) -> bool:
        return ":" in self.cells


def sound_lines(content: bytes, name: str) -> list[Line]:
    """As `read_lines`, for whom one flaw is enough to refuse the file."""
    return _sound(read_lines(content, name))


def _sound(lines: list[Line]) -> list[Line]:
    if errors := [error for line in lines for error in flaws(line)]:
        raise SheetErrors(errors)
    return lines


def flaws(line: Line, beyond: int = 0) -> list[CellError]:
    """Those of a row behind its first `beyond` cells, each by the letter of its first column."""
    first: dict[Flaw, int] = {}
    for column, cell in enumerate(line.cells[beyond:], beyond + 1):
        if isinstance(cell, Flaw):
            first.setdefault(cell, column)
    return [CellError(line.number, letters(at), flaw.reason) for flaw, at in first.items()]


def read_lines(content: bytes, name: str) -> list[Line]:
    """The rows that hold anything. `name` is only for messages."""
    check_file(content, name)
    lines = _xlsx_lines(content) if is_zipped(content) else _csv_lines(content)
    _check_length(len(lines))
    return _filled(lines)


def read_sheets(content: bytes, name: str) -> list[Sheet]:
    """Of a workbook, every sheet that holds anything; one flaw is enough to refuse it."""
    check_file(content, name)
    held = [(sheet, found) for sheet, found in _few(scans(content)) if found.rows]
    if sum(found.height * found.width for _, found in held) > MAX_ROWS * MAX_COLUMNS:
        raise SheetErrors.of_file("工作簿太大，请只留下要用的工作表。")
    with _opened(content) as workbook:
        hidden = {m.name: m.visible != SheetVisibleEnum.Visible for m in workbook.sheets_metadata}
        lines = {n: _sound(_filled(_values(workbook, n, found))) for n, found in held}
    return [Sheet(name, hidden[name], lines[name]) for name in lines]


def _few(sheets: Iterable[tuple[str, Scan]]) -> Iterator[tuple[str, Scan]]:
    """A reader finds a sheet by its name; and any number of sheets can be one long file."""
    names = set()
    for name, found in sheets:
        if name in names:
            raise SheetErrors.of_file(_DAMAGED)
        names.add(name)
        if len(names) > MAX_SHEETS:
            raise SheetErrors.of_file(f"工作表超过 {MAX_SHEETS} 个，请只留下要用的。")
        yield name, found


def _filled(lines: list[Line]) -> list[Line]:
    return [line for line in lines if any(_holds_something(cell) for cell in line.cells)]


def _check_length(rows: int) -> None:
    if rows > MAX_ROWS:
        raise SheetErrors.of_file(f"文件有 {rows} 行，最多 {MAX_ROWS} 行，请拆成几个文件。")


def check_file(content: bytes, name: str) -> None:
    """Refuse, without reading it, what can be seen at once to be no table."""
    if len(content) > MAX_BYTES:
        raise SheetErrors.of_file(f"文件超过 {MAX_BYTES // 2**20} MB，请拆成几个文件。")
    if not content.strip():
        raise SheetErrors.of_file("文件是空的。请用下载的模板填写后再导入。")
    if content.startswith(_OLD_EXCEL):
        raise SheetErrors.of_file("这是旧版 .xls 或加了密码的文件。请去掉密码，另存为 .xlsx。")
    if is_zipped(content):
        _check_size(content)
    elif "\x00" in decode(content):
        raise SheetErrors.of_file(f"“{name}”不是表格文件，请另存为 .xlsx 或 .csv。")


def is_zipped(content: bytes) -> bool:
    """As a workbook is, and a CSV is not."""
    return content.startswith(b"PK")


def _holds_something(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _csv_lines(content: bytes) -> list[Line]:
    text = decode(content)
    first_line = text.lstrip().split("\n", 1)[0]
    delimiter = max(",\t;", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = []
    try:
        for number, row in enumerate(reader, 1):
            lines.append(Line(number, [_unquoted(cell) for cell in row]))
    except csv.Error as error:
        raise SheetErrors.of_file(f"第 {len(lines) + 1} 行附近的引号或分隔符有误。") from error
    return lines


def _unquoted(cell: str) -> str:
    """Without the quote that writing.csv_lines puts before what begins like a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def decode(content: bytes) -> str:
    """UTF-8 (with or without its mark), UTF-16 with its mark, or GBK as Excel in China saves."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetErrors.of_file("文字编码不能识别。请另存为 .xlsx，或“CSV UTF-8”格式。")


def _xlsx_lines(content: bytes) -> list[Line]:
    with _opened(content) as workbook:
        return _values(workbook, *data_sheet(content))


def _values(workbook: CalamineWorkbook, name: str, found: Scan) -> list[Line]:
    _check(found)
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    _put_flaws(rows, found)
    return [Line(number, row) for number, row in enumerate(rows, 1)]


@contextmanager
def _opened(content: bytes) -> Iterator[CalamineWorkbook]:
    try:
        yield CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise SheetErrors.of_file("文件加了密码。请去掉密码后再试。") from error
    except (CalamineError, CalamineZipError) as error:
        raise SheetErrors.of_file("文件已损坏或不是 Excel 工作簿，请重新另存为 .xlsx。") from error


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise SheetErrors.of_file(_DAMAGED) from error
    if size > MAX_UNZIPPED_BYTES:
        raise SheetErrors.of_file(f"工作簿解压后超过 {MAX_UNZIPPED_BYTES // 2**20} MB，不予读取。")
    if "xl/workbook.xml" not in names:
        raise SheetErrors.of_file("这不是 Excel 工作簿（.xlsx），请重新另存。")


def data_sheet(content: bytes) -> tuple[str, Scan]:
    """The sheet that is read, the first that holds anything: others hold notes and lists."""
    for name, found in scans(content):
        if found.rows:
            return name, found
    raise SheetErrors.of_file("工作簿是空的。请用下载的模板填写后再导入。")


def scans(content: bytes) -> Iterator[tuple[str, Scan]]:
    """Every sheet by name, in their order."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.testzip():
                raise SheetErrors.of_file(_DAMAGED)
            parser = WorkbookParser(archive, "xl/workbook.xml", keep_links=False)
            parser.parse()
            for sheet, relation in parser.find_sheets():
                with archive.open(relation.target) as xml:
                    yield sheet.name, scan(xml)
    except _UNREADABLE as error:
        raise SheetErrors.of_file(_DAMAGED) from error


def _check(found: Scan) -> None:
    """Refuse what a reader of values would die of."""
    _check_length(found.rows)
    if found.height > MAX_ROWS or found.width > MAX_COLUMNS:
        far = found.last_row if found.height > MAX_ROWS else found.last_column
        raise SheetErrors.of_file(
            f"单元格 {far} 离数据太远，请删去该单元格或整行整列后再试。"
            f"最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列。"
        )


def _put_flaws(rows: list[list[Any]], found: Scan) -> None:
    """What a reader of values does not see."""
    merged = [(_merged(cells), *_within(cells, found)) for cells in found.merged]
    if sum(len(down) * len(across) for _, down, across in merged) > MAX_MERGED_CELLS:
        raise SheetErrors(
            [CellError(position(ends(f.cells)[0])[0], "", f.reason) for f, _, _ in merged]
        )
    for flaw, down, across in merged:
        for at in product(down, across):
            _put(rows, at, flaw)
    for cell in found.formulas:
        _put(rows, position(cell), Flaw(cell, "是公式。请复制后“粘贴为数值”。"))
    for cell in found.error_values:
        _put(rows, position(cell), Flaw(cell, "是错误值（如 #N/A），请改正。"))


def _merged(cells: str) -> Flaw:
    first, last = ends(cells)
    return Flaw(cells, f"{first} 到 {last} 是合并单元格，请取消合并并逐格填写。")


def _within(merged: str, found: Scan) -> tuple[range, range]:
    """The rows and the columns of a merged range, as far as the sheet holds anything."""
    (top, left), (bottom, right) = (position(cell) for cell in ends(merged))
    return (
        range(top, min(bottom, found.height) + 1),
        range(left, min(right, found.width) + 1),
    )


def _put(rows: list[list[Any]], at: tuple[int, int], flaw: Flaw) -> None:
    """A cell without a value may lie behind all that have one."""
    row, column = at
    rows += [[] for _ in range(row - len(rows))]
    cells = rows[row - 1]
    cells += [None] * (column - len(cells))
    cells[column - 1] = flaw
