"""Working days by the Chinese calendar: weekdays, less public holidays, plus the make-up
weekends. Pure; the exceptions come from the holiday table."""

from collections.abc import Mapping
from datetime import date, timedelta

SATURDAY = 5


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


def years_unknown(first: date, last: date, exceptions: Mapping[date, bool]) -> list[int]:
    """The years between them of which the table has nothing: there plain weekdays are counted."""
    known = {day.year for day in exceptions}
    return [year for year in range(first.year, last.year + 1) if year not in known]
