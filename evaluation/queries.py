"""Reads that span models."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from communities.models import Community
from evaluation.models import CalendarDay, Cycle, Finding, Honour, Verdict
from incidents.models import Incident


def calendar_exceptions() -> dict[date, bool]:
    """Days that do not follow their weekday → whether they are worked."""
    return dict(CalendarDay.objects.values_list("day", "worked"))


def knows_holidays_of(year: int) -> bool:
    """Whether the holiday table has the year; otherwise plain weekdays are counted."""
    return CalendarDay.objects.filter(day__year=year).exists()


def verdicts_with_findings(cycle: Cycle) -> QuerySet[Verdict]:
    """The cycle's verdicts with their findings: two queries however many there are."""
    findings = Finding.objects.select_related("incident", "determination")
    return cycle.verdicts.prefetch_related(Prefetch("findings", findings))


def counted_incidents(verdict: Verdict) -> QuerySet[Incident]:
    """The incidents of the period that this verdict looked at, determined or not."""
    cycle = verdict.cycle
    places = Community.objects.filter(pk=verdict.community_id)
    if cycle.rolls_up:
        places |= Community.objects.filter(parent_id=verdict.community_id)
    return Incident.objects.filter(community__in=places).occurred_between(
        cycle.starts_on, cycle.ends_on
    )


def titles_of(community: Community) -> QuerySet[Honour]:
    """A community's titles over the years as the public may see them, latest first."""
    return Honour.objects.announced().of(community).order_by("-year", "level")


def yearly_list(year: int) -> QuerySet[Honour]:
    """The county titles of a published year, by township."""
    return (
        Honour.objects.announced()
        .at("county")
        .in_year(year)
        .select_related("community")
        .order_by("community__township__code", "community__code")
    )
