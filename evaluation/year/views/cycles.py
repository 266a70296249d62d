"""The years, and what is done with a year as a whole."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from django.contrib import messages
from django.db.models import Count, F, Q
from django.db.models.functions import NullIf
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.states import UNFROZEN
from evaluation.year import actions, settings_rows
from evaluation.year.forms.cycles import CycleForm
from evaluation.year.models import Cycle
from evaluation.year.obstacles import doubts_about_period, of_calendar, of_state
from evaluation.year.rules import Outcome, default_period
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.obstacles import Obstacle, on_page
from wufaan.web import attempt, form_view, posted


@requires(Permission.SEE_CYCLES)
@require_GET
def cycles(request: SignedInRequest) -> HttpResponse:
    stands = Q(verdicts__stands=True)
    rows = (
        Cycle.objects.visible_to(request.user)
        .annotate(
            taking_part=Count("verdicts", filter=stands & ~Q(verdicts__outcome=Outcome.EXCLUDED)),
            qualified=Count("verdicts", filter=stands & Q(verdicts__outcome=Outcome.QUALIFIED)),
            exemplars=Count("verdicts", filter=stands & Q(verdicts__exemplar=True)),
        )
        .annotate(percent=100.0 * F("qualified") / NullIf(F("taking_part"), 0))
        .order_by("-year")
    )
    context = {"cycles": rows, "next_year": _next_year(), "section": "cycles"}
    return render(request, "evaluation/cycles.html", context)


@requires(Permission.RUN_CYCLE)
@form_view
def open_next(request: SignedInRequest) -> HttpResponse:
    """Says which year it will be, since it stays for good; asking twice is told that it is
    there."""
    if request.method != "POST":
        return _opening(request, _next_year())
    year = request.POST.get("year", "")
    if not year.isdecimal() or int(year) != _next_year():
        messages.error(request, "这一年度已经建立，或者不是下一个年度。")
        return redirect("cycles")
    cycle = actions.open_cycle(year=int(year), by=request.user)
    messages.success(request, f"已建立 {cycle.year} 年度，请核对评选期和各项设置。")
    return redirect("cycle-settings", cycle.year)


@requires(Permission.RUN_CYCLE)
@form_view
def settings(request: SignedInRequest, year: int) -> HttpResponse:
    cycle = the_cycle(request, year)
    form = CycleForm(posted(request), instance=the_cycle(request, year))
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        given = {"cycle": cycle, "by": request.user, **changes}
        if not changes or attempt(form, actions.configure, **given) is not None:
            messages.success(request, "设置已保存。" if changes else "没有改动。")
            return redirect("cycle", year)
    context = {
        "form": form,
        "rows": settings_rows.rows(form, cycle),
        **on_page(_about_settings(cycle), request.user),
    }
    return _page(request, "evaluation/settings.html", cycle, **context)


def _about_settings(cycle: Cycle) -> Iterator[Obstacle]:
    yield from of_state(cycle, "configure")
    if cycle.state in UNFROZEN:
        yield from doubts_about_period(cycle)
        yield from of_calendar(cycle.year)


@requires(Permission.RUN_CYCLE)
@require_POST
def assess(request: SignedInRequest, year: int) -> HttpResponse:
    """Asking again before the queue has done it changes nothing."""
    try:
        actions.request_assessment(cycle=the_cycle(request, year), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("cycle", year)


def _opening(request: SignedInRequest, year: int) -> HttpResponse:
    first, last = default_period(year)
    context = {
        "section": "cycles",
        "next_year": year,
        "first": first,
        "last": last,
        "like": Cycle.objects.filter(year=year - 1).first(),
    }
    return render(request, "evaluation/open.html", context)


def _page(request: SignedInRequest, template: str, cycle: Cycle, **context: Any) -> HttpResponse:
    return render(request, template, {"cycle": cycle, "section": "cycles", **context})


def _next_year() -> int:
    """The first that is missing since the first there is; where there is none, this one."""
    years = set(Cycle.objects.values_list("year", flat=True))
    if not years:
        return today().year
    return next(year for year in count(min(years)) if year not in years)
