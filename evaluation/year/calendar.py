"""Working days by the Chinese calendar: weekdays, less public holidays, plus the make-up
weekends. Pure; the exceptions come from the holiday table."""

from collections.abc import Mapping
from datetime import date, timedelta

SATURDAY = 5
# Of the State Council's rule on public holidays until 2024; from 2025 it is 13.
FEWEST_DAYS_OFF = 11
# New Year, Labour Day, National Day: on the first of these months.
ALWAYS_OFF = (1, 5, 10)


def is_working_day(day: date, exceptions: Mapping[date, bool]) -> bool:
    """`exceptions` maps a date to whether it is worked; every other date follows its weekday."""
    return exceptions.get(day, day.weekday() < SATURDAY)


def last_working_day(starts_on: date, days: int, exceptions: Mapping[date, bool]) -> date:
    """The day on which the `days`-th working day falls, `starts_on` itself counted if worked."""
    day, counted = starts_on, int(is_working_day(starts_on, exceptions))
    while counted < days:
        day += timedelta(days=1)
        counted += is_working_day(day, exceptions)
    return day


def working_days(starts_on: date, days: int, exceptions: Mapping[date, bool]) -> list[date]:
    """The working days that a notice of that length runs, the first one at or after
    `starts_on`."""
    last = last_working_day(starts_on, days, exceptions)
    span = (starts_on + timedelta(days=n) for n in range((last - starts_on).days + 1))
    return [day for day in span if is_working_day(day, exceptions)]


def knows(year: int, exceptions: Mapping[date, bool]) -> bool:
    """Whether the year's holidays have been entered: as many days off as every year has by law,
    and those that always fall on the same date. A day or two is not a year."""
    off = {day for day, worked in exceptions.items() if day.year == year and not worked}
    always = {date(year, month, 1) for month in ALWAYS_OFF}
    return len(off) >= FEWEST_DAYS_OFF and always <= off


def years_unknown(first: date, last: date, exceptions: Mapping[date, bool]) -> list[int]:
    """The years between them that the table does not know: there plain weekdays are counted, save
    on the days that it has."""
    years = range(first.year, last.year + 1)
    return [year for year in years if not knows(year, exceptions)]
