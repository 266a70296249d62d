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
