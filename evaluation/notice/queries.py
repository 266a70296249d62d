"""What was found on after the list was fixed."""

from dataclasses import dataclass

from evaluation.notice.models import NoticeEntry, Objection
from evaluation.year.models import Cycle, Verdict
from evaluation.year.queries import incidents_by_place, incidents_of_period
from incidents.models import Incident
from incidents.queries import found_to_count


@dataclass(frozen=True)
class FoundLate:
    """A place on the published list that is to be named, and what counts there all the same."""

    entry: NoticeEntry
    incidents: list[Incident]


def is_upheld_against(verdict: Verdict) -> bool:
    return Objection.objects.upheld().filter(entry__verdict=verdict).exists()


def late_of(cycle: Cycle) -> list[FoundLate]:
    """While the list is before the public and not approved yet."""
    return found_late(cycle) if cycle.is_on_notice else []


def found_late(cycle: Cycle) -> list[FoundLate]:
    """Incidents that were found to count after the list was fixed: what is on the list is not
    named before somebody has looked at them. Two queries, however long the list is."""
    kept = NoticeEntry.objects.filter(notice__cycle=cycle).kept()
    places = kept.order_by().values("verdict__community")
    by_place = incidents_by_place(cycle, found_to_count(incidents_of_period(cycle, places)))
    entries = kept.filter(verdict__community__in=by_place).select_related("verdict")
    return [FoundLate(e, by_place[e.verdict.community_id]) for e in entries]
