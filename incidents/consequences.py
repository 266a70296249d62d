"""What a finding would mean for the year. The years stand above incidents: this asks, whoever
keeps them answers."""

from dataclasses import dataclass
from datetime import date

from incidents.models import Incident, IncidentQuerySet
from wufaan.questions import Question

consequences_asked = Question()  # incident; a receiver returns Consequences
on_notice_asked = Question()  # incidents; a receiver returns those that bear on a list on notice


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
    answers: list[Consequences | None] = consequences_asked.ask(Incident, incident=incident)
    return answers[0] if answers else None


def on_notice(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Those that bear on a community on the running notice: to be determined first."""
    answers: list[IncidentQuerySet] = on_notice_asked.ask(Incident, incidents=incidents)
    return answers[0] if answers else incidents.none()
