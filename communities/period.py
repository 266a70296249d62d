"""An evaluation year in days: from 1 November to 31 October (N 3(2))."""

from datetime import date, timedelta

FIRST_MONTH = 11
# N, opening.
PROGRAMME_BEGAN = date(2020, 3, 1)


def year_of(day: date) -> int:
    """The evaluation year in which a day lies, by the default period."""
    return day.year + (day.month >= FIRST_MONTH)


def whole_period(year: int) -> tuple[date, date]:
    """The first and the last day of twelve months, whenever the programme began."""
    return date(year - 1, FIRST_MONTH, 1), date(year, FIRST_MONTH, 1) - timedelta(days=1)


FIRST_YEAR = year_of(PROGRAMME_BEGAN)
