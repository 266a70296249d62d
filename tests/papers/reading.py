"""What stands in a file of each form, all white space taken out."""

import io

from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader


def text_of(form: str, content: bytes) -> str:
    return "".join(_READERS[form](io.BytesIO(content)).split())


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
