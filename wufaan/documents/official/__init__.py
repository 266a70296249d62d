"""Official papers (公文) on a page as GB/T 9704-2012 has it: A4, type area 156 × 225 mm with
22 lines of 28 characters; the title in size 2, the text in size 3; room for a seal, and none drawn.
One source for PDF, DOCX and XLSX."""

from wufaan.documents.official.paper import Folder, Form, OfficialPaper, Table

__all__ = ["Folder", "Form", "OfficialPaper", "Table", "docx", "pdf", "xlsx"]

# What makes them is slow to load, and few processes make any.


def docx(paper: OfficialPaper) -> bytes:
    """For the office to edit and stamp."""
    from wufaan.documents.official import to_docx

    return to_docx.docx(paper)


def pdf(paper: OfficialPaper) -> bytes:
    from wufaan.documents.official import to_pdf

    return to_pdf.pdf(paper)


def xlsx(paper: OfficialPaper) -> bytes:
    """Its tables, a sheet each."""
    from wufaan.documents.official import to_xlsx

    return to_xlsx.xlsx(paper)
