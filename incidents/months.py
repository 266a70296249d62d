"""Months, each as its first day, in years from November to October (N 3(2))."""

from calendar import monthrange
from datetime import date, timedelta

from communities.period import PROGRAMME_BEGAN, whole_period


def months_between(first: date, last: date) -> list[date]:
    """All that have a day between these two."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def months_over(first: date, last: date, today: date) -> list[date]:
    """Those of a period that have ended."""
    return [month for month in months_between(first, last) if month <= last_over(today)]


def whole_year(year: int) -> list[date]:
    """The twelve months of an evaluation year."""
    return months_between(*whole_period(year))


def months_of(year: int) -> list[date]:
    """The months of an evaluation year by its default period."""
    return [month for month in whole_year(year) if month >= PROGRAMME_BEGAN]


def last_over(today: date) -> date:
    """The latest month that has ended."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def signed_by(month: date) -> date:
    """The last day on which its return is not overdue: that on which the next month ends."""
    *_, following = months_between(month, month + timedelta(days=63))
    return following - timedelta(days=1)


def months_to_remind_of(today: date) -> list[date]:
    """The twelve months that ended last, the latest first."""
    last = last_over(today)
    months = months_between(last.replace(year=last.year - 1), last)[1:]
    return [month for month in reversed(months) if month >= PROGRAMME_BEGAN]
