"""Where a year stands: shares against their targets, and what waits for somebody. A handful of
queries however large the county is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q

from communities.models import CommunityKind, Station
from evaluation.models import (
    Cycle,
    Nomination,
    NominationState,
    Objection,
    ReReview,
    ReReviewState,
)
from evaluation.rules import Outcome
from incidents.models import Incident, MonthlyReturn
from incidents.workflow import State

VILLAGES = (CommunityKind.VILLAGE, CommunityKind.NEIGHBOURHOOD)


@dataclass(frozen=True)
class Share:
    """How many of those that take part qualify; of these some are exemplars, some withheld."""

    label: str
    taking_part: int
    qualified: int
    exemplars: int
    withheld: int
    code: str = ""

    @property
    def percent(self) -> float | None:
        return self._of(self.qualified, self.taking_part)

    @property
    def nameable(self) -> int:
        """Only what qualifies is withheld."""
        return self.qualified - self.withheld

    @property
    def exemplar_percent(self) -> float | None:
        """Of those that qualify (N 3(3))."""
        return self._of(self.exemplars, self.qualified)

    @staticmethod
    def _of(part: int, whole: int) -> float | None:
        return 100 * part / whole if whole else None


@dataclass(frozen=True)
class Shares:
    """Of one year: in all, by kind, by township in the order of their codes."""

    whole: Share
    kinds: list[Share]
    townships: list[Share]


def shares(cycle: Cycle) -> Shares:
    """One query; the rest is adding up."""
    rows = tallied(
        cycle.verdicts.exclude(outcome=Outcome.EXCLUDED)
        .order_by("township_code")
        .values("township_code", "township_name", "kind")
    )
    townships = {row["township_code"]: row["township_name"] for row in rows}
    return Shares(
        whole=share("合计", rows),
        kinds=of_kinds(rows),
        townships=[
            share(name, [row for row in rows if row["township_code"] == code], code)
            for code, name in townships.items()
        ],
    )


def of_kinds(rows: Iterable[dict]) -> list[Share]:
    """Compounds; villages and neighbourhoods. `rows` are tallied and have their `kind`."""
    compounds = [row for row in rows if row["kind"] == CommunityKind.COMPOUND]
    villages = [row for row in rows if row["kind"] in VILLAGES]
    return [share("小区", compounds), share("行政村、社区", villages)]


def tallied(groups) -> list[dict]:
    return list(
        groups.annotate(
            taking_part=Count("pk"),
            qualified_count=Count("pk", filter=Q(outcome=Outcome.QUALIFIED)),
            exemplars=Count("pk", filter=Q(exemplar=True)),
            withheld=Count("pk", filter=~Q(withheld_reason="")),
        )
    )


def share(label: str, rows: Iterable[dict], code: str = "") -> Share:
    rows = list(rows)
    return Share(
        label,
        taking_part=sum(row["taking_part"] for row in rows),
        qualified=sum(row["qualified_count"] for row in rows),
        exemplars=sum(row["exemplars"] for row in rows),
        withheld=sum(row["withheld"] for row in rows),
        code=code,
    )


@dataclass(frozen=True)
class MissingReturns:
    """The months for which one station has not signed. Missing is not zero."""

    station: Station
    months: list[date]


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, for one year and in all."""

    undetermined: int
    undetermined_of_year: int
    at_the_station: int
    oldest: datetime | None
    missing: list[MissingReturns]
    objections: int
    first_objection: date | None
    rereviews: int
    rectifying: int
    overdue: int
    overdue_objections: int
    nominations: int
    submitted: int

    @property
    def missing_count(self) -> int:
        return sum(len(station.months) for station in self.missing)


def waiting(cycle: Cycle, user, today: date) -> Waiting:
    incidents = (
        Incident.objects.visible_to(user)
        .undetermined()
        .aggregate(
            count=Count("pk"),
            of_year=Count("pk", filter=Q(occurred_on__range=(cycle.starts_on, cycle.ends_on))),
            at_the_station=Count("pk", filter=~Q(state=State.SUBMITTED)),
            oldest=Min("reported_at"),
        )
    )
    objections = (
        Objection.objects.visible_to(user)
        .unanswered()
        .filter(notice__cycle=cycle)
        .aggregate(
            count=Count("pk"),
            first=Min("received_on"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
        )
    )
    rereviews = (
        ReReview.objects.visible_to(user)
        .unfinished()
        .aggregate(
            open=Count("pk", filter=Q(state=ReReviewState.OPEN)),
            rectifying=Count("pk", filter=Q(state=ReReviewState.RECTIFYING)),
            overdue=Count("pk", filter=Q(state=ReReviewState.RECTIFYING, due_on__lt=today)),
        )
    )
    nominations = (
        Nomination.objects.visible_to(user)
        .open()
        .aggregate(
            due=Count("pk", filter=Q(state=NominationState.DUE)),
            submitted=Count("pk", filter=Q(state=NominationState.SUBMITTED)),
        )
    )
    return Waiting(
        undetermined=incidents["count"],
        undetermined_of_year=incidents["of_year"],
        at_the_station=incidents["at_the_station"],
        oldest=incidents["oldest"],
        missing=missing_returns(cycle, today),
        objections=objections["count"],
        first_objection=objections["first"],
        rereviews=rereviews["open"],
        rectifying=rereviews["rectifying"],
        overdue=rereviews["overdue"],
        nominations=nominations["due"],
        submitted=nominations["submitted"],
        overdue_objections=objections["overdue"],
    )


def missing_returns(cycle: Cycle, today: date) -> list[MissingReturns]:
    """By station, in the order of their codes, never of their figures: a ranking would reward
    silence. Only months that are over, only stations that have communities."""
    months = months_over(cycle, today)
    stations = Station.objects.filter(communities__isnull=False).distinct().order_by("code")
    signed = set(MonthlyReturn.objects.filter(month__in=months).values_list("station_id", "month"))
    found = [
        MissingReturns(station, [month for month in months if (station.pk, month) not in signed])
        for station in stations
    ]
    return [station for station in found if station.months]


def months_over(cycle: Cycle, today: date) -> list[date]:
    """The months of the period that have ended, each as its first day."""
    months, month = [], cycle.starts_on.replace(day=1)
    while month <= cycle.ends_on and month < today.replace(day=1):
        months.append(month)
        month = (month + timedelta(days=31)).replace(day=1)
    return months
