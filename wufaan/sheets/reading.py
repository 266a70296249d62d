"""A file against the columns that it should have."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from wufaan.errors import why_not
from wufaan.sheets.errors import CellError, SheetErrors
from wufaan.sheets.files import Flaw, Line, flaws, is_zipped, read_lines
from wufaan.sheets.resource import Column, Resource
from wufaan.sheets.results import ImportResult
from wufaan.sheets.values import is_blank

# What we add to a workbook that we hand back; on its return the column is not looked at.
ERROR_HEADER = "错误"
# Offices number the rows of their tables; the numbers say nothing.
_NOT_NEEDED = "序号"
# Above the header a table of an office has its title, and who filled it in and when.
_HEADER_WITHIN = 5
# What is named otherwise and is no workbook may still be one of ours: some programs write text
# into files called .xls. Where nothing in it is known, it is no table.
_TEXTS = (".csv", ".txt", ".tsv")


@dataclass(frozen=True)
class Row:
    """The typed values of a row, by column name. Columns that the file lacks are not in it."""

    number: int
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)


@dataclass
class Table:
    """All rows of a file, and what was found wrong so far; whoever knows the rules of the rows
    adds to it by `refuse` and then calls `check`."""

    columns: Sequence[Column]
    sha256: str
    # Name → heading, of those that the file lacks too.
    headings: Mapping[str, str] = field(default_factory=dict)
    # The number of the row that was taken for it, and what was passed over.
    header: int = 0
    remarks: Sequence[str] = ()
    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    # Row number → columns, of what is in `errors`.
    wrong: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def has(self, name: str) -> bool:
        return any(column.name == name for column in self.columns)

    def is_read(self, row: Row, name: str) -> bool:
        """Whether the file has the cell, and nothing was found wrong with it so far."""
        return self.has(name) and self._header(name) not in self.wrong.get(row.number, ())

    def answer(self, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """What was said since, by number of the row and column, in place of what the file says."""
        for row in self.rows:
            row.values.update(answers.get(str(row.number), {}))

    def refuse(self, row: Row, name: str, reason: str) -> None:
        """Note that a cell is wrong, once: what follows from a wrong cell is no news."""
        self.note(CellError(row.number, self._header(name), reason))

    def _header(self, name: str) -> str:
        return self.headings.get(name, name)

    def note(self, error: CellError) -> None:
        columns = self.wrong[error.row]
        if error.column not in columns:
            columns.add(error.column)
            self.errors.append(error)

    def sound_rows(self) -> list[Row]:
        """Those in which nothing was found wrong so far."""
        return [row for row in self.rows if row.number not in self.wrong]

    def check(
        self, rest: ImportResult | None = None, name: Callable[[Row], str] | None = None
    ) -> None:
        """Raise everything found so far, if anything was. `name` says what a row is about."""
        if self.errors:
            names = {r.number: name(r) for r in self.rows if name and r.number in self.wrong}
            raise SheetErrors(self.errors, rest, names, self.header)


def read_file(path: Path, resource: type[Resource]) -> Table:
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise SheetErrors.of_file(f"读不到 {path}：{why_not(error)}。") from error
    return read_table(content, Path(path).name, resource)


def read_table(content: bytes, name: str, resource: type[Resource]) -> Table:
    """Typed rows. Raises where the file or its header is unusable; notes bad cells in
    `errors`."""
    columns = resource.columns
    lines = read_lines(content, name)
    if not lines:
        raise SheetErrors.of_file("文件是空的。请用下载的模板填写后再导入。")
    above, header, body = _parted(lines, columns)
    if not (is_zipped(content) or name.lower().endswith(_TEXTS) or _known(header, columns)):
        raise SheetErrors.of_file(
            f"“{name}”读不出表格：文件已损坏，或者不是表格文件。请重新另存为 .xlsx 或 .csv。"
        )
    found = _match_header(header, columns)
    present = [column for column in columns if column in found.values()]
    headings = {column.name: column.header for column in columns}
    passed = _passed_over(header, found)
    remarks = _remarks(above, header, passed)
    sha256 = hashlib.sha256(content).hexdigest()
    table = Table(present, sha256, headings, header.number, remarks)
    width = max(index for index, cell in enumerate(header.cells, 1) if not is_blank(cell))
    for line in body:
        if _is_filled(line, found, width):
            _note_merged(line, passed, table)
            table.rows.append(Row(line.number, _parse_row(line, found, width, table)))
    if not table.rows:
        raise SheetErrors.of_file("文件只有表头，没有数据行。")
    return table


def _by_word(columns: Sequence[Column]) -> dict[str, Column]:
    return {plain(word): c for c in columns for word in c.headings}


def _parted(lines: list[Line], columns: Sequence[Column]) -> tuple[list[Line], Line, list[Line]]:
    """What stands above the header, the header, and what stands below: the first line is it, unless
    none of its words is ours, one of the next few is clearly it, and all above are titles."""
    for at, line in enumerate(lines[:_HEADER_WITHIN]):
        known = _known(line, columns)
        if len(known) + len(_passed_over(line, known)) > min(at, 1):
            if all(_is_title(title, line, columns) for title in lines[:at]):
                return lines[:at], line, lines[at + 1 :]
            break
    return [], lines[0], lines[1:]


def _known(header: Line, columns: Sequence[Column]) -> dict[int, Column]:
    """Position → column, of the headers that are ours."""
    by_word = _by_word(columns)
    words = enumerate(plain(str(cell)) for cell in header.cells)
    return {index: by_word[word] for index, word in words if word in by_word}


def _is_title(line: Line, header: Line, columns: Sequence[Column]) -> bool:
    """Whether no row can have been meant: it says little, and not what every row must."""
    said, heads = ({c for c in each.cells if not is_blank(c)} for each in (line, header))
    own = {i for i, c in enumerate(line.cells) if not (is_blank(c) or isinstance(c, Flaw))}
    filled = [column for index, column in _known(header, columns).items() if index in own]
    lacks = any(column.required and column not in filled for column in columns)
    return 2 * len(said) <= len(heads) and lacks


def _remarks(above: list[Line], header: Line, passed: list[int]) -> list[str]:
    remarks = []
    if above:
        rows = "、".join(str(line.number) for line in above)
        remarks.append(f"第 {rows} 行像是表格标题，已跳过；表头取自第 {header.number} 行")
    if passed:
        remarks.append(f"“{_NOT_NEEDED}”列不需要，已忽略")
    return remarks


def _passed_over(header: Line, found: dict[int, Column]) -> list[int]:
    """Positions of what nobody needs."""
    words = enumerate(plain(str(cell)) for cell in header.cells)
    return [index for index, word in words if word == _NOT_NEEDED and index not in found]


def _match_header(header: Line, columns: Sequence[Column]) -> dict[int, Column]:
    """Position → column, or every error of the header at once."""
    if unseen := flaws(header):
        raise SheetErrors(unseen, header=header.number)
    by_word = _by_word(columns)
    found: dict[int, Column] = {}
    errors = []
    for index, cell in enumerate(header.cells):
        column = by_word.get(plain(str(cell)))
        if is_blank(cell) or (column is None and plain(str(cell)) in (ERROR_HEADER, _NOT_NEEDED)):
            continue
        if column is None:
            near = get_close_matches(plain(str(cell)), by_word, n=1, cutoff=0.5)
            hint = (
                f"是不是“{by_word[near[0]].header}”？" if near else "请删去这一列或改用模板的表头。"
            )
            errors.append(CellError(header.number, str(cell), f"不认识这个表头。{hint}"))
        elif column in found.values():
            errors.append(CellError(header.number, str(cell), "这个表头出现了两次。"))
        else:
            found[index] = column
    errors += [
        CellError(header.number, c.header, f"缺少“{c.header}”列。")
        for c in columns
        if (c.required or c.must_be_there) and c not in found.values()
    ]
    if errors:
        raise SheetErrors(errors, header=header.number)
    return found


def _is_filled(line: Line, found: dict[int, Column], width: int) -> bool:
    """Whether a row holds more than what we wrote about it."""
    return any(
        not is_blank(cell)
        for index, cell in enumerate(line.cells)
        if index in found or index >= width
    )


def _note_merged(line: Line, passed: list[int], table: Table) -> None:
    """Also where a cell is not needed: one that spans rows says that they are one."""
    for cell in (line.cells[index] for index in passed if index < len(line.cells)):
        if isinstance(cell, Flaw) and cell.is_merged:
            table.note(CellError(line.number, _NOT_NEEDED, cell.reason))


def _parse_row(line: Line, found: dict[int, Column], width: int, table: Table) -> dict[str, Any]:
    values = {}
    for index, column in found.items():
        cell = line.cells[index] if index < len(line.cells) else None
        try:
            if isinstance(cell, Flaw):
                raise ValueError(cell.reason)
            values[column.name] = column.parse(cell)
            if column.required and is_blank(values[column.name]):
                raise ValueError("不能为空。")
        except ValueError as error:
            values[column.name] = None
            table.note(CellError(line.number, column.header, str(error)))
    for flaw in flaws(line, beyond=width):
        table.note(flaw)
    if any(not is_blank(cell) and not isinstance(cell, Flaw) for cell in line.cells[width:]):
        table.note(CellError(line.number, "", "这一行的格子比表头多，可能多了一个分隔符。"))
    return values


def plain(word: str) -> str:
    """Headers are compared without blanks, case, width and the star of a required column."""
    return re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", word)).lower()
