"""The results of a year: the list, one verdict beside it, and the sheet to take away."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.models import Community
from communities.work import Progress, progress
from evaluation.notice.obstacles import of_putting_back, of_sending_back, supplements_waiting
from evaluation.notice.queries import before, is_upheld_against, late_of
from evaluation.overview.dossier import Dossier
from evaluation.overview.steps import next_step, stages
from evaluation.states import UNFROZEN
from evaluation.streaks.queries import streaks
from evaluation.year.export import result_file
from evaluation.year.filters.verdicts import VerdictFilter, in_order
from evaluation.year.forms.verdicts import DecisionForm, ReasonForm, SurveyForm
from evaluation.year.models import Cycle, Verdict, VerdictQuerySet
from evaluation.year.obstacles import doubts, of_cycle_words, of_surveying
from evaluation.year.presenters import (
    broken_criteria,
    flags,
    reasons,
    satisfaction,
    satisfaction_interval,
)
from evaluation.year.queries import (
    exemplar_progress,
    fixed_on,
    names_in,
    of_period,
    unfinished_job,
    verdicts_with_findings,
)
from evaluation.year.surveys import figures
from evaluation.year.views.common import the_cycle
from evaluation.year.workflow import WORKFLOW
from incidents.criteria import Criterion
from incidents.models import Incident
from wufaan.access import requires
from wufaan.clock import today
from wufaan.normalise import joined
from wufaan.obstacles import shown, why_not
from wufaan.web import send_file

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def cycle(request: SignedInRequest, year: int) -> HttpResponse:
    return result_page(request, the_cycle(request, year))


@requires(Permission.SEE_CYCLES)
@require_GET
def verdict(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """The list with this verdict open beside it; on a phone only the verdict."""
    verdict = the_verdict(request, year, code)
    return result_page(request, verdict.cycle, **detail(request, verdict))


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest, year: int, format: str) -> HttpResponseBase:
    """What is filtered, in the order of the list."""
    cycle = the_cycle(request, year)
    verdicts = in_order(_narrowed(request, cycle).qs, request.GET.get("sort", ""))
    return send_file(
        request,
        partial(result_file, cycle, verdicts),
        format,
        name=f"{year}年度评估结果",
        listed_at=reverse("cycle", args=[year]),
    )


def result_page(
    request: SignedInRequest, cycle: Cycle, *, decision: DecisionForm | None = None, **more: Any
) -> HttpResponse:
    """`decision` is one about several rows that was refused, `more` what opens beside the list."""
    narrowed = _narrowed(request, cycle)
    job = unfinished_job(cycle)
    narrowed.show_counts()
    context = {
        "cycle": cycle,
        "section": "cycles",
        "stages": stages(cycle, cycle.steps.select_related("by")),
        "next": next_step(
            cycle, request.user, today(), busy=job is not None and not job.is_finished
        ),
        **_obstacles(cycle, request.user),
        "job": job,
        "filter": narrowed,
        "sort": request.GET.get("sort", ""),
        "facets": narrowed.facets("outcome"),
        "page": _page(request, cycle, narrowed, narrowed.total),
        "late": late_of(cycle),
        "frozen": cycle.state not in UNFROZEN,
        "may_assess": WORKFLOW.allows("assess", cycle.state),
        "may_review": WORKFLOW.allows("review", cycle.state),
        "may_withhold": WORKFLOW.allows("withhold", cycle.state),
        "decision": decision,
        **_bulk(request, cycle, decision),
        **more,
    }
    return render(request, "evaluation/cycle.html", context)


def _obstacles(cycle: Cycle, user: User) -> dict[str, Any]:
    """What the page does not say elsewhere; what is blank stands beside what comes next."""
    if cycle.state not in UNFROZEN:
        told = [*of_sending_back(cycle), *supplements_waiting(cycle, today())]
        return {"obstacles": shown(told, user)}
    return {
        "obstacles": shown(doubts(cycle), user),
        "blank": shown(of_cycle_words(cycle), user),
    }


def detail(
    request: SignedInRequest,
    verdict: Verdict,
    *,
    reason_form: ReasonForm | None = None,
    survey_form: SurveyForm | None = None,
) -> dict[str, Any]:
    """What the panel beside the list shows; a form that was refused comes back in it."""
    findings = list(verdict.findings.select_related("incident", "determination__by"))
    waiting = Incident.objects.undetermined()
    undetermined = list(of_period(waiting, verdict.cycle, [verdict.community_id]))
    incidents = [finding.incident for finding in findings] + undetermined
    places = {verdict.community.parent_id} | {incident.community_id for incident in incidents}
    names = names_in(verdict.cycle.year, places)
    survey = verdict.cycle.surveys.filter(community=verdict.community).first()
    return {
        "verdict": verdict,
        "findings": [(f, names.get(f.incident.community_id, "")) for f in findings],
        "undetermined": [(i, names.get(i.community_id, "")) for i in undetermined],
        "around": names.get(verdict.community.parent_id, ""),
        "reasons": reasons(verdict, verdict.cycle),
        "before": before(verdict),
        "flags": flags(verdict, verdict.cycle),
        "kept_off": why_not(of_putting_back(verdict, is_upheld_against(verdict))),
        "reason_form": reason_form or ReasonForm(),
        "survey": survey,
        "work": progress([verdict.community_id], verdict.cycle.year)[verdict.community_id],
        "interval": satisfaction_interval(verdict),
        "survey_form": survey_form or SurveyForm(initial=figures(survey)),
        "may_survey": not why_not(of_surveying(verdict.cycle)),
        "dossier": Dossier(verdict.community, request.user, verdict.cycle),
    }


def the_verdict(request: SignedInRequest, year: int, code: str) -> Verdict:
    verdicts = Verdict.objects.visible_to(request.user).select_related(
        "cycle",
        "notice__cycle",
        "station",
        "withheld_by",
        "community__parent",
        "community__station",
        "community__township",
        "community__property_company",
        "community__successor",
    )
    return get_object_or_404(
        verdicts, cycle__year=year, community__in=Community.objects.coded([code])
    )


def _narrowed(request: SignedInRequest, cycle: Cycle) -> VerdictFilter:
    verdicts = cycle.verdicts.visible_to(request.user)
    townships = verdicts.order_by("township_code").values_list("township_code", "township_name")
    return VerdictFilter(request.GET, verdicts, townships=list(townships.distinct()))


def _for_list(request: SignedInRequest, narrowed: VerdictFilter) -> VerdictQuerySet:
    return verdicts_with_findings(in_order(narrowed.qs, request.GET.get("sort", "")))


@dataclass(frozen=True)
class Line:
    """A verdict in the list."""

    verdict: Verdict
    reasons: str
    flags: str
    work: Progress
    streak: int

    @property
    def criteria(self) -> list[Criterion]:
        return broken_criteria(self.verdict)

    @property
    def satisfaction(self) -> str:
        return satisfaction(self.verdict)

    @property
    def interval(self) -> str:
        return satisfaction_interval(self.verdict)


def _page(request: SignedInRequest, cycle: Cycle, narrowed: VerdictFilter, total: int) -> Page[Any]:
    """One page of rows with all that they show; the facets have counted already."""
    rows: Any = _for_list(request, narrowed)
    paginator: Paginator[Any] = Paginator(rows, PAGE_SIZE)
    paginator.count = total
    page = paginator.get_page(request.GET.get("page"))
    page.object_list = _lines(cycle, list(page.object_list))
    return page


def _lines(cycle: Cycle, rows: list[Verdict]) -> list[Line]:
    places = [row.community_id for row in rows]
    running = streaks(places, cycle.year - 1, on=fixed_on(cycle))
    done = progress(places, cycle.year)
    return [
        Line(
            row,
            *_in_words(row, cycle),
            done[row.community_id],
            running.of(row.community_id).running,
        )
        for row in rows
    ]


def _in_words(row: Verdict, cycle: Cycle) -> tuple[str, str]:
    """Reasons and flags, which stand behind one another."""
    told, flagged = reasons(row, cycle), joined(flags(row, cycle))
    return joined([*told, ""] if told and flagged else told), flagged


def _bulk(request: SignedInRequest, cycle: Cycle, decision: DecisionForm | None) -> dict[str, Any]:
    """What ticking several rows needs, where the office may still decide."""
    if not (request.user.can(Permission.RUN_CYCLE) and WORKFLOW.allows("withhold", cycle.state)):
        return {}
    return {
        "bulk": decision or DecisionForm(),
        "select_all": request.GET.get("select") == "all",
        "exemplars": exemplar_progress(cycle),
    }
