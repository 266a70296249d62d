"""Small files of every kind that may or may not be evidence."""

import io
import zipfile

from PIL import Image


def picture(kind: str, shade: int = 0, **more) -> bytes:
    """Four pixels by two. `more` is what Pillow writes with it."""
    out = io.BytesIO()
    Image.new("RGB", (4, 2), (shade, 0, 0)).save(out, kind, **more)
    return out.getvalue()


PNG, JPEG = picture("PNG"), picture("JPEG")
PDF = b"%PDF-1.7\n%%EOF"


def office_file(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return out.getvalue()


DOCX, XLSX = office_file("word/document.xml"), office_file("xl/workbook.xml")
