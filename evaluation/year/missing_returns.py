"""The months for which stations have not signed. Missing is not zero."""

from dataclasses import dataclass
from datetime import date, timedelta

from communities.models import Station
from evaluation.year.models import Cycle
from incidents.models import MonthlyReturn


@dataclass(frozen=True)
class MissingReturns:
    """The months for which one station has not signed. Missing is not zero."""

    station: Station
    months: list[date]


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
