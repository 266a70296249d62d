"""Incidents as a file."""

from collections.abc import Iterator

from django.db.models import QuerySet

from incidents.models import Incident
from incidents.resources import IncidentResource
from wufaan.sheets.download import in_pieces


def incident_file(incidents: QuerySet[Incident], format: str) -> Iterator[bytes]:
    return in_pieces(format, IncidentResource, incidents, count=incidents.count)
