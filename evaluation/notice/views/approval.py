"""What the leading group decides on one page, and what the office does with a list sent back."""

from collections.abc import Callable
from functools import partial
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from accounts.forms import SigningForm
from accounts.models import User
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
from evaluation.notice.obstacles import (
    obstacles,
    of_putting_back,
    of_supplement,
    of_supplement_resubmitted,
    of_supplement_sent_back,
)
from evaluation.notice.postings import in_words
from evaluation.notice.queries import last_sent_back, since_notice, the_notice
from evaluation.notice.second_looks import facts_of
from evaluation.notice.townships import by_township
from evaluation.year.models import Cycle, Verdict
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.obstacles import Obstacle, on_page, why_not
from wufaan.web import attempt, form_view, posted, pressed, taken


@requires(Permission.SEE_CYCLES)
@require_GET
def approval(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """The office sees and prints what the leading group decides on: the year, or by itself a
    supplementary notice of it."""
    return _approval(request, form=SendBackForm(), **_decided_on(request, edition))


@requires(Permission.APPROVE_CYCLE)
@sensitive_post_parameters("password")
@never_cache
@require_POST
def approve(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """In two steps: what is approved is shown once more, and signed with the password. `seen` is
    the hash of the list that the page showed. A second click finds it done."""
    cycle, supplement = _decided_on(request, edition).values()
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
def send_back(request: SignedInRequest, edition: Edition) -> HttpResponse:
    given = _decided_on(request, edition)
    form = SendBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = given | form.cleaned_data
        if taken(form, actions.send_back, by=request.user, **told):
            messages.success(request, "已退回领导小组办公室核查。")
            return redirect("cycle-approve", edition)
    return _approval(request, form=form, **given)


@requires(Permission.RUN_CYCLE)
@form_view
def resubmit(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """The second look: what must go is withheld here, then the list is submitted again."""
    given = _decided_on(request, edition)
    form = ResubmitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = given | form.cleaned_data
        if taken(form, actions.resubmit, by=request.user, **told):
            messages.success(request, "已再次报请领导小组批准。")
            return redirect("cycle", edition.year)
    return _second_look(request, form=form, **given)


@requires(Permission.RUN_CYCLE)
@form_view
def take_off(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """Withhold one entry of the list that was sent back."""
    given = _decided_on(request, edition)
    form = TakeOffForm(posted(request), notice=the_notice(edition))
    if request.method == "POST" and form.is_valid():
        verdict, reason = form.cleaned_data["entry"].verdict, form.cleaned_data["reason"]
        if attempt(form, _withholding(verdict), reason=reason, by=request.user):
            messages.success(request, f"“{verdict.name}”已暂缓命名。")
            return redirect("cycle-resubmit", edition)
    return _second_look(request, form=ResubmitForm(), take_off_form=form, **given)


def _withholding(verdict: Verdict) -> Callable[..., int]:
    """One that came with a supplementary notice is withheld beside the year's list."""
    if verdict.notice_id is None:
        return partial(actions.withhold, verdict=verdict)
    return partial(actions.hold_back, cycle=verdict.cycle, code=verdict.code)


@requires(Permission.RUN_CYCLE)
@require_POST
def put_back(request: SignedInRequest, edition: Edition, position: int) -> HttpResponse:
    """Take back that an entry was withheld."""
    the_cycle(request, edition.year)
    entries = the_notice(edition).entries.select_related("verdict__cycle")
    entry = get_object_or_404(entries, position=position)
    try:
        actions.release(verdict=entry.verdict, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("cycle-resubmit", edition)


def _decided_on(request: SignedInRequest, edition: Edition) -> dict[str, Any]:
    """The year, or by itself a supplementary notice of it."""
    cycle = the_cycle(request, edition.year)
    return {"cycle": cycle, "supplement": _supplement_at(edition) if edition.position else None}


def _supplement_at(edition: Edition) -> Notice:
    notice = the_notice(edition)
    if not notice.is_supplementary:
        raise Http404
    return notice


def _approval(
    request: SignedInRequest, cycle: Cycle, supplement: Notice | None, form: SendBackForm
) -> HttpResponse:
    by = request.user if request.user.can(Permission.APPROVE_CYCLE) else None
    in_the_way, not_back = _in_the_way(cycle, supplement, by)
    context = {
        "cycle": cycle,
        "section": "cycles",
        **on_page(in_the_way, request.user),
        "may_decide": by and not why_not(not_back),
        "form": form,
    }
    if supplement or hasattr(cycle, "notice"):
        context |= _sheet(request, approval_sheet(cycle, supplement))
    return render(request, "evaluation/approve.html", context)


def _in_the_way(
    cycle: Cycle, supplement: Notice | None, by: User | None
) -> tuple[list[Obstacle], list[Obstacle]]:
    """Of approving, and of sending back."""
    if supplement is None:
        steps = (obstacles(cycle, verb, today(), by=by) for verb in ("approve", "send_back"))
        approving, sending_back = map(list, steps)
        return approving, sending_back
    return (
        [
            *obstacles(cycle, "approve_supplement", today(), by=by),
            *of_supplement(supplement, today(), by=by),
        ],
        [
            *obstacles(cycle, "send_back_supplement", today(), by=by),
            *of_supplement_sent_back(supplement, by=by),
        ],
    )


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
    supplement: Notice | None,
    form: ResubmitForm,
    take_off_form: TakeOffForm | None = None,
) -> HttpResponse:
    """What was found late stands first in the form that withholds."""
    notice = supplement or getattr(cycle, "notice", None)
    verb = "resubmit_supplement" if supplement else "resubmit"
    in_the_way = obstacles(cycle, verb, today())
    if supplement:
        in_the_way = chain(in_the_way, of_supplement_resubmitted(supplement))
    context = {
        "cycle": cycle,
        "section": "cycles",
        "notice": notice,
        **on_page(in_the_way, request.user),
        "form": form,
    }
    if notice and notice.is_sent_back:
        late = since_notice(notice)
        context |= {
            "may_resubmit": True,
            "facts": facts_of(notice, late, today()),
            "late": late,
            "take_off_form": take_off_form or TakeOffForm(notice=notice, initial=taking_off(late)),
            "sent_back": last_sent_back(cycle, supplement),
            "taken_off": _taken_off(notice),
        }
    return render(request, "evaluation/resubmit.html", context)


def _taken_off(notice: Notice) -> list[tuple[NoticeEntry, str]]:
    """Each with what keeps it off."""
    upheld = Objection.objects.upheld().filter(notice__cycle=notice.cycle)
    against = set(upheld.values_list("entry", flat=True))
    entries = notice.entries.taken_off()
    entries = entries.select_related("verdict__withheld_by", "verdict__community__successor")
    return [
        (entry, why_not(of_putting_back(entry.verdict, entry.pk in against))) for entry in entries
    ]
