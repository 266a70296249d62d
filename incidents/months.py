"""Months, each as its first day, in years from November to October (N 3(2))."""

from datetime import date, timedelta

from incidents.criteria import PROGRAMME_BEGAN

FIRST_MONTH = 11


def months_of(year: int) -> list[date]:
    """The months of an evaluation year by its default period."""
    months = [date(year - (month >= FIRST_MONTH), month, 1) for month in (11, 12, *range(1, 11))]
    return [month for month in months if month >= PROGRAMME_BEGAN]


def year_of(month: date) -> int:
    return month.year + (month.month >= FIRST_MONTH)


def last_over(today: date) -> date:
    """The latest month that has ended."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_to_remind_of(today: date) -> list[date]:
    """The twelve months that ended last."""
    months = [last_over(today)]
    while len(months) < 12:
        months.append(last_over(months[-1]))
    return [month for month in months if month >= PROGRAMME_BEGAN]
