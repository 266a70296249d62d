"""Who has signed for which month, and who has not: reads for the pages of monthly returns."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncMonth

from communities.models import Station
from incidents.models import Incident, IncidentQuerySet, MonthlyReturn
from incidents.months import last_over, months_to_remind_of
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.questions import Question

# today; a receiver, which knows the years, returns those that have ended of years under way
months_asked = Question()


class ReturnState(MarkedChoices):
    SIGNED = "signed", Shape.TICK, Tone.GOOD, "已签字上报"
    TO_SIGN = "to_sign", Shape.HALF, Tone.WAITING, "待签字上报"
    OVERDUE = "overdue", Shape.TRIANGLE, Tone.LACKING, "逾期未签"
    NOT_OVER = "not_over", Shape.CIRCLE, Tone.PAST, "没有结束"
    NOT_ASKED = "not_asked", Shape.DASH, Tone.PAST, "当月没有辖区"


@dataclass(frozen=True)
class Cell:
    """A station's month: its return, None where there is none; whether it is asked for one that
    is missing; how many incidents are on record now; whether the month has ended, and whether a
    later one has since."""

    station: Station
    month: date
    signed: MonthlyReturn | None
    missing: bool
    on_record: int
    over: bool
    overdue: bool

    @property
    def state(self) -> ReturnState:
        if self.signed:
            return ReturnState.SIGNED
        if not self.over:
            return ReturnState.NOT_OVER
        if not self.missing:
            return ReturnState.NOT_ASKED
        return ReturnState.OVERDUE if self.overdue else ReturnState.TO_SIGN

    @property
    def moved(self) -> bool:
        """Something was reported or withdrawn after signing."""
        return self.signed is not None and self.signed.incident_count != self.on_record


def cells(
    stations: Iterable[Station], months: list[date], today: date
) -> list[tuple[Station, list[Cell]]]:
    """A row for each station, a cell for each month."""
    stations = list(stations)
    signed = _signed(stations, months)
    missing = unsigned([month for month in months if month <= last_over(today)])
    counts = _counts(stations, months)
    return [
        (
            station,
            [
                Cell(
                    station,
                    month,
                    signed.get((station.pk, month)),
                    month in missing.get(station, []),
                    counts.get((station.pk, month), 0),
                    month <= last_over(today),
                    month < last_over(today),
                )
                for month in months
            ],
        )
        for station in stations
    ]


def unsigned(months: list[date], of: Collection[int] | None = None) -> dict[Station, list[date]]:
    """By station, in the order of their codes, the months that it did not sign for although it was
    responsible for some community in them, or for one of these, by key (bearing.sql)."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSIGNED, {"months": months, "of": None if of is None else list(of)})
        rows = cursor.fetchall()
    stations = Station.objects.in_bulk({station for _code, station, _month in rows})
    missing: dict[Station, list[date]] = {}
    for _code, station, month in rows:
        missing.setdefault(stations[station], []).append(month)
    return missing


def unsigned_months(months: list[date], of: Collection[int]) -> dict[int, int]:
    """Of these communities those for which months were not signed, each with how many."""
    with connection.cursor() as cursor:
        cursor.execute(_UNSIGNED_MONTHS, {"months": months, "of": list(of)})
        return dict(cursor.fetchall())


_UNSIGNED = """
SELECT DISTINCT s.code, u.station_id, u.month
  FROM incidents_unsigned(%(months)s::date[]) u
  JOIN communities_station s ON s.id = u.station_id
 WHERE %(of)s::bigint[] IS NULL OR u.community_id = ANY(%(of)s)
 ORDER BY s.code, u.month
"""

_UNSIGNED_MONTHS = """
SELECT community_id, count(DISTINCT month)
  FROM incidents_unsigned(%(months)s::date[])
 WHERE community_id = ANY(%(of)s)
 GROUP BY community_id
"""


def to_sign(stations: Iterable[Station], today: date) -> list[Cell]:
    """What to remind of: months that nobody signed for, of the last twelve and of years that are
    not decided on, the latest first."""
    months = {*months_to_remind_of(today), *chain(*months_asked.ask(Station, today=today))}
    rows = cells(stations, sorted(months, reverse=True), today)
    return [cell for _, of_station in rows for cell in of_station if cell.missing]


def of_month(station: Station, month: date) -> IncidentQuerySet:
    """What a return speaks of, in the order of the days."""
    incidents = Incident.objects.of_month(station, month).with_finding()
    return incidents.select_related("community").order_by("occurred_on", "number")


def _signed(stations: list[Station], months: list[date]) -> dict[tuple[Any, ...], MonthlyReturn]:
    """By station and month."""
    of_these = MonthlyReturn.objects.filter(station__in=stations, month__in=months)
    return {(r.station_id, r.month): r for r in of_these.select_related("signed_by")}


def _counts(stations: list[Station], months: list[date]) -> dict[tuple[int, date], int]:
    if not months:
        return {}
    on_record = Incident.objects.on_record().filter(station__in=stations)
    since = on_record.filter(occurred_on__gte=min(months)).order_by()
    rows = since.annotate(month=TruncMonth("occurred_on")).values_list("station", "month")
    return {(station, month): count for station, month, count in rows.annotate(Count("pk"))}
