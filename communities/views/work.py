"""The work record of N 2: the list of a year, one community's year, its evidence, the townships."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities import actions, work_export
from communities.heads import COMPOUND_HEADS, PLACE_HEADS, WorkState, all_years
from communities.models import Community, Evidence
from communities.obstacles import of_keeping_work
from communities.views.files import hand_out
from communities.views.registry import visible_community
from communities.work import by_township, keeping_records, lines_of, progress, with_states
from communities.work_filters import WorkFilter, chosen_year
from communities.work_forms import WithdrawForm, WorkForm
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import why_not
from wufaan.web import attempt, form_view, posted, send_file

PAGE_SIZE = 50


@requires(Permission.SEE_REGISTRY)
@require_GET
def work(request: SignedInRequest) -> HttpResponse:
    narrowed = WorkFilter(request.GET, user=request.user)
    rows = narrowed.qs.select_related("township").order_by("township__code", "code")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = with_states(page.object_list, narrowed.chosen_year)
    context = {
        "section": "work",
        "year": narrowed.chosen_year,
        "filter": narrowed,
        "facets": narrowed.facets("condition"),
        "page": page,
        "states": list(WorkState),
    }
    return render(request, "communities/work.html", context)


@requires(Permission.SEE_REGISTRY)
@require_safe
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    """What is filtered, in the columns that the import takes back."""
    narrowed = WorkFilter(request.GET, user=request.user)
    places, year = narrowed.qs.order_by("code"), narrowed.chosen_year
    return send_file(
        request,
        partial(work_export.work_file, places, year),
        format,
        name=f"{year}年度创建台账",
        listed_at=reverse("work"),
    )


@requires(Permission.SEE_REGISTRY)
@require_GET
def townships(request: SignedInRequest) -> HttpResponse:
    """How many have done what, head by head."""
    year, visible = chosen_year(request.GET), Community.objects.visible_to(request.user)
    context = {
        "section": "work",
        "year": year,
        "years": all_years(today()),
        "tables": [
            ("小区", COMPOUND_HEADS, by_township(visible, year, is_compound=True)),
            ("行政村、社区", PLACE_HEADS, by_township(visible, year, is_compound=False)),
        ],
    }
    return render(request, "communities/work_townships.html", context)


@requires(Permission.SEE_REGISTRY)
@require_GET
def record(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    """One community's year; whoever keeps it has the form."""
    community = _community(request, year, code)
    return _record(request, community, year, WorkForm(lines=lines_of(community, year)))


@requires(Permission.KEEP_WORK_RECORD)
@form_view
def keep(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    community = _community(request, year, code)
    form = WorkForm(posted(request), request.FILES or None, lines=lines_of(community, year))
    if request.method == "POST" and form.is_valid():
        kept = attempt(
            form,
            actions.keep_work_with_evidence,
            community=community,
            year=year,
            entries=form.entries(),
            files=form.sent_files(),
            by=request.user,
        )
        if kept is not None:
            messages.success(request, "已保存。" if kept else "没有改动，不用保存。")
            return redirect("work-record", year, code)
    return _record(request, community, year, form)


@requires(Permission.SEE_REGISTRY)
@require_safe
@never_cache
def evidence(request: SignedInRequest, pk: int) -> FileResponse:
    """What was withdrawn is no longer handed out."""
    standing = Evidence.objects.visible_to(request.user).standing()
    return hand_out(get_object_or_404(standing, pk=pk))


@requires(Permission.KEEP_WORK_RECORD)
@form_view
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        Evidence.objects.visible_to(request.user).select_related("record__community"), pk=pk
    )
    record, form = found.record, WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        action = actions.withdraw_evidence
        if attempt(form, action, evidence=found, reason=reason, by=request.user):
            messages.success(request, f"已撤下“{found.name}”。")
            return redirect("work-record", record.year, record.community.code)
    place = record.community
    back = reverse("work-record", args=[record.year, place.code])
    context = {
        "section": "work",
        "called": "证明材料",
        "above": [("创建台账", f"{reverse('work')}?year={record.year}"), (place.name, back)],
        "facts": [
            ("文件", found.name),
            ("事项", f"{place.name}，{record.year} 年度，{record.title}"),
        ],
        "file": found,
        "follows": "撤下以后谁都不能再下载",
        "back": back,
        "back_to": "台账",
        "form": form,
    }
    return render(request, "communities/file_withdraw.html", context)


def _community(request: SignedInRequest, year: int, code: str) -> Community:
    if year not in all_years(today()):
        raise Http404
    return visible_community(request, code)


def _record(
    request: SignedInRequest, community: Community, year: int, form: WorkForm
) -> HttpResponse:
    keeps = request.user.can(Permission.KEEP_WORK_RECORD)
    visible = keeping_records(Community.objects.visible_to(request.user), year)
    context = {
        "section": "work",
        "community": community,
        "year": year,
        "years": all_years(today()),
        "progress": progress([community.pk], year)[community.pk],
        "form": form,
        "keeps": keeps,
        "closed": why_not(of_keeping_work(community, year, request.user)) if keeps else "",
        "following": visible.filter(code__gt=community.code).order_by("code").first(),
    }
    return render(request, "communities/work_record.html", context)
