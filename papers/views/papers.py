"""Papers: what can be made for a year, having it made, and what was made."""

from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.models import Cycle
from jobs.models import Job
from papers import actions
from papers.bundling import zipped
from papers.filters import PaperFilter
from papers.forms import OrderForm
from papers.kinds import KINDS, PaperKind
from papers.models import FEW_PAPERS, FORMATS, MANY_PAPERS, Paper, PaperState
from papers.queries import cautions, offers, year_to_show
from wufaan.access import requires
from wufaan.web import attempt, form_view, posted, saved_as

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_safe
def papers(request: SignedInRequest) -> HttpResponse:
    """`?year=` says for which year papers are offered and listed, `?job=` shows one order and how
    far it is."""
    cycle, job = _chosen_year(request), _chosen_job(request)
    visible = Paper.objects.visible_to(request.user)
    narrowed = PaperFilter(
        request.GET, visible.filter(**({"job": job} if job else {"cycle": cycle}))
    )
    rows = narrowed.qs.select_related("cycle", "job").order_by("-job", "pk")
    context = {
        "cycle": cycle,
        "years": Cycle.objects.visible_to(request.user).values_list("year", flat=True),
        "offers": offers(cycle, request.user) if cycle and not job else [],
        "job": job,
        "failed": PaperState.FAILED,
        "any_made": bool(job) and visible.made().filter(job=job).exists(),
        "filter": narrowed,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return _page(request, "papers/papers.html", **context)


@requires(Permission.SEE_CYCLES)
@form_view
def order(request: SignedInRequest, year: int, kind: str) -> HttpResponse:
    """By whoever may have that kind made. Of several none is ticked but those of `?about=`, or all
    of them by `?all=1`."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user), year=year)
    of = _kind(kind, request.user)
    subjects = of.subjects(cycle)
    wanted, every = request.GET.getlist("about"), "all" in request.GET
    ticked = [s.key for s in subjects if every or len(subjects) == 1 or s.key in wanted]
    form = OrderForm(posted(request), kind=of, subjects=subjects, initial={"abouts": ticked})
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        job = attempt(form, actions.order, kind=of, cycle=cycle, by=request.user, **fields)
        if job:
            return redirect(f"{reverse('papers')}?job={job.pk}")
    context = {
        "cycle": cycle,
        "kind": of,
        "subjects": subjects,
        "cautions": cautions(of, cycle) if subjects else [],
        "form": form,
    }
    return _page(request, "papers/order.html", **context)


@requires(Permission.SEE_CYCLES)
@require_safe
def file(request: SignedInRequest, pk: int, format: str) -> FileResponse:
    made = Paper.objects.visible_to(request.user).made().select_related("cycle")
    paper = get_object_or_404(made, pk=pk)
    if format not in FORMATS or not getattr(paper, format):
        raise Http404
    content = getattr(paper, format).open()
    return FileResponse(content, as_attachment=format != "pdf", filename=paper.filename(format))


@requires(Permission.SEE_CYCLES)
@require_safe
def bundle(request: SignedInRequest, job_id: int) -> HttpResponse:
    """All that one order made, as a ZIP."""
    of_order = Paper.objects.visible_to(request.user).made().filter(job=job_id)
    made = list(of_order.select_related("cycle").order_by("pk"))
    if not made:
        raise Http404
    response = HttpResponse(zipped(made), content_type="application/zip")
    return saved_as(response, f"{made[0].cycle.year}年度{made[0].title}.zip")


def _chosen_year(request: SignedInRequest) -> Cycle | None:
    cycles = Cycle.objects.visible_to(request.user)
    year = request.GET.get("year", "")
    chosen = cycles.filter(year=year).first() if year.isdecimal() and len(year) == 4 else None
    return chosen or year_to_show(cycles)


def _chosen_job(request: SignedInRequest) -> Job | None:
    number = request.GET.get("job", "")
    jobs = Job.objects.filter(kind__in=[FEW_PAPERS, MANY_PAPERS])
    return jobs.filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None


def _kind(name: str, user: User) -> PaperKind:
    if name not in KINDS or not KINDS[name].may_be_made_by(user):
        raise Http404
    return KINDS[name]


def _page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, template, {"section": "papers", **context})
