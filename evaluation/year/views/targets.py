"""Targets: a year against its own, all years in a row, the same as a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.states import UNFROZEN
from evaluation.year import targets as of_years
from evaluation.year.models import Cycle
from evaluation.year.resources import TargetResource
from evaluation.year.rules import EXEMPLAR_PERCENT, TARGET_PERCENT
from wufaan.access import requires
from wufaan.content_types import CONTENT_TYPES
from wufaan.sheets.writing import xlsx_bytes
from wufaan.web import saved_as


@requires(Permission.SEE_CYCLES)
@require_GET
def targets(request: SignedInRequest) -> HttpResponse:
    """The latest year with results, or the one of `?year=`, above all of them."""
    cycles = Cycle.objects.visible_to(request.user)
    years = of_years.years()
    chosen = request.GET.get("year", "")
    cycle: Cycle | None
    if chosen.isdecimal() and len(chosen) == 4:
        cycle = get_object_or_404(cycles, year=chosen)
    else:
        assessed = [year.cycle for year in years if year.whole.share.taking_part]
        cycle = assessed[-1] if assessed else cycles.first()
    context = {
        "section": "targets",
        "cycle": cycle,
        "years": years,
        "programme": TARGET_PERCENT,
        "exemplar_percent": EXEMPLAR_PERCENT,
    }
    if cycle:
        context |= _shown(cycle, years)
    return render(request, "evaluation/targets.html", context)


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest) -> HttpResponse:
    title, rows = TargetResource.sheet_title, TargetResource.rows(of_years.lines())
    content = xlsx_bytes(TargetResource.headers(), rows, title=title)
    return saved_as(HttpResponse(content, content_type=CONTENT_TYPES["xlsx"]), f"{title}.xlsx")


def _shown(cycle: Cycle, years: list[of_years.Year]) -> dict[str, Any]:
    year = next(year for year in years if year.cycle == cycle)
    return {
        "year": year,
        "may_set": cycle.state in UNFROZEN,
        "exemplar_gauge": of_years.exemplar_gauge(cycle, year.whole.share),
        "groups": [
            (
                reached.share.label,
                of_years.trend(years, group),
                [(y.cycle, y.groups[group]) for y in years],
            )
            for group, reached in enumerate(year.groups)
        ],
    }
