"""What stands in a file of each format, all white space taken out."""

import io
import re

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader


def text_of(format: str, content: bytes) -> str:
    return "".join(_READERS[format](io.BytesIO(content)).split())


def pieces_of_docx(content: bytes) -> tuple[list[str], list[str]]:
    """Its paragraphs and the cells of its tables, each without white space."""
    paper = Document(io.BytesIO(content))
    cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
    paragraphs = [p.text for p in paper.paragraphs]
    return _without_blanks(paragraphs), _without_blanks(cells)


def codes_in_xlsx(content: bytes) -> list:
    """What looks like the code of a place, as its cell holds it."""
    sheets = load_workbook(io.BytesIO(content)).worksheets
    values = [cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return [value for value in values if re.fullmatch(r"\d{12}(-X\d+)?", str(value))]


def titles_of_sheets(content: bytes) -> list[str]:
    return load_workbook(io.BytesIO(content)).sheetnames


def _without_blanks(texts: list[str]) -> list[str]:
    return ["".join(text.split()) for text in texts if text.strip()]


def _pdf(file) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def _docx(file) -> str:
    paper = Document(file)
    cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
    return "\n".join([p.text for p in paper.paragraphs] + cells)


def _xlsx(file) -> str:
    sheets = load_workbook(file).worksheets
    return "\n".join(str(c.value or "") for s in sheets for row in s.iter_rows() for c in row)


_READERS = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}
