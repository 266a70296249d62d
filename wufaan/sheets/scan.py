"""One pass over a sheet's XML before its values are read. It tells how far the sheet reaches: a
reader of values makes room for the whole rectangle up to the last cell, and one stray cell in the
last corner would take half a terabyte. And it tells what a reader of values does not see."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

# The formula of a drop-down or a coloured cell, not of a value.
_Handler = Callable[[str, dict[str, Any]], None]
_OF_A_RULE = "http://schemas.microsoft.com/office/excel/2006/main f"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass
class Scan:
    """Cells without content do not count, nor does the size that a sheet declares: `last_row`
    and `last_column` name the cells furthest down and furthest right that hold something.
    Values of formulas are what some program last computed, or nothing at all; error values read
    as blanks; a merged range hides all values but its first."""

    rows: int = 0
    last_row: str = "A0"
    last_column: str = "A0"
    formulas: list[str] = field(default_factory=list)
    error_values: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    @property
    def height(self) -> int:
        return position(self.last_row)[0]

    @property
    def width(self) -> int:
        return position(self.last_column)[1]


def scan(xml: IO[bytes]) -> Scan:
    """Raises ValueError where it is no sheet that can be understood."""
    walker = _Walker()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walker.start
    try:
        parser.ParseFile(xml)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return walker.found


def position(cell: str) -> tuple[int, int]:
    """`C5` → row 5, column 3."""
    word = cell.rstrip("0123456789")
    return int(cell.removeprefix(word)), _column(word)


def letters(column: int) -> str:
    """1 → A, 27 → AA."""
    word = ""
    while column:
        column, rest = divmod(column - 1, 26)
        word = chr(65 + rest) + word
    return word


def area(merged: str) -> int:
    """How many cells a range such as `A1:C3` has."""
    (top, left), (bottom, right) = (position(cell) for cell in ends(merged))
    return (bottom - top + 1) * (right - left + 1)


def ends(merged: str) -> tuple[str, str]:
    first, _, last = merged.partition(":")
    return first, last or first


class _Walker:
    """Rows and cells may say where they are; one that does not follows the one before. Called for
    every element of a sheet, of which there may be millions: no more is done than must be."""

    def __init__(self) -> None:
        self.found = Scan()
        self.row = self.column = self.at = 0
        self.height = self.width = self.counted = 0
        self.is_error = False
        self.handlers: dict[str, _Handler] = {
            "row": self._row,
            "c": self._cell,
            "mergeCell": self._merged,
            **dict.fromkeys(("v", "is", "f"), self._content),
        }
        self.by_tag: dict[str, _Handler | None] = {}

    def start(self, tag: str, attributes: dict[str, Any]) -> None:
        """Whatever its namespace, a reader of values takes an element for a cell by its name."""
        try:
            handle = self.by_tag[tag]
        except KeyError:
            handle = self.by_tag[tag] = None if tag == _OF_A_RULE else self._handler(tag)
        if handle:
            handle(tag, attributes)

    def _handler(self, tag: str) -> _Handler | None:
        return self.handlers.get(tag.rpartition(" ")[2])

    def _row(self, tag: str, attributes: dict[str, Any]) -> None:
        self.row = _checked(f"A{attributes['r']}")[0] if "r" in attributes else self.row + 1
        self.column = 0

    def _cell(self, tag: str, attributes: dict[str, Any]) -> None:
        self.at = self.row or 1
        if "r" in attributes:
            self.at, self.column = _checked(attributes["r"])
        else:
            self.column += 1
        self.is_error = attributes.get("t") == "e"

    def _content(self, tag: str, attributes: dict[str, Any]) -> None:
        row, column = self.at, self.column
        if row != self.counted:
            self.counted, self.found.rows = row, self.found.rows + 1
        if row > self.height:
            self.height, self.found.last_row = row, f"{letters(column)}{row}"
        if column > self.width:
            self.width, self.found.last_column = column, f"{letters(column)}{row}"
        if tag.endswith("f"):
            self.found.formulas.append(f"{letters(column)}{row}")
        elif self.is_error:
            self.found.error_values.append(f"{letters(column)}{row}")

    def _merged(self, tag: str, attributes: dict[str, Any]) -> None:
        merged = attributes.get("ref", "").upper()
        for cell in ends(merged):
            _checked(cell)
        self.found.merged.append(merged)


def _checked(cell: str) -> tuple[int, int]:
    match = _CELL.fullmatch(cell.upper())
    if match is None:
        raise ValueError(f"No cell is called {cell!r}.")
    return int(match[2]), _column(match[1])


@lru_cache(maxsize=20_000)
def _column(word: str) -> int:
    column = 0
    for letter in word:
        column = 26 * column + ord(letter) - 64
    return column
