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
            raise SheetErrors(self.errors, rest, names)


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
    header, *body = lines
    if not (is_zipped(content) or name.lower().endswith(_TEXTS) or _knows(header, columns)):
        raise SheetErrors.of_file(
            f"“{name}”读不出表格：文件已损坏，或者不是表格文件。请重新另存为 .xlsx 或 .csv。"
        )
    found = _match_header(header, columns)
    present = [column for column in columns if column in found.values()]
    headings = {column.name: column.header for column in columns}
    table = Table(present, hashlib.sha256(content).hexdigest(), headings)
    width = max(index for index, cell in enumerate(header.cells, 1) if not is_blank(cell))
    for line in body:
        if _is_filled(line, found, width):
            table.rows.append(Row(line.number, _parse_row(line, found, width, table)))
    if not table.rows:
        raise SheetErrors.of_file("文件只有表头，没有数据行。")
    return table


def _by_word(columns: Sequence[Column]) -> dict[str, Column]:
    return {plain(word): c for c in columns for word in c.headings}


def _knows(header: Line, columns: Sequence[Column]) -> bool:
    """Whether any header is one of ours."""
    return not _by_word(columns).keys().isdisjoint(plain(str(cell)) for cell in header.cells)


def _match_header(header: Line, columns: Sequence[Column]) -> dict[int, Column]:
    """Position → column, or every error of the header at once."""
    if unseen := flaws(header):
        raise SheetErrors(unseen)
    by_word = _by_word(columns)
    found: dict[int, Column] = {}
    errors = []
    for index, cell in enumerate(header.cells):
        if is_blank(cell) or plain(str(cell)) == ERROR_HEADER:
            continue
        column = by_word.get(plain(str(cell)))
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
        raise SheetErrors(errors)
    return found


def _is_filled(line: Line, found: dict[int, Column], width: int) -> bool:
    """Whether a row holds more than what we wrote about it."""
    return any(
        not is_blank(cell)
        for index, cell in enumerate(line.cells)
        if index in found or index >= width
    )


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
