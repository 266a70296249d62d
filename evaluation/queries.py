"""Reads that span models."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from communities.models import Community, Station
from evaluation.calendar import knows
from evaluation.models import (
    CalendarDay,
    Cycle,
    Finding,
    Honour,
    Notice,
    NoticeEntry,
    Survey,
    Verdict,
)
from evaluation.rules import Outcome
from evaluation.workflow import State
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


def counting_against(cycle: Cycle) -> QuerySet[Incident]:
    """Incidents of the cycle's period that count by their standing finding although their place,
    or the one around it, holds the title: found on after the list was fixed."""
    titled = Honour.objects.standing().filter(cycle=cycle).order_by().values("community")
    return _of_period(cycle, titled).filter(finding_counts=True)


@dataclass(frozen=True)
class FoundLate:
    """A place on the published list that is to be named, and what counts there all the same."""

    entry: NoticeEntry
    incidents: list[Incident]


def found_late(cycle: Cycle) -> list[FoundLate]:
    """Incidents that were found to count after the list was fixed: what is on the list is not
    named before somebody has looked at them. Two queries, however long the list is."""
    kept = NoticeEntry.objects.filter(notice__cycle=cycle).kept()
    places = kept.order_by().values("verdict__community")
    by_place = _by_place(cycle, _of_period(cycle, places).filter(finding_counts=True))
    entries = kept.filter(verdict__community__in=by_place).select_related("verdict")
    return [FoundLate(e, by_place[e.verdict.community_id]) for e in entries]


def pending_since(cycle: Cycle) -> list[tuple[Verdict, list[Incident]]]:
    """Who is not on the list only because something was undetermined, and each one's incidents of
    the period as they stand today. Two queries."""
    pending = cycle.verdicts.filter(outcome=Outcome.PENDING)
    places = pending.order_by().values("community")
    by_place = _by_place(cycle, _of_period(cycle, places))
    verdicts = pending.order_by("township_code", "code")
    return [(verdict, by_place.get(verdict.community_id, [])) for verdict in verdicts]


def _of_period(cycle: Cycle, places: QuerySet) -> QuerySet[Incident]:
    """What counts in these places, or would if it were found so."""
    where = Q(community__in=places)
    if cycle.rolls_up:
        where |= Q(community__parent__in=places)
    incidents = Incident.objects.on_record().with_finding().filter(where)
    in_period = incidents.occurred_between(cycle.starts_on, cycle.ends_on)
    return in_period.select_related("community").order_by("number")


def _by_place(cycle: Cycle, incidents: QuerySet[Incident]) -> dict[int, list[Incident]]:
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
    return Notice.objects.filter(cycle=cycle).values_list("starts_on", flat=True).first()


def names_in(year: int, communities: Collection[int]) -> dict[int, str]:
    """What these were called when that year was assessed, by primary key."""
    verdicts = Verdict.objects.filter(cycle__year=year, community__in=communities).order_by()
    return dict(verdicts.values_list("community_id", "name"))


def titles_of(community: Community) -> QuerySet[Honour]:
    """A community's titles over the years as the public may see them, latest first."""
    return Honour.objects.announced().of(community).order_by("-year", "level")


def yearly_list(year: int) -> QuerySet[Honour]:
    """The county titles of a published year, by the township of then."""
    return (
        Honour.objects.announced()
        .at("county")
        .in_year(year)
        .select_related("community__township")
        .order_by("township_code", "community__code")
    )
