"""The results of a year: the list, one verdict beside it, and the office's decisions on it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission, requires
from evaluation import actions
from evaluation.export import verdict_table
from evaluation.filters import VerdictFilter
from evaluation.forms import ReasonForm
from evaluation.models import Cycle, Finding, Verdict
from evaluation.presenters import flags, next_step, reasons, stages, warnings
from evaluation.queries import counted_incidents
from evaluation.rules import Outcome
from evaluation.workflow import WORKFLOW
from incidents.criteria import CRITERIA
from jobs.models import Job, State
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.sheets.writing import xlsx_bytes

PAGE_SIZE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.SEE_CYCLES)
@require_GET
def cycle(request: HttpRequest, year: int) -> HttpResponse:
    return _list(request, _cycle(request, year))


@requires(Permission.SEE_CYCLES)
@require_GET
def verdict(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The list with this verdict open beside it; on a phone only the verdict."""
    verdict = _verdict(request, year, code)
    return _list(request, verdict.cycle, detail=_detail(verdict))


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: HttpRequest, year: int) -> HttpResponse:
    cycle = _cycle(request, year)
    table = verdict_table(cycle)
    content = xlsx_bytes(table.headers, table, title=f"{year} 年度评估结果")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="verdicts-{year}.xlsx"'
    return response


@requires(Permission.RUN_CYCLE)
@require_POST
def exemplar(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """`chosen=1` marks, anything else takes it back."""
    chosen = request.POST.get("chosen") == "1"
    return _decide(request, year, code, actions.mark_exemplar, exemplar=chosen)


@requires(Permission.RUN_CYCLE)
@require_POST
def withholding(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """With a reason it withholds, with `release=1` it takes that back. A refused reason comes
    back in the form."""
    if request.POST.get("release") == "1":
        return _decide(request, year, code, actions.release)
    verdict = _verdict(request, year, code)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.withhold(verdict=verdict, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("reason", str(error))
        else:
            return _back(request, year, code)
    return _list(request, verdict.cycle, detail=_detail(verdict, form))


def _list(request: HttpRequest, cycle: Cycle, detail: dict | None = None) -> HttpResponse:
    verdicts = cycle.verdicts.visible_to(request.user)
    narrowed = VerdictFilter(request.GET, verdicts, townships=_townships(verdicts))
    page = Paginator(_for_list(narrowed.qs), PAGE_SIZE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.reasons = "；".join(reasons(row, cycle))
        row.flags = "；".join(flags(row, cycle))
    facets = _facets(request, verdicts, narrowed)
    context = {
        "cycle": cycle,
        "section": "cycles",
        "stages": stages(cycle, cycle.steps.select_related("by")),
        "next": next_step(cycle, request.user, today()),
        "warnings": warnings(cycle),
        "job": _job(cycle),
        "filter": narrowed,
        "narrowed": any(request.GET.get(name) for name in narrowed.filters),
        "facets": facets,
        "total": sum(count for _, _, count in facets),
        "page": page,
        "may_assess": WORKFLOW.allows("assess", cycle.state),
        **(detail or {}),
    }
    return render(request, "evaluation/cycle.html", context)


def _for_list(verdicts):
    findings = Finding.objects.select_related("incident")
    return verdicts.order_by("township_code", "code").prefetch_related(
        Prefetch("findings", findings)
    )


def _townships(verdicts) -> list[tuple[str, str]]:
    rows = verdicts.order_by("township_code")
    return list(rows.values_list("township_code", "township_name").distinct())


def _facets(request, verdicts, narrowed) -> list[tuple[str, str, int]]:
    """How many of each outcome there would be under the other filters."""
    data = request.GET.copy()
    data.pop("outcome", None)
    townships = narrowed.filters["township"].extra["choices"]
    others = VerdictFilter(data, verdicts, townships=townships).qs
    rows = Verdict.objects.filter(pk__in=others.values("pk")).order_by().values_list("outcome")
    counts = dict(rows.annotate(Count("pk")))
    return [(o.value, o.label, counts.get(o, 0)) for o in Outcome]


def _job(cycle: Cycle) -> Job | None:
    """The work that is going on for this year, or that failed last."""
    job = Job.objects.filter(args__cycle_id=cycle.pk).first()
    return job if job and job.state != State.DONE else None


def _detail(verdict: Verdict, form: ReasonForm | None = None) -> dict:
    """What the panel beside the list shows."""
    findings = list(verdict.findings.select_related("incident__community", "determination__by"))
    for finding in findings:
        finding.rule = CRITERIA[finding.criterion]
    open_incidents = counted_incidents(verdict).undetermined()
    return {
        "verdict": verdict,
        "findings": findings,
        "undetermined": open_incidents.select_related("community"),
        "reasons": reasons(verdict, verdict.cycle),
        "flags": flags(verdict, verdict.cycle),
        "may_review": WORKFLOW.allows("review", verdict.cycle.state),
        "reason_form": form or ReasonForm(),
    }


def _decide(request, year, code, action, **decision) -> HttpResponse:
    try:
        action(verdict=_verdict(request, year, code), by=request.user, **decision)
    except DomainError as error:
        messages.error(request, str(error))
    return _back(request, year, code)


def _back(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """To the verdict, with the list as it was filtered."""
    query = request.GET.urlencode()
    return redirect(reverse("verdict", args=[year, code]) + (f"?{query}" if query else ""))


def _cycle(request: HttpRequest, year: int) -> Cycle:
    return get_object_or_404(Cycle.objects.visible_to(request.user), year=year)


def _verdict(request: HttpRequest, year: int, code: str) -> Verdict:
    verdicts = Verdict.objects.visible_to(request.user).select_related(
        "cycle", "community__parent", "withheld_by"
    )
    return get_object_or_404(verdicts, cycle__year=year, code=code)
