"""What was found on after the list was fixed."""

from dataclasses import dataclass

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluation.notice.converters import Edition
from evaluation.notice.models import Notice, NoticeEntry, NoticeQuerySet, Objection
from evaluation.year.models import Cycle, Verdict
from evaluation.year.queries import incidents_by_place, incidents_of_period
from incidents.models import Incident
from incidents.queries import found_to_count


@dataclass(frozen=True)
class FoundLate:
    """A place on the published list that is to be named, and what counts there all the same."""

    entry: NoticeEntry
    incidents: list[Incident]


def the_notice(edition: Edition) -> Notice:
    """The one at this address, or it is not found. Where the year has no main notice any more,
    its address leads to the last one that is void."""
    notices = Notice.objects.select_related("cycle").filter(cycle__year=edition.year)
    if edition.position:
        return get_object_or_404(notices, position=edition.position)
    main_first = F("main_of").asc(nulls_last=True)
    mains = notices.filter(is_supplementary=False).order_by(main_first, "-position")
    if (notice := mains.first()) is None:
        raise Http404
    return notice


def others(notice: Notice) -> NoticeQuerySet:
    """Of the same year."""
    return notice.cycle.notices.exclude(pk=notice.pk).select_related("cycle").order_by("position")


def is_upheld_against(verdict: Verdict) -> bool:
    return Objection.objects.upheld().filter(entry__verdict=verdict).exists()


def late_of(cycle: Cycle) -> list[FoundLate]:
    """While the list is before the public and not approved yet."""
    return found_late(cycle) if cycle.is_on_notice else []


def found_late(cycle: Cycle) -> list[FoundLate]:
    """Incidents that were found to count after the list was fixed: what is on the list is not
    named before somebody has looked at them. Two queries, however long the list is."""
    kept = NoticeEntry.objects.live().filter(notice__cycle=cycle).kept()
    places = kept.order_by().values("verdict__community")
    by_place = incidents_by_place(cycle, found_to_count(incidents_of_period(cycle, places)))
    entries = kept.filter(verdict__community__in=by_place).select_related("verdict")
    return [FoundLate(e, by_place[e.verdict.community_id]) for e in entries]
