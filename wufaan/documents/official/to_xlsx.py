"""The tables of an official paper as one workbook, a sheet each."""

from collections.abc import Sequence

from wufaan.documents.official.paper import OfficialPaper, Table
from wufaan.sheets.writing import workbook_bytes


def xlsx(paper: OfficialPaper) -> bytes:
    """Codes as text, a frozen header, widths that fit, printed on A4 under the paper's title."""
    sheets = [(table.title, table.headers, _rows(table)) for table in paper.tables]
    return workbook_bytes(sheets, heading=paper.title)


def _rows(table: Table) -> Sequence[Sequence[object]]:
    """A sheet with nothing says so, as the paper does."""
    return table.rows or [["无", *[""] * (len(table.headers) - 1)]]
