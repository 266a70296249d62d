"""Statistics as tables with charts, and the same as files."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.overview.resources import StatisticResource, TitleStatisticResource
from evaluation.overview.statistics import (
    ENDINGS,
    PARTS,
    By,
    Line,
    TitleLine,
    incident_lines,
    incident_statistics,
    title_lines,
)
from evaluation.streaks.models import Level
from wufaan import charts
from wufaan.access import requires
from wufaan.clock import today
from wufaan.sheets.download import in_pieces
from wufaan.web import send_file

FILES: dict[str, tuple[type[Any], Callable[[User], Iterable[Any]]]] = {
    "incidents": (StatisticResource, incident_lines),
    "titles": (TitleStatisticResource, title_lines),
}
# What the list of incidents calls its filter by such a heading.
_FILTERS = {By.KIND: "kind", By.TOWNSHIP: "township"}


@dataclass(frozen=True)
class Row:
    """A line with its bar, and where its incidents are listed."""

    line: Line
    bar: SafeString
    url: str


@requires(Permission.SEE_CYCLES)
@require_GET
def statistics(request: SignedInRequest) -> HttpResponse:
    """`?year=`: an evaluation year, the one under way unless said."""
    found = incident_statistics(request.user)
    lines = found.lines
    years = [line for line in lines if line.by == By.YEAR]
    year = _chosen(request, years)
    of_year = [line for line in lines if line.year == year.year]
    months = [line for line in of_year if line.by == By.MONTH]
    context = {
        "section": "statistics",
        "year": year,
        "outside": found.outside,
        "months": _rows(months),
        "month_chart": _columns(months, f"{year.year} 年度各月案（事）件"),
        "parts": [(by, _rows([line for line in of_year if line.by == by])) for by in _IN_PARTS],
        "years": years,
        "year_chart": _columns(years[::-1], "各年度案（事）件"),
        "legend": charts.legend(PARTS),
        "titles": _titles(title_lines(request.user)),
        "title_legend": charts.legend(ENDINGS),
    }
    return render(request, "evaluation/statistics.html", context)


_IN_PARTS = (By.KIND, By.TOWNSHIP, By.STATION)


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest, which: str, format: str) -> HttpResponseBase:
    """All years."""
    resource, lines = FILES[which]
    return send_file(
        request,
        partial(in_pieces, resource=resource, records=lines(request.user)),
        format,
        name=f"{resource.sheet_title}{today():%Y%m%d}",
        listed_at=reverse("statistics"),
    )


def _chosen(request: SignedInRequest, years: list[Line]) -> Line:
    """The latest unless said."""
    if not (asked := request.GET.get("year", "")):
        return years[0]
    found = next((line for line in years if line.code == asked), None)
    if found is None:
        raise Http404
    return found


def _rows(lines: list[Line]) -> list[Row]:
    """Bars of one table are on one scale."""
    top = max((line.total for line in lines), default=0)
    return [
        Row(line, charts.stack(line.parts, names=PARTS, label=line.name, top=top), _listed(line))
        for line in lines
    ]


def _listed(line: Line) -> str:
    """Blank where the list has no such filter."""
    if line.by not in (By.MONTH, *_FILTERS):
        return ""
    narrowed = {"since": str(line.since), "until": str(line.until)}
    if name := _FILTERS.get(line.by):
        narrowed[name] = line.code
    return f"{reverse('incidents')}?{urlencode(narrowed)}"


def _columns(lines: list[Line], label: str) -> SafeString:
    return charts.columns(
        [charts.Stacked(line.code, line.parts) for line in lines], names=PARTS, label=label
    )


def _titles(lines: list[TitleLine]) -> list[tuple[Level, list[TitleLine], SafeString]]:
    return [
        (level, of_level[::-1], _title_chart(level, of_level))
        for level in Level
        for of_level in [[line for line in lines if line.level == level]]
        if any(line.total for line in of_level)
    ]


def _title_chart(level: Level, lines: list[TitleLine]) -> SafeString:
    return charts.columns(
        [charts.Stacked(str(line.year), line.parts) for line in lines],
        names=ENDINGS,
        label=f"各年度{level.label}称号",
    )
