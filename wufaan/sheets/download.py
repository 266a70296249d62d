"""A list as a file to take away, of any length as CSV."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wufaan.content_types import CONTENT_TYPES
from wufaan.errors import DomainError
from wufaan.sheets.resource import Resource
from wufaan.sheets.writing import csv_lines, xlsx_bytes

TYPES = {format: CONTENT_TYPES[format] for format in ("csv", "xlsx")}
# A workbook is made whole before the first byte goes out: beyond this it would hold its
# request too long. A CSV goes out line by line.
XLSX_LIMIT = 10_000


def in_pieces(
    format: str,
    resource: type[Resource],
    records: Iterable[Any],
    *,
    count: Callable[[], int] | None = None,
    title: str = "",
) -> Iterator[bytes]:
    """`format` is one of TYPES. Refuses a workbook that would be too long; without `count` it is
    known to fit. `title` is that of the sheet, where the resource's own does not say enough."""
    headers, rows = resource.headers(), resource.rows(records)
    if format == "csv":
        return _packed(csv_lines(headers, rows))
    if count and (found := count()) > XLSX_LIMIT:
        raise DomainError(
            f"筛选出 {found:,} {resource.unit}，XLSX 一次最多 {XLSX_LIMIT:,} {resource.unit}。"
            "请缩小范围，或导出 CSV。"
        )
    return iter([xlsx_bytes(headers, rows, title=title or resource.sheet_title)])


def _packed(lines: Iterator[bytes], size: int = 65_536) -> Iterator[bytes]:
    """Fewer, larger pieces for the wire."""
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
