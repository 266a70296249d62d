"""Incidents as a file."""

from django.db.models import QuerySet

from incidents.models import Incident
from incidents.resources import IncidentResource
from wufaan.sheets.writing import csv_bytes, xlsx_bytes

WRITERS = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def incident_file(incidents: QuerySet[Incident], form: str) -> tuple[bytes, str]:
    """The file's bytes and their type; `form` is one of WRITERS."""
    write, content_type = WRITERS[form]
    table = IncidentResource().export(incidents)
    return write(table.headers, table, title="案（事）件"), content_type
