"""上报: who is to be put forward, who was, and what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.ladder import actions
from evaluation.ladder.corrections import corrections_of, with_corrections
from evaluation.ladder.dossiers import dossier, for_dossiers
from evaluation.ladder.filters.nominations import NominationFilter
from evaluation.ladder.forms.nominations import (
    GrantForm,
    RefuseForm,
    RestoreForm,
    SubmitForm,
    WithdrawForm,
)
from evaluation.ladder.models import Nomination, NominationQuerySet
from evaluation.ladder.obstacles import OF_ONE_LEVEL, obstacles
from evaluation.ladder.queries import under_review
from evaluation.ladder.resources import NominationResource
from evaluation.ladder.workflow import WORKFLOW
from wufaan.access import requires
from wufaan.obstacles import on_page, why_not
from wufaan.web import attempt, form_view, in_two_steps, posted, send_list, ticked

# Their numbers have to fit into an address.
PAGE_SIZE = 100


@dataclass(frozen=True)
class Move:
    """What can be recorded of the ticked ones: its verb, what its page says, its form."""

    verb: str
    done: str
    action: Callable[..., Any]
    form: type[forms.Form]
    follows: str
    check: Callable[..., Any] | None = None  # where a second step shows what becomes public


SUBMIT = Move(
    "submit",
    "已登记上报",
    actions.submit_nominations,
    SubmitForm,
    "文件已经报出之后登记。上级答复之后，再登记命名或者未获命名。",
)
GRANT = Move(
    "grant",
    "已登记命名",
    actions.grant_nominations,
    GrantForm,
    "公开页面立即显示，请对照文件核对文号、日期。连续两年的，自动列入报上一级的名单。",
    actions.check_naming,
)
REFUSE = Move(
    "refuse",
    "已登记未获命名",
    actions.record_refusal,
    RefuseForm,
    "下一级的称号不受影响。明年仍够条件的，自动再次列入。",
)
WITHDRAW = Move(
    "withdraw",
    "已撤回",
    actions.withdraw_nominations,
    WithdrawForm,
    "这一年不再上报。已经报出的，请另行告知上级。撤错了的可以恢复。",
)
RESTORE = Move(
    "restore",
    "已恢复上报",
    actions.restore_nominations,
    RestoreForm,
    "回到撤回之前的状态：没有报出的重新待报上级，已经报出的继续等上级的文件。",
)
MOVES = {move.verb: move for move in (SUBMIT, GRANT, REFUSE, WITHDRAW, RESTORE)}


@requires(Permission.SEE_CYCLES)
@require_safe
def nominations(request: SignedInRequest) -> HttpResponse:
    narrowed, rows = _listed(request)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    with_corrections([*page.object_list, *(row.second for row in page.object_list)])
    context = {
        "filter": narrowed,
        "facets": narrowed.facets("state"),
        "page": page,
        "section": "nominations",
    }
    return render(request, "evaluation/nominations.html", context)


@requires(Permission.SEE_CYCLES)
@require_safe
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    _, rows = _listed(request)
    return send_list(
        request, NominationResource, rows, format, listed_at="nominations", count=rows.count
    )


@requires(Permission.SEE_CYCLES)
@require_safe
def nomination(request: SignedInRequest, pk: int) -> HttpResponse:
    visible = for_dossiers(Nomination.objects.visible_to(request.user)).with_rereviews()
    found = get_object_or_404(visible, pk=pk)
    context = {
        "nomination": found,
        "dossier": dossier(found),
        "granted": found.granted_title,
        "corrections": corrections_of(found),
        "moves": [verb for verb in MOVES if not why_not(obstacles(verb, [found]))],
        "section": "nominations",
    }
    return render(request, "evaluation/nomination.html", context)


@requires(Permission.KEEP_HONOURS)
@form_view
def submit(request: SignedInRequest) -> HttpResponse:
    return _move(request, SUBMIT)


@requires(Permission.KEEP_HONOURS)
@form_view
def grant(request: SignedInRequest) -> HttpResponse:
    return _move(request, GRANT)


@requires(Permission.KEEP_HONOURS)
@form_view
def refuse(request: SignedInRequest) -> HttpResponse:
    return _move(request, REFUSE)


@requires(Permission.KEEP_HONOURS)
@form_view
def withdraw(request: SignedInRequest) -> HttpResponse:
    return _move(request, WITHDRAW)


@requires(Permission.KEEP_HONOURS)
@form_view
def restore(request: SignedInRequest) -> HttpResponse:
    return _move(request, RESTORE)


def _listed(request: SignedInRequest) -> tuple[NominationFilter, NominationQuerySet]:
    narrowed = NominationFilter(request.GET, Nomination.objects.visible_to(request.user))
    return narrowed, narrowed.qs.select_related("community", "first", "second").with_rereviews()


def _move(request: SignedInRequest, move: Move) -> HttpResponse:
    """One form for one nomination or for many: those that `?nomination=` names."""
    visible = Nomination.objects.visible_to(request.user).select_related("first", "second")
    chosen = visible.filter(pk__in=ticked(request, "nomination"))
    form = _form(request, move, chosen)
    moved, confirming = _taken(request, move, form, chosen)
    if moved:
        messages.success(request, f"{move.done} {len(moved)} 个。")
        if len(moved) == 1:
            return redirect("nomination", chosen[0].pk)
        return redirect("nominations")
    in_the_way = [] if form.is_bound else obstacles(move.verb, chosen)
    context = {
        **on_page(in_the_way, request.user),
        "levels": _levels(chosen) if move.verb in OF_ONE_LEVEL else [],
        "form": form,
        "move": move,
        "label": WORKFLOW[move.verb].label,
        "chosen": chosen,
        "looks_first": move.check is not None,
        "confirming": confirming,
        "section": "nominations",
    }
    return render(request, "evaluation/nomination_move.html", context)


def _taken(
    request: SignedInRequest, move: Move, form: forms.Form, chosen: NominationQuerySet
) -> tuple[Any, bool]:
    """What was done, and whether to show first what it makes public."""
    if move.check:
        return in_two_steps(request, form, move.check, move.action, nominations=chosen)
    if request.method != "POST" or not form.is_valid():
        return None, False
    given = {"nominations": chosen, "by": request.user, **form.cleaned_data}
    return attempt(form, move.action, **given), False


def _form(request: SignedInRequest, move: Move, chosen: NominationQuerySet) -> forms.Form:
    filled_in = {name: request.GET[name] for name in move.form.base_fields if name in request.GET}
    form = move.form(posted(request), initial=filled_in)
    if not under_review(chosen):
        form.fields.pop("despite", None)
    return form


def _levels(chosen: NominationQuerySet) -> list[tuple[str, int, str]]:
    """What it is called, how many there are, and the query that names only these."""
    found: dict[str, list[int]] = {}
    for nomination in chosen:
        found.setdefault(nomination.get_level_display(), []).append(nomination.pk)
    return [
        (level, len(pks), urlencode({"nomination": pks}, doseq=True))
        for level, pks in found.items()
    ]
