"""Days: how they are written, and which have not come."""

from collections.abc import Iterator
from datetime import date

from wufaan.clock import today
from wufaan.obstacles import Obstacle, refuse


def in_words(day: date) -> str:
    """`2025年11月3日`, for prose and papers."""
    return f"{day.year}年{day.month}月{day.day}日"


def not_yet(day: date, *, at: str, last: date | None = None) -> Iterator[Obstacle]:
    """Of putting on record what was done that day, where it has not come (or lies after `last`);
    `at` is the input that says the day."""
    if day > (last or today()):
        yield Obstacle(f"{day} 还没有到，请核对。", at=at)


def checked_day(day: date, *, at: str, last: date | None = None) -> date:
    """The day, unless it has not come."""
    refuse(not_yet(day, at=at, last=last))
    return day
