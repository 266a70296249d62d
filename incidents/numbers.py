"""Incident numbers issued here: `WF2025-00042`, counted within the year of the incident."""

from django.db.models import Max, Q

from incidents.models import Incident
from wufaan.database import one_at_a_time
from wufaan.normalise import tidy_number


def issue_numbers(*, year: int, count: int = 1) -> list[str]:
    """The next `count` numbers of a year, in order. One issuer at a time until the transaction
    ends, so that a number is never issued twice; numbers brought in by an import are skipped."""
    prefix = f"WF{year}-"
    one_at_a_time("incident_number")
    issued = Incident.objects.filter(number__regex=rf"^{prefix}\d{{5}}$")
    last = issued.aggregate(last=Max("number"))["last"]
    first = int(last.removeprefix(prefix)) + 1 if last else 1
    return [f"{prefix}{n:05d}" for n in range(first, first + count)]


def numbered(typed: str) -> Q:
    """Incidents with this in their number; also the one whose serial part was typed without the
    noughts before it."""
    number = tidy_number(typed)
    year, dash, serial = number.rpartition("-")
    return Q(number__contains=number) | Q(number=f"{year}{dash}{serial:0>5}")
