"""The deadlines of a year, and those of stations: as a page, and as a file for the calendar on
one's telephone or desk."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.overview.deadlines import Deadline, DeadlineState, deadlines
from evaluation.overview.station_deadlines import station_deadlines
from evaluation.year.models import Cycle
from evaluation.year.views.common import the_cycle
from wufaan import ics
from wufaan.access import requires
from wufaan.clock import today
from wufaan.content_types import CONTENT_TYPES
from wufaan.web import saved_as

# What is to be done now stands first, what is done is folded away.
_HEADINGS = (
    ("要办的", (DeadlineState.OVERDUE, DeadlineState.NOW)),
    ("接下来", (DeadlineState.AHEAD,)),
    ("已完成", (DeadlineState.DONE,)),
)


@requires(Permission.SEE_CYCLES)
@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    """The year that is under way; `?year=` shows another."""
    cycles = Cycle.objects.visible_to(request.user)
    chosen, cycle = request.GET.get("year", ""), cycles.current()
    if chosen.isdecimal() and len(chosen) == 4:
        cycle = get_object_or_404(cycles, year=chosen)
    context = {
        "section": "calendar",
        "cycle": cycle,
        "years": cycles.values_list("year", flat=True),
        **_on_page(deadlines(cycle, today()) if cycle else []),
    }
    return render(request, "evaluation/calendar.html", context)


@requires(Permission.SEE_CYCLES)
@require_GET
def calendar_file(request: SignedInRequest, year: int) -> HttpResponse:
    """All of them; taken again later, what has changed replaces what was there."""
    cycle = the_cycle(request, year)
    return _as_file(f"{year}年度期限", f"{year}年度", f"{year}", deadlines(cycle, today()))


@requires(Permission.REPORT_INCIDENT)
@require_GET
def station_calendar(request: SignedInRequest) -> HttpResponse:
    context = {"section": "station", **_on_page(station_deadlines(request.user, today()))}
    return render(request, "evaluation/station_calendar.html", context)


@requires(Permission.REPORT_INCIDENT)
@require_GET
def station_calendar_file(request: SignedInRequest) -> HttpResponse:
    code = request.user.station_code
    return _as_file("派出所期限", "无发案创建", code, station_deadlines(request.user, today()))


def _on_page(found: Iterable[Deadline]) -> dict[str, Any]:
    rows = [(deadline, deadline.state(today())) for deadline in found]
    parts = [(heading, [row for row in rows if row[1] in states]) for heading, states in _HEADINGS]
    return {"today": today(), "parts": parts}


def _as_file(name: str, of: str, key: str, found: Iterable[Deadline]) -> HttpResponse:
    """`of` is what all are due in, `key` tells them from those of other files."""
    content = ics.calendar(name, [_event(of, key, each) for each in found], made_on=today())
    return saved_as(HttpResponse(content, CONTENT_TYPES["ics"]), f"{name}.ics")


def _event(of: str, key: str, deadline: Deadline) -> ics.Event:
    base = settings.PUBLIC_BASE_URL
    return ics.Event(
        uid=f"{key}-{deadline.key}@{urlsplit(base).hostname}",
        first=deadline.first,
        last=deadline.last or deadline.first,
        summary=f"{of}：{deadline.what}{'' if deadline.last else '（可以办了）'}",
        description=deadline.note,
        url=base + deadline.way.url,
    )
