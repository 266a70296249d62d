"""The year at a glance."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice.models import Notice
from evaluation.notice.obstacles import ahead, supplements_waiting
from evaluation.overview.steps import next_step, stages
from evaluation.overview.waiting import waiting
from evaluation.year import targets
from evaluation.year.models import Cycle
from evaluation.year.obstacles import not_set_up
from evaluation.year.queries import unfinished_job
from evaluation.year.shares import shares as shares_of
from wufaan import charts
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import Obstacle, shown


@requires(Permission.SEE_CYCLES)
@require_GET
def dashboard(request: SignedInRequest) -> HttpResponse:
    """The year that is under way; `?year=` shows another."""
    cycles = Cycle.objects.visible_to(request.user)
    chosen = request.GET.get("year", "")
    cycle: Cycle | None
    if chosen.isdecimal() and len(chosen) == 4:
        cycle = get_object_or_404(cycles, year=chosen)
    else:
        cycle = cycles.current()
    context = {"section": "dashboard", "years": cycles.values_list("year", flat=True)}
    if cycle:
        context |= _year(cycle, request.user) | _charts(cycle)
    return render(request, "evaluation/dashboard.html", context)


def _year(cycle: Cycle, user: User) -> dict[str, Any]:
    waits, job = waiting(cycle, user, today()), unfinished_job(cycle)
    return {
        "cycle": cycle,
        "stages": stages(cycle, cycle.steps.select_related("by")),
        "next": next_step(cycle, user, today(), busy=job is not None and not job.is_finished),
        "job": job,
        "obstacles": shown(_ahead(cycle), user),
        "waiting": waits,
    }


def _ahead(cycle: Cycle) -> list[Obstacle]:
    day = today()
    return [*not_set_up(day), *ahead(cycle, day), *supplements_waiting(cycle, day)]


def _charts(cycle: Cycle) -> dict[str, Any]:
    shares = shares_of(cycle)
    years = [year for year in targets.years() if year.whole.share.taking_part]
    target = cycle.target_percent
    whole = shares.whole
    return {
        "shares": [
            (reached, reached.gauge)
            for reached in targets.against(cycle, [whole, *shares.kinds])
            if reached.share.taking_part
        ],
        "whole": whole,
        "notice": Notice.objects.filter(main_of=cycle).with_kept().first(),
        "exemplar_gauge": targets.exemplar_gauge(cycle, whole),
        "townships": [
            (s, charts.bar(s.percent, label=f"{s.label}达标率", target=target))
            for s in shares.townships
        ],
        "trend": targets.trend(years, 0),
        "trend_years": years,
    }
