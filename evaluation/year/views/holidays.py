"""The holiday table, which decides how long a notice runs."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.period import FIRST_YEAR
from evaluation.year import actions
from evaluation.year.calendar import working_days, years_unknown
from evaluation.year.forms.holidays import DayForm, DaysForm, SpanForm
from evaluation.year.holidays import Special, in_library
from evaluation.year.models import CalendarDay
from evaluation.year.queries import calendar_exceptions, knows_holidays_of
from evaluation.year.rules import LAST_YEAR, NOTICE_DAYS
from wufaan.access import requires
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.web import attempt, form_view, posted


@requires(Permission.RUN_CYCLE)
@require_GET
def holidays(request: SignedInRequest) -> HttpResponse:
    """One year of the table; `?day=` fills the form with a day to change."""
    return _page(request, _year(request.GET.get("year", "")))


@requires(Permission.RUN_CYCLE)
@form_view
def day(request: SignedInRequest) -> HttpResponse:
    form = DayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["day"]
        special = Special(form.cleaned_data["worked"], form.cleaned_data["name"])
        if attempt(form, actions.set_days, days={on: special}, by=request.user) is not None:
            messages.success(request, f"{on} 已设为{'上班' if special.worked else '休息'}。")
            return _to_year(on.year)
    return _page(request, _year(request.GET.get("year", "")), day_form=form)


@requires(Permission.RUN_CYCLE)
@form_view
def days(request: SignedInRequest) -> HttpResponse:
    """Several lines at once: all of them or none."""
    year = _year(request.GET.get("year", ""))
    form = DaysForm(posted(request), year=year)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["lines"]
        changed = attempt(form, actions.set_days, days=said, by=request.user)
        if changed is not None:
            messages.success(request, _told(changed))
            return _to_year(max(said).year)
    return _page(request, year, days_form=form)


@requires(Permission.RUN_CYCLE)
@require_POST
def take_over(request: SignedInRequest, year: int) -> HttpResponse:
    """The year as the library has it."""
    try:
        messages.success(request, _told(actions.import_year(year=year, by=request.user)))
    except DomainError as error:
        messages.error(request, str(error))
    return _to_year(year)


@requires(Permission.RUN_CYCLE)
@require_POST
def clear(request: SignedInRequest, year: int, month: int, day: int) -> HttpResponse:
    """Taken back twice is taken back."""
    try:
        on = date(year, month, day)
    except ValueError as error:
        raise Http404 from error
    actions.clear_day(day=on, by=request.user)
    messages.success(request, f"{on} 恢复按星期计算。")
    return _to_year(year)


def _page(request: SignedInRequest, year: int, **forms: Any) -> HttpResponse:
    rows = CalendarDay.objects.filter(day__year=year)
    span = SpanForm(request.GET if "starts_on" in request.GET else None, initial=_span())
    context = {
        "section": "holidays",
        "year": year,
        "years": _years(year),
        "days": rows,
        "known": knows_holidays_of(year),
        "in_library": bool(in_library(year)),
        "day_form": DayForm(initial=_day(request.GET.get("day", ""))),
        "days_form": DaysForm(year=year),
        "span": span,
        **_effect(span),
        **forms,
    }
    return render(request, "evaluation/holidays.html", context)


def _effect(span: SpanForm) -> dict[str, Any]:
    """Which days a notice of that length would run by the table as it is."""
    if span.is_bound and not span.is_valid():
        return {}
    asked = span.cleaned_data if span.is_bound else span.initial
    exceptions = calendar_exceptions()
    counted = working_days(asked["starts_on"], asked["working_days"], exceptions)
    return {
        "counted": counted,
        "unknown": years_unknown(counted[0], counted[-1], exceptions),
        "asked": asked,
    }


def _span() -> dict[str, Any]:
    return {"starts_on": today(), "working_days": NOTICE_DAYS}


def _day(text: str) -> dict[str, Any]:
    row = CalendarDay.objects.filter(day=text).first() if _is_day(text) else None
    return {"day": row.day, "worked": row.worked, "name": row.name} if row else {}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _year(text: str) -> int:
    year = int(text) if text.isdecimal() and len(text) == 4 else today().year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def _years(shown: int) -> list[int]:
    """Those in the table, this one and the next, whatever the table has."""
    known = CalendarDay.objects.dates("day", "year")
    return sorted(
        {*(day.year for day in known), today().year, today().year + 1, shown}, reverse=True
    )


def _to_year(year: int) -> HttpResponse:
    return redirect(f"{reverse('holidays')}?year={year}")


def _told(changed: list[CalendarDay]) -> str:
    return f"已更新 {len(changed)} 天。" if changed else "和表里的一样，没有改动。"
