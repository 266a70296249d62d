"""What may be evidence: told by what is in the file, never by its name."""

import io
import zipfile

from wufaan.errors import DomainError

MAX_BYTES = 10 * 2**20
TYPES = ("pdf", "jpg", "png", "docx", "xlsx")
PHOTOS = ("jpg", "png")
# For the browser's file dialogue.
ACCEPT = ",".join(f".{ending}" for ending in (*TYPES, "jpeg"))
ACCEPT_PHOTOS = ",".join(f".{ending}" for ending in (*PHOTOS, "jpeg"))

_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_ACCEPTED = {
    TYPES: "照片（JPG、PNG）、PDF、Word（.docx）和 Excel（.xlsx）",
    PHOTOS: "照片（JPG、PNG）",
}


def check_size(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise DomainError(f"“{name}”超过 {MAX_BYTES // 2**20} MB，请压缩或拆开后再添加。")
    if not size:
        raise DomainError(f"“{name}”是空的，请重新选择。")


def type_of(name: str, content: bytes, *, only: tuple[str, ...] = TYPES) -> str:
    """Its ending, as it ought to be. Refuses what is none of the kinds that an office opens every
    day, or of PHOTOS where it wants `only` those. A macro is none either."""
    check_size(name, len(content))
    found = _type_of(content)
    if found not in only:
        raise DomainError(f"“{name}”不能作为证明材料：只收{_ACCEPTED[only]}。")
    return found


def tidy_name(name: str, ending: str) -> str:
    """As it is shown and handed out: no path, nothing invisible, the ending of its content."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(c for c in last if c.isprintable()).split())
    stem = shown.rpartition(".")[0] or shown.strip(".")
    return f"{stem[:100] or '证明材料'}.{ending}"


def _type_of(content: bytes) -> str:
    """Blank where it is none of TYPES."""
    for beginning, simple in _BEGINNINGS.items():
        if content.startswith(beginning):
            return simple
    return (content.startswith(b"PK\x03\x04") and _office_type(content)) or ""


def _office_type(content: bytes) -> str | None:
    """Reads the list of parts and unpacks nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    return next((t for part, t in _MAIN_PARTS.items() if part in names), None)
