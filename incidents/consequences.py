"""What a finding would mean for the year. The years stand above incidents: this asks, whoever
keeps them answers."""

from dataclasses import dataclass
from datetime import date

from django.dispatch import Signal

from incidents.models import Incident, IncidentQuerySet

consequences_asked = Signal()  # incident; a receiver returns Consequences
on_notice_asked = Signal()  # incidents; a receiver returns those that bear on a list on notice


@dataclass(frozen=True)
class Consequences:
    """The year that an incident lies in, and in words what either finding would bring about."""

    year: int
    first: date
    last: date
    if_counts: tuple[str, ...]
    if_not: tuple[str, ...]


def consequences_of(incident: Incident) -> Consequences | None:
    """None where no year answers."""
    answers = consequences_asked.send(Incident, incident=incident)
    return answers[0][1] if answers else None


def on_notice(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Those that bear on a community on the running notice: to be determined first."""
    answers = on_notice_asked.send(Incident, incidents=incidents)
    return answers[0][1] if answers else incidents.none()
