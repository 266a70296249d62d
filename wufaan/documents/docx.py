"""DOCX without a trace of when it was made: same words, same bytes."""

import io
import zipfile

# The earliest moment that a ZIP entry can bear.
_FIXED = (1980, 1, 1, 0, 0, 0)


def fixed_bytes(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(
                zipfile.ZipInfo(entry.filename, _FIXED), source.read(entry), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()
