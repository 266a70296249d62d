"""The tables of an official paper as one workbook, a sheet each."""

from wufaan.documents.official.paper import OfficialPaper
from wufaan.sheets.writing import workbook_bytes


def xlsx(paper: OfficialPaper) -> bytes:
    """Codes as text, a frozen header, widths that fit, printed on A4 under the paper's title."""
    sheets = [(table.title, table.headers, table.rows) for table in paper.annexes]
    return workbook_bytes(sheets, heading=paper.title)
