"""Official papers (公文) on a page as GB/T 9704-2012 has it: A4, type area 156 × 225 mm with
22 lines of 28 characters; the title in size 2, the text in size 3; room for a seal, and none drawn.
One source for PDF, DOCX and XLSX."""

from wufaan.documents.official.docx import docx
from wufaan.documents.official.paper import Folder, Form, OfficialPaper, Table
from wufaan.documents.official.pdf import pdf
from wufaan.documents.official.xlsx import xlsx

__all__ = ["Folder", "Form", "OfficialPaper", "Table", "docx", "pdf", "xlsx"]
