"""What tests of imports share: a file is uploaded, and its job done here instead of by a worker."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from jobs import actions
from jobs.models import FileImport
from tests.pages import text
from tests.sheets_files import xlsx_bytes


def upload(client, rows, *, kind="incidents", name="a.xlsx", work=True) -> FileImport:
    """Upload rows, or bytes; returns the import, checked unless told otherwise."""
    content = rows if isinstance(rows, bytes) else xlsx_bytes(rows)
    file = SimpleUploadedFile(name, content)
    response = client.post(f"/office/imports/new/{kind}/", {"file": file})
    assert response.status_code == 302, text(response)
    file_import = FileImport.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])
    return run_job(file_import) if work else file_import


def run_job(file_import: FileImport) -> FileImport:
    file_import.refresh_from_db()
    actions.run(job_id=file_import.job_id)
    file_import.refresh_from_db()
    return file_import


def confirm(client, file_import: FileImport, seen: str | None = None):
    path = f"/office/imports/{file_import.pk}/confirm/"
    return client.post(path, {"seen": seen or file_import.fingerprint}, follow=True)


def page(client, file_import: FileImport, query: str = "") -> str:
    response = client.get(f"/office/imports/{file_import.pk}/{query}")
    assert response.status_code == 200
    return text(response)


def workbook(response) -> Workbook:
    assert response.status_code == 200
    return load_workbook(io.BytesIO(b"".join(response.streaming_content)))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
