"""A list as a file to take away, of any length as CSV."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from wufaan.errors import DomainError
from wufaan.sheets.writing import csv_lines, xlsx_bytes

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A workbook is made whole before the first byte goes out: beyond this it would hold its
# request too long. A CSV goes out line by line.
XLSX_LIMIT = 10_000


def in_pieces(
    form: str,
    headers: Sequence[str],
    rows: Iterable[Sequence],
    *,
    title: str,
    count: Callable[[], int],
) -> Iterator[bytes]:
    """`form` is one of TYPES. Refuses a workbook that would be too long."""
    if form == "csv":
        return csv_lines(headers, rows)
    if (found := count()) > XLSX_LIMIT:
        raise DomainError(
            f"筛选出 {found:,} 个，XLSX 一次最多 {XLSX_LIMIT:,} 个。请缩小范围，或导出 CSV。"
        )
    return iter([xlsx_bytes(headers, rows, title=title)])
