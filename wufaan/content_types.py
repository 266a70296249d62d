"""What browsers call a file, by its ending."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
}
