"""Titles that are looked at again: the list, one of them, and the office's decisions."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.ladder import actions
from evaluation.ladder.filters.rereviews import ReReviewFilter
from evaluation.ladder.forms.rereviews import (
    KeepForm,
    RectifyForm,
    ShownForm,
    TogetherForm,
)
from evaluation.ladder.models import ReReview, ReReviewQuerySet
from evaluation.ladder.obstacles import of_keeping
from evaluation.ladder.proposals import reason_to_revoke, with_proposals
from evaluation.ladder.queries import falling
from evaluation.ladder.resources import ReReviewResource
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import why_not
from wufaan.web import attempt, form_view, posted, send_list

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def rereviews(request: SignedInRequest) -> HttpResponse:
    return _list(request)


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    rows = _narrowed(request).qs.in_turn()
    lines = with_proposals(rows)
    return send_list(
        request, ReReviewResource, lines, format, listed_at="rereviews", count=rows.count
    )


@requires(Permission.SEE_CYCLES)
@require_GET
def rereview(request: SignedInRequest, pk: int) -> HttpResponse:
    return _one(request, _rereview(request, pk))


@requires(Permission.KEEP_HONOURS)
@form_view
def decide(request: SignedInRequest) -> HttpResponse:
    """One decision about all that are ticked. A refused one leaves them ticked; to revoke them
    has a page of its own."""
    form = TogetherForm(posted(request), offered=_visible(request))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["act"] == "revoke":
            return redirect(_to_revoke(form))
        action, done = _decision(form)
        decided = attempt(
            form, action, rereviews=list(form.cleaned_data["rereviews"]), by=request.user
        )
        if decided:
            messages.success(request, f"{done} {len(decided)} 个。")
            return _to_list(request)
    return _list(request, form)


@requires(Permission.KEEP_HONOURS)
@form_view
def keep_proposed(request: SignedInRequest) -> HttpResponse:
    """First everything that is filtered and proposed to be kept, on whichever page of the list;
    then, if that is what was looked at, it is kept."""
    found = with_proposals(_narrowed(request).qs.unfinished().proposed_to_keep().in_turn())
    shown = " ".join(str(each.rereview.pk) for each in found)
    form = ShownForm(posted(request), shown=shown)
    if request.method == "POST" and form.is_valid():
        every = [each.rereview for each in found]
        kept = attempt(form, actions.keep, rereviews=every, by=request.user)
        if kept:
            messages.success(request, f"已保留称号 {len(kept)} 个。")
            return _to_list(request)
    context = {"proposed": found, "shown": shown, "form": form, "section": "rereviews"}
    return render(request, "evaluation/rereviews_keep.html", context)


@requires(Permission.KEEP_HONOURS)
@form_view
def keep(request: SignedInRequest, pk: int) -> HttpResponse:
    rereview = _rereview(request, pk)
    form = KeepForm(posted(request), needed=_needs_words(rereview))
    return _decide(request, rereview, form, actions.keep, "已保留称号。", keep_form=form)


@requires(Permission.KEEP_HONOURS)
@form_view
def rectify(request: SignedInRequest, pk: int) -> HttpResponse:
    rereview = _rereview(request, pk)
    form = RectifyForm(posted(request))
    done = "已责令限期整改，到期之前在复核里办结。"
    return _decide(request, rereview, form, actions.rectify, done, rectify_form=form)


def _decide(
    request: SignedInRequest,
    rereview: ReReview,
    form: BaseForm,
    action: Callable[..., Any],
    done: str,
    **forms: Any,
) -> HttpResponse:
    decide = partial(attempt, form, action, rereviews=[rereview], by=request.user)
    if request.method == "POST" and form.is_valid() and decide(**form.cleaned_data):
        messages.success(request, done)
        return redirect("rereview", rereview.pk)
    return _one(request, rereview, **forms)


def _to_revoke(form: TogetherForm) -> str:
    titles = sorted({rereview.honour_id for rereview in form.cleaned_data["rereviews"]})
    query = urlencode({"honour": titles, "reason": form.cleaned_data["words"]}, doseq=True)
    return f"{reverse('honours-revoke')}?{query}"


def _decision(form: TogetherForm) -> tuple[Callable[..., Any], str]:
    """The action and what it has done to how many."""
    words = form.cleaned_data["words"]
    if form.cleaned_data["act"] == "keep":
        return partial(actions.keep, note=words), "已保留称号"
    due_on = form.cleaned_data["due_on"]
    return partial(actions.rectify, due_on=due_on, demand=words), "已责令限期整改"


def _list(request: SignedInRequest, together: TogetherForm | None = None) -> HttpResponse:
    narrowed = _narrowed(request)
    page = Paginator(narrowed.qs.in_turn(), PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = with_proposals(page.object_list)
    together = together or TogetherForm(offered=_visible(request))
    chosen = {str(pk) for pk in together["rereviews"].value() or []}
    every = request.GET.get("select") == "all"
    listed = [line.rereview.pk for line in page.object_list]
    context = {
        "ticked": {pk for pk in listed if every or str(pk) in chosen},
        "filter": narrowed,
        "page": page,
        "clean": narrowed.qs.unfinished().proposed_to_keep().count(),
        "together": together,
        "today": today(),
        "section": "rereviews",
    }
    return render(request, "evaluation/rereviews.html", context)


def _one(request: SignedInRequest, rereview: ReReview, **forms: Any) -> HttpResponse:
    [proposed] = with_proposals([rereview])
    context = {
        "rereview": rereview,
        "verdict": proposed.verdict,
        "proposal": proposed.proposal,
        "honour": rereview.honour,
        "falling": falling(rereview.honour),
        "keep_form": KeepForm(needed=_needs_words(rereview)),
        "rectify_form": RectifyForm(initial=_asked_before(rereview)),
        "revocation": urlencode({"reason": reason_to_revoke(rereview)}),
        "others": rereview.honour.rereviews.exclude(pk=rereview.pk),
        "today": today(),
        "section": "rereviews",
        **forms,
    }
    return render(request, "evaluation/rereview.html", context)


def _asked_before(rereview: ReReview) -> dict[str, Any]:
    return {"demand": rereview.demand, "due_on": rereview.due_on} if rereview.due_on else {}


def _needs_words(rereview: ReReview) -> bool:
    return bool(why_not(of_keeping([rereview])))


def _narrowed(request: SignedInRequest) -> ReReviewFilter:
    return ReReviewFilter(request.GET, _visible(request))


def _visible(request: SignedInRequest) -> ReReviewQuerySet:
    rereviews = ReReview.objects.visible_to(request.user).with_facts()
    return rereviews.select_related("honour__community", "cycle", "incident", "decided_by")


def _rereview(request: SignedInRequest, pk: int) -> ReReview:
    rereviews = _visible(request).select_related("honour__cycle", "honour__plaque")
    return get_object_or_404(rereviews, pk=pk)


def _to_list(request: SignedInRequest) -> HttpResponse:
    """As it was filtered."""
    query = request.GET.urlencode()
    return redirect(reverse("rereviews") + (f"?{query}" if query else ""))
