"""What the leading group decides on one page, and what the office does with a list sent back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts.forms import SigningForm
from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.approval_sheet import ApprovalSheet, approval_sheet
from evaluation.notice.converters import Edition
from evaluation.notice.flags import FLAGS, facets, narrowed
from evaluation.notice.forms.approval import (
    ResubmitForm,
    SendBackForm,
    TakeOffForm,
    taking_off,
)
from evaluation.notice.models import Notice, NoticeEntry, Objection
from evaluation.notice.obstacles import obstacles, of_putting_back, of_supplement
from evaluation.notice.postings import in_words
from evaluation.notice.queries import late_of, the_notice
from evaluation.notice.second_looks import facts_of
from evaluation.notice.townships import by_township
from evaluation.notice.workflow import NoticeState
from evaluation.year.models import Cycle
from evaluation.year.views.common import the_cycle
from evaluation.year.workflow import WORKFLOW
from wufaan.access import requires
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.obstacles import on_page, why_not
from wufaan.web import attempt, form_view, posted, pressed, taken


@requires(Permission.SEE_CYCLES)
@require_GET
def approval(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """The office sees and prints what the leading group decides on: the year, or by itself a
    supplementary notice of it."""
    if edition.position:
        return _supplement(request, _supplement_at(edition))
    return _approval(request, the_cycle(request, edition.year), SendBackForm())


@requires(Permission.APPROVE_CYCLE)
@sensitive_post_parameters("password")
@never_cache
@require_POST
def approve(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """In two steps: what is approved is shown once more, and signed with the password. `seen` is
    the hash of the list that the page showed. A second click finds it done."""
    cycle = the_cycle(request, edition.year)
    supplement = _supplement_at(edition) if edition.position else None
    given = {"seen": request.POST.get("seen", ""), "by": request.user}
    form = SigningForm(request.POST if "confirmed" in request.POST else None, request=request)
    if form.is_valid():
        step = partial(actions.approve, cycle=cycle)
        if supplement:
            step = partial(actions.approve_supplement, notice=supplement)
        if pressed(request, step, **given):
            messages.success(request, "已批准命名，证书开始制作。")
            return redirect("cycle", edition.year)
        return redirect("cycle-approve", edition)
    if not pressed(request, actions.check_approval, cycle=cycle, notice=supplement, **given):
        return redirect("cycle-approve", edition)
    context = {"cycle": cycle, "section": "cycles", "form": form}
    context["sheet"] = approval_sheet(cycle, supplement)
    return render(request, "evaluation/approve_again.html", context)


@requires(Permission.APPROVE_CYCLE)
@form_view
def send_back(request: SignedInRequest, year: int) -> HttpResponse:
    cycle = the_cycle(request, year)
    form = SendBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"cycle": cycle, "by": request.user, **form.cleaned_data}
        if taken(form, actions.send_back, **given):
            messages.success(request, "已退回领导小组办公室核查。")
            return redirect("cycle-approve", year)
    return _approval(request, cycle, form)


@requires(Permission.RUN_CYCLE)
@form_view
def resubmit(request: SignedInRequest, year: int) -> HttpResponse:
    """The second look: what must go is withheld here, then the list is submitted again."""
    cycle = the_cycle(request, year)
    form = ResubmitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"cycle": cycle, "by": request.user, **form.cleaned_data}
        if taken(form, actions.resubmit, **given):
            messages.success(request, "已再次报请领导小组批准。")
            return redirect("cycle", year)
    return _second_look(request, cycle, form)


@requires(Permission.RUN_CYCLE)
@form_view
def take_off(request: SignedInRequest, year: int) -> HttpResponse:
    """Withhold one entry of the list that was sent back."""
    cycle = the_cycle(request, year)
    form = TakeOffForm(posted(request), cycle=cycle)
    if request.method == "POST" and form.is_valid():
        verdict, reason = form.cleaned_data["entry"].verdict, form.cleaned_data["reason"]
        if attempt(form, actions.withhold, verdict=verdict, reason=reason, by=request.user):
            messages.success(request, f"“{verdict.name}”已暂缓命名。")
            return redirect("cycle-resubmit", year)
    return _second_look(request, cycle, ResubmitForm(), form)


@requires(Permission.RUN_CYCLE)
@require_POST
def put_back(request: SignedInRequest, year: int, position: int) -> HttpResponse:
    """Take back that an entry was withheld."""
    cycle = the_cycle(request, year)
    entries = NoticeEntry.objects.filter(notice__main_of=cycle).select_related("verdict__cycle")
    entry = get_object_or_404(entries, position=position)
    try:
        actions.release(verdict=entry.verdict, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("cycle-resubmit", year)


def _approval(request: SignedInRequest, cycle: Cycle, form: SendBackForm) -> HttpResponse:
    by = request.user if request.user.can(Permission.APPROVE_CYCLE) else None
    context = {
        "cycle": cycle,
        "section": "cycles",
        **on_page(obstacles(cycle, "approve", today(), by=by), request.user),
        "may_decide": by and not why_not(obstacles(cycle, "send_back", today(), by=by)),
        "form": form,
    }
    if hasattr(cycle, "notice"):
        context |= _sheet(request, approval_sheet(cycle))
    return render(request, "evaluation/approve.html", context)


def _supplement(request: SignedInRequest, notice: Notice) -> HttpResponse:
    by = request.user if request.user.can(Permission.APPROVE_CYCLE) else None
    cycle = notice.cycle
    in_the_way = [
        *obstacles(cycle, "approve_supplement", today(), by=by),
        *of_supplement(notice, today(), by=by),
    ]
    context = {
        "cycle": cycle,
        "section": "cycles",
        **on_page(in_the_way, request.user),
        "may_decide": by and notice.state == NoticeState.ON_NOTICE,
        **_sheet(request, approval_sheet(cycle, notice)),
    }
    return render(request, "evaluation/approve.html", context)


def _supplement_at(edition: Edition) -> Notice:
    notice = the_notice(edition)
    if not notice.is_supplementary:
        raise Http404
    return notice


def _sheet(request: SignedInRequest, sheet: ApprovalSheet) -> dict[str, Any]:
    """`?flag=` narrows the names down to those that carry it, and nothing else of the page."""
    flag = request.GET.get("flag", "")
    lists = [
        (each, by_township(narrowed(each.entries, flag), f"n{each.notice.position}-"))
        for each in sheet.notices
    ]
    return {
        "sheet": sheet,
        "notice": sheet.notice,
        "lists": lists,
        "hung": in_words([each.notice for each in sheet.notices]),
        "flag": flag if flag in FLAGS else "",
        "facets": facets(sheet.kept),
        "shares": sheet.shares,
        "basis_lines": [(line, None) for line in sheet.lines],
    }


def _second_look(
    request: SignedInRequest,
    cycle: Cycle,
    form: ResubmitForm,
    take_off_form: TakeOffForm | None = None,
) -> HttpResponse:
    """What was found late stands first in the form that withholds."""
    late, may_resubmit = late_of(cycle), WORKFLOW.allows("resubmit", cycle.state)
    context = {
        "cycle": cycle,
        "section": "cycles",
        "may_resubmit": may_resubmit,
        "facts": facts_of(cycle, late, today()) if may_resubmit else [],
        **on_page(obstacles(cycle, "resubmit", today()), request.user),
        "form": form,
        "late": late,
        "take_off_form": take_off_form or TakeOffForm(cycle=cycle, initial=taking_off(late)),
        "sent_back": cycle.steps.filter(verb="send_back").select_related("by").last(),
        "taken_off": _taken_off(cycle),
    }
    return render(request, "evaluation/resubmit.html", context)


def _taken_off(cycle: Cycle) -> list[tuple[NoticeEntry, str]]:
    """Each with what keeps it off."""
    upheld = Objection.objects.upheld().filter(notice__cycle=cycle)
    against = set(upheld.values_list("entry", flat=True))
    entries = NoticeEntry.objects.filter(notice__main_of=cycle).taken_off()
    entries = entries.select_related("verdict__withheld_by", "verdict__community__successor")
    return [
        (entry, why_not(of_putting_back(entry.verdict, entry.pk in against))) for entry in entries
    ]
