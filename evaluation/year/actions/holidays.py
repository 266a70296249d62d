"""The holiday table. It is a setting: a day may follow its weekday again. Every change is told."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.period import FIRST_YEAR
from evaluation.year.holidays import Days, Special, in_library
from evaluation.year.models import CalendarDay
from evaluation.year.rules import LAST_YEAR
from wufaan.errors import DomainError
from wufaan.texts import checked_text


@transaction.atomic
def set_days(*, days: Days, by: User) -> list[CalendarDay]:
    """Put days on record as holidays or as worked, in place of what was said of them before.
    Returns those that changed: saying the same again changes nothing."""
    for day, special in days.items():
        _refuse(day, special)
    rows = CalendarDay.objects.select_for_update().filter(day__in=days).order_by("day")
    before = {row.day: Special(row.worked, row.name) for row in rows}
    changed = [
        CalendarDay(day=day, worked=special.worked, name=special.name)
        for day, special in sorted(days.items())
        if before.get(day) != special
    ]
    changed = CalendarDay.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["worked", "name"],
    )
    told = [(row, _told(before.get(row.day), Special(row.worked, row.name))) for row in changed]
    audit.record_many(verb="holiday_set", subjects=told, by=by)
    return changed


@transaction.atomic
def import_year(*, year: int, by: User) -> list[CalendarDay]:
    """Take over what the chinesecalendar package knows of a year."""
    days = in_library(year)
    if not days:
        raise DomainError(f"系统自带的日历没有 {year} 年，请按国务院办公厅的通知录入。")
    return set_days(days=days, by=by)


@transaction.atomic
def clear_day(*, day: date, by: User) -> bool:
    """The day follows its weekday again. Whether it was in the table at all."""
    row = CalendarDay.objects.select_for_update().filter(day=day).first()
    if row is None:
        return False
    data = _told(Special(row.worked, row.name), None)
    audit.record(verb="holiday_cleared", subject=row, by=by, data=data)
    row.delete()
    return True


def _refuse(day: date, special: Special) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DomainError(f"{day} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 年之间。")
    checked_text(special.name, CalendarDay.name.field, called=f"{day} 的说明", blank=True)


def _told(before: Special | None, after: Special | None) -> dict[str, Any]:
    return {"before": before and vars(before), "after": after and vars(after)}
