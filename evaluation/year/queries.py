"""Reads of a year that span models."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Prefetch, Q

from communities.models import Station
from communities.work import Keys
from evaluation.states import State
from evaluation.year.calendar import knows
from evaluation.year.models import (
    CalendarDay,
    Cycle,
    CycleQuerySet,
    Finding,
    Verdict,
    VerdictQuerySet,
)
from evaluation.year.rules import Circumstances, Outcome, Policy, outcome
from incidents.models import Incident, IncidentQuerySet
from incidents.queries import places_borne_on
from incidents.returns import unsigned
from jobs.models import Job
from jobs.models import State as JobState


def calendar_exceptions() -> dict[date, bool]:
    """Days that do not follow their weekday → whether they are worked."""
    return dict(CalendarDay.objects.values_list("day", "worked"))


def knows_holidays_of(year: int) -> bool:
    """Whether the holiday table has the year; otherwise plain weekdays are counted."""
    days = CalendarDay.objects.filter(day__year=year).values_list("day", "worked")
    return knows(year, dict(days))


def verdicts_with_findings(verdicts: VerdictQuerySet) -> VerdictQuerySet:
    """Verdicts with their findings: one query more, however many there are."""
    findings = Finding.objects.select_related("incident", "determination")
    return verdicts.prefetch_related(Prefetch("findings", findings))


def tried_on(cycle: Cycle) -> date | None:
    """The day of the last assessment where it came before the period was over: a trial."""
    last = cycle.steps.filter(verb="assess").last()
    return last.on if last and last.on <= cycle.ends_on else None


def exemplar_progress(cycle: Cycle) -> dict[str, int]:
    """How many exemplars there are, and how many the year's share of the nameable would be."""
    nameable = Q(outcome=Outcome.QUALIFIED, withheld_reason="")
    counts = cycle.verdicts.aggregate(
        nameable=Count("pk", filter=nameable), chosen=Count("pk", filter=Q(exemplar=True))
    )
    return counts | {"target": counts["nameable"] * cycle.exemplar_percent // 100}


def only_pending(cycle: Cycle) -> list[Verdict]:
    """Who would qualify but for what nobody had found on, in the order of the list."""
    pending = cycle.verdicts.filter(outcome=Outcome.PENDING).order_by("township_code", "code")
    return [verdict for verdict in pending if _would_qualify(verdict, cycle)]


def _would_qualify(v: Verdict, cycle: Cycle) -> bool:
    facts = Circumstances(True, v.broken, 0, v.missing_months, v.respondents, v.satisfied)
    returns, satisfaction = Policy(cycle.returns_policy), Policy(cycle.satisfaction_policy)
    return outcome(facts, returns=returns, satisfaction=satisfaction) == Outcome.QUALIFIED


def pending_since(cycle: Cycle) -> list[tuple[Verdict, list[Incident]]]:
    """Who is not on the list only because something was undetermined, and each one's incidents of
    the period as they stand today. Three queries."""
    verdicts = only_pending(cycle)
    places = [verdict.community_id for verdict in verdicts]
    by_place = incidents_by_place(cycle, incidents_of_period(cycle, places))
    return [(verdict, by_place.get(verdict.community_id, [])) for verdict in verdicts]


def of_period(incidents: IncidentQuerySet, cycle: Cycle, places: Keys) -> IncidentQuerySet:
    """Those that the year looks at for one of these communities, be they keys or a query."""
    return incidents.bearing_on(
        places, first=cycle.starts_on, last=cycle.ends_on, rolls_up=cycle.rolls_up
    )


def incidents_of_period(cycle: Cycle, places: Keys) -> IncidentQuerySet:
    """What counts in these places, or would if it were found so."""
    on_record = Incident.objects.on_record().with_finding()
    return of_period(on_record, cycle, places).select_related("community").order_by("number")


def incidents_by_place(cycle: Cycle, incidents: IncidentQuerySet) -> dict[int, list[Incident]]:
    by_place, borne_on = defaultdict(list), borne_on_in(cycle, incidents)
    for incident in incidents:
        for place in borne_on[incident.pk]:
            by_place[place].append(incident)
    return by_place


def borne_on_in(cycle: Cycle, incidents: Iterable[Incident]) -> dict[int, list[int]]:
    """Those of the cycle's period, by key: the communities on which each bears in that year."""
    return places_borne_on(
        incidents, first=cycle.starts_on, last=cycle.ends_on, rolls_up=cycle.rolls_up
    )


def unfinished_job(cycle: Cycle) -> Job | None:
    """The work that is going on for this year, or that failed last."""
    job = Job.objects.filter(args__cycle_id=cycle.pk).first()
    return job if job and job.state != JobState.DONE else None


def earlier_year_not_over(cycle: Cycle) -> Cycle | None:
    return Cycle.objects.filter(year__lt=cycle.year).exclude(state=State.PUBLISHED).last()


def missing_returns(cycle: Cycle, today: date) -> dict[Station, list[date]]:
    """By station, in the order of their codes, never of their figures: a ranking would reward
    silence. Only months that are over, only stations that had communities in them."""
    return unsigned(cycle.months_over(today))


def neighbours(cycle: Cycle) -> CycleQuerySet:
    """The years just before and after it, as far as they are there."""
    return Cycle.objects.filter(year__in=[cycle.year - 1, cycle.year + 1]).order_by("year")


def fixed_on(cycle: Cycle) -> date | None:
    """The day on which the year's results were put on notice, None where they may still change."""
    return Cycle.objects.filter(pk=cycle.pk).values_list("notice__starts_on", flat=True).get()


def names_in(year: int, communities: Iterable[int | None]) -> dict[int | None, str]:
    """What these were called when that year was assessed, by primary key."""
    wanted = {pk for pk in communities if pk is not None}
    verdicts = Verdict.objects.filter(cycle__year=year, community__in=wanted).order_by()
    return dict(verdicts.values_list("community_id", "name"))
