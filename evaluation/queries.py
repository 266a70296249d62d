"""Reads that span models."""

from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from communities.models import Community, Station
from evaluation.models import CalendarDay, Cycle, Finding, Honour, Verdict
from evaluation.rules import Outcome
from incidents.models import Incident


def calendar_exceptions() -> dict[date, bool]:
    """Days that do not follow their weekday → whether they are worked."""
    return dict(CalendarDay.objects.values_list("day", "worked"))


def knows_holidays_of(year: int) -> bool:
    """Whether the holiday table has the year; otherwise plain weekdays are counted."""
    return CalendarDay.objects.filter(day__year=year).exists()


def verdicts_with_findings(verdicts: QuerySet[Verdict]) -> QuerySet[Verdict]:
    """Verdicts with their findings: one query more, however many there are."""
    findings = Finding.objects.select_related("incident", "determination")
    return verdicts.prefetch_related(Prefetch("findings", findings))


def counted_incidents(verdict: Verdict) -> QuerySet[Incident]:
    """The incidents of the period that this verdict looked at, determined or not."""
    cycle = verdict.cycle
    places = Community.objects.filter(pk=verdict.community_id)
    if cycle.rolls_up:
        places |= Community.objects.filter(parent_id=verdict.community_id)
    return Incident.objects.filter(community__in=places).occurred_between(
        cycle.starts_on, cycle.ends_on
    )


def exemplar_progress(cycle: Cycle) -> dict[str, int]:
    """How many exemplars there are, and how many the year's share of the nameable would be."""
    nameable = Q(outcome=Outcome.QUALIFIED, withheld_reason="")
    counts = cycle.verdicts.aggregate(
        nameable=Count("pk", filter=nameable), chosen=Count("pk", filter=Q(exemplar=True))
    )
    return counts | {"target": counts["nameable"] * cycle.exemplar_percent // 100}


def counting_against(cycle: Cycle) -> QuerySet[Incident]:
    """Incidents of the cycle's period that count by their standing finding although their place,
    or the one around it, holds the title: found on after the list was fixed."""
    titled = Honour.objects.standing().filter(cycle=cycle).order_by().values("community")
    places = Q(community__in=titled)
    if cycle.rolls_up:
        places |= Q(community__parent__in=titled)
    incidents = Incident.objects.on_record().with_finding().filter(places, finding_counts=True)
    in_period = incidents.occurred_between(cycle.starts_on, cycle.ends_on)
    return in_period.select_related("community").order_by("number")


def months_without_return(station: Station, cycle: Cycle, day: date) -> list[date]:
    """The months of the cycle's period that were over by that day and that the station has not
    signed, each by its first day."""
    last = min(cycle.ends_on, day.replace(day=1) - timedelta(days=1))
    signed = set(station.returns.values_list("month", flat=True))
    months = [
        date(year, month, 1)
        for year in range(cycle.starts_on.year, last.year + 1)
        for month in range(1, 13)
    ]
    first = cycle.starts_on.replace(day=1)
    return [month for month in months if first <= month <= last and month not in signed]


def titles_of(community: Community) -> QuerySet[Honour]:
    """A community's titles over the years as the public may see them, latest first."""
    return Honour.objects.announced().of(community).order_by("-year", "level")


def yearly_list(year: int) -> QuerySet[Honour]:
    """The county titles of a published year, by township."""
    return (
        Honour.objects.announced()
        .at("county")
        .in_year(year)
        .select_related("community__township")
        .order_by("community__township__code", "community__code")
    )
