"""Incidents as a file."""

from collections.abc import Iterator

from incidents.models import IncidentQuerySet
from incidents.resources import IncidentResource
from wufaan.sheets.download import in_pieces


def incident_file(incidents: IncidentQuerySet, format: str) -> Iterator[bytes]:
    return in_pieces(format, IncidentResource, incidents, count=incidents.count)
