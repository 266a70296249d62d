"""Reads of a year that span models."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from communities.models import Community, Station
from evaluation.states import State
from evaluation.year.calendar import knows
from evaluation.year.models import (
    CalendarDay,
    Cycle,
    Finding,
    Survey,
    Verdict,
)
from evaluation.year.rules import Outcome
from incidents.models import Incident
from jobs.models import Job
from jobs.models import State as JobState


def calendar_exceptions() -> dict[date, bool]:
    """Days that do not follow their weekday → whether they are worked."""
    return dict(CalendarDay.objects.values_list("day", "worked"))


def knows_holidays_of(year: int) -> bool:
    """Whether the holiday table has the year; otherwise plain weekdays are counted."""
    days = CalendarDay.objects.filter(day__year=year).values_list("day", "worked")
    return knows(year, dict(days))


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


def tried_on(cycle: Cycle) -> date | None:
    """The day of the last assessment where it came before the period was over: a trial."""
    last = cycle.steps.filter(verb="assess").last()
    return last.on if last and last.on <= cycle.ends_on else None


def surveyed_since(cycle: Cycle) -> QuerySet[Survey]:
    """Surveys that the last assessment did not see as they are now: put on record or corrected
    after it."""
    figures = {name: OuterRef(name) for name in ("community", "respondents", "satisfied")}
    return cycle.surveys.exclude(Exists(cycle.verdicts.filter(**figures)))


def joined_or_left_since(cycle: Cycle) -> QuerySet[Verdict]:
    """Of places that the registry let take part, or no longer, after the last assessment."""
    out_of_period = Q(community__closed_on__lte=cycle.ends_on)
    out_of_period |= Q(community__opened_on__gt=cycle.ends_on)
    excluded = Q(outcome=Outcome.EXCLUDED)
    joined = excluded & Q(community__takes_part=True) & ~out_of_period
    return cycle.verdicts.filter(joined | ~excluded & Q(community__takes_part=False))


def exemplar_progress(cycle: Cycle) -> dict[str, int]:
    """How many exemplars there are, and how many the year's share of the nameable would be."""
    nameable = Q(outcome=Outcome.QUALIFIED, withheld_reason="")
    counts = cycle.verdicts.aggregate(
        nameable=Count("pk", filter=nameable), chosen=Count("pk", filter=Q(exemplar=True))
    )
    return counts | {"target": counts["nameable"] * cycle.exemplar_percent // 100}


def pending_since(cycle: Cycle) -> list[tuple[Verdict, list[Incident]]]:
    """Who is not on the list only because something was undetermined, and each one's incidents of
    the period as they stand today. Two queries."""
    pending = cycle.verdicts.filter(outcome=Outcome.PENDING)
    places = pending.order_by().values("community")
    by_place = incidents_by_place(cycle, incidents_of_period(cycle, places))
    verdicts = pending.order_by("township_code", "code")
    return [(verdict, by_place.get(verdict.community_id, [])) for verdict in verdicts]


def incidents_of_period(cycle: Cycle, places: QuerySet) -> QuerySet[Incident]:
    """What counts in these places, or would if it were found so."""
    where = Q(community__in=places)
    if cycle.rolls_up:
        where |= Q(community__parent__in=places)
    incidents = Incident.objects.on_record().with_finding().filter(where)
    in_period = incidents.occurred_between(cycle.starts_on, cycle.ends_on)
    return in_period.select_related("community").order_by("number")


def incidents_by_place(cycle: Cycle, incidents: QuerySet[Incident]) -> dict[int, list[Incident]]:
    by_place = defaultdict(list)
    for incident in incidents:
        by_place[incident.community_id].append(incident)
        if cycle.rolls_up and incident.community.parent_id:
            by_place[incident.community.parent_id].append(incident)
    return by_place


def unfinished_job(cycle: Cycle) -> Job | None:
    """The work that is going on for this year, or that failed last."""
    job = Job.objects.filter(args__cycle_id=cycle.pk).first()
    return job if job and job.state != JobState.DONE else None


def earlier_year_not_over(cycle: Cycle) -> Cycle | None:
    return Cycle.objects.filter(year__lt=cycle.year).exclude(state=State.PUBLISHED).last()


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


def neighbours(cycle: Cycle) -> QuerySet[Cycle]:
    """The years just before and after it, as far as they are there."""
    return Cycle.objects.filter(year__in=[cycle.year - 1, cycle.year + 1]).order_by("year")


def fixed_on(cycle: Cycle) -> date | None:
    """The day on which the year's results were put on notice, None where they may still change."""
    return Cycle.objects.filter(pk=cycle.pk).values_list("notice__starts_on", flat=True).get()


def names_in(year: int, communities: Collection[int]) -> dict[int, str]:
    """What these were called when that year was assessed, by primary key."""
    verdicts = Verdict.objects.filter(cycle__year=year, community__in=communities).order_by()
    return dict(verdicts.values_list("community_id", "name"))
