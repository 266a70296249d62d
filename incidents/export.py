"""Incidents as a file."""

from collections.abc import Iterator

from django.db.models import QuerySet

from incidents.models import Incident
from incidents.resources import IncidentResource
from wufaan.errors import DomainError
from wufaan.sheets.writing import csv_lines, xlsx_bytes

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A workbook is made whole before the first byte goes out: beyond this it would hold its
# request too long. A CSV goes out line by line.
XLSX_LIMIT = 10_000


def incident_file(incidents: QuerySet[Incident], form: str) -> Iterator[bytes]:
    """The file in pieces; `form` is one of TYPES."""
    resource = IncidentResource()
    headers = resource.get_export_headers()
    if form == "csv":
        return csv_lines(headers, _rows(resource, incidents))
    if (count := incidents.count()) > XLSX_LIMIT:
        raise DomainError(
            f"筛选出 {count:,} 件，XLSX 一次最多 {XLSX_LIMIT:,} 件。请缩小范围，或导出 CSV。"
        )
    return iter([xlsx_bytes(headers, _rows(resource, incidents), title="案（事）件")])


def _rows(resource: IncidentResource, incidents: QuerySet[Incident]) -> Iterator[list]:
    return (resource.export_resource(incident) for incident in incidents.iterator(2000))
