"""Titles: the list, one of them, its end."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.ladder import actions
from evaluation.ladder.corrections import corrections_of, with_corrections
from evaluation.ladder.filters.honours import HonourFilter
from evaluation.ladder.forms.honours import EndForm, RevokeTogetherForm
from evaluation.ladder.obstacles import of_ending
from evaluation.ladder.queries import (
    falling,
    foundations,
    nominations_about,
    resting_on,
)
from evaluation.ladder.resources import HonourResource
from evaluation.streaks.models import Honour, HonourQuerySet
from evaluation.streaks.queries import streaks
from evaluation.year.models import Verdict
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import on_page
from wufaan.web import form_view, in_two_steps, posted, send_list, ticked

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def honours(request: SignedInRequest) -> HttpResponse:
    found, rows = _listed(request)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = with_corrections(page.object_list)
    context = {
        "filter": found,
        "page": page,
        "section": "honours",
    }
    return render(request, "evaluation/honours.html", context)


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    _, rows = _listed(request)
    titles = rows.prefetch_related("reinstatements")
    return send_list(request, HonourResource, titles, format, listed_at="honours", count=rows.count)


@requires(Permission.SEE_CYCLES)
@require_GET
def honour(request: SignedInRequest, pk: int) -> HttpResponse:
    title = the_title(request, pk)
    context = {
        "honour": title,
        "verdict": _verdict_of(title),
        "foundations": foundations(title),
        "streak": streaks([title.community_id], title.year).of(title.community_id, title.level),
        "nominations": nominations_about(title),
        "resting": resting_on(title),
        "rereviews": title.rereviews.all(),
        "reinstatements": with_corrections(
            title.reinstatements.select_related("proposed_by", "decided_by")
        ),
        "corrections": corrections_of(title),
        "section": "honours",
    }
    return render(request, "evaluation/honour.html", context)


@requires(Permission.KEEP_HONOURS)
@form_view
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    return _end(request, pk, actions.revoke, "撤销")


@requires(Permission.KEEP_HONOURS)
@form_view
def void(request: SignedInRequest, pk: int) -> HttpResponse:
    return _end(request, pk, actions.void, "注销")


@requires(Permission.KEEP_HONOURS)
@form_view
def revoke_together(request: SignedInRequest) -> HttpResponse:
    """Those that `?honour=` names, by one document."""
    visible = Honour.objects.visible_to(request.user).filter(pk__in=ticked(request, "honour"))
    titles = list(visible.select_related("community", "plaque").order_by("community__code", "pk"))
    form = RevokeTogetherForm(posted(request), initial={"reason": request.GET.get("reason", "")})
    steps = (actions.check_may_end_together, actions.revoke_together)
    done, confirming = in_two_steps(request, form, *steps, honours=titles)
    if done:
        messages.success(request, f"已撤销称号 {len(done)} 个，公开页面和证书查验页已经注明。")
        return redirect("rereviews")
    context = {
        **on_page((each for title in titles for each in of_ending(title)), request.user),
        "titles": titles,
        "form": form,
        "confirming": confirming,
        "falling": falling(*titles),
        "section": "rereviews",
    }
    return render(request, "evaluation/honours_revoke.html", context)


def _listed(request: SignedInRequest) -> tuple[HonourFilter, HonourQuerySet]:
    found = HonourFilter(request.GET, Honour.objects.visible_to(request.user))
    rows = found.qs.select_related("community", "plaque")
    return found, rows.order_by("-year", "level", "community__code")


def _end(request: SignedInRequest, pk: int, action: Callable[..., Any], word: str) -> HttpResponse:
    """First reason and date, then what will follow, then it is done."""
    title = the_title(request, pk)
    initial = {"on": today(), "reason": request.GET.get("reason", "")}
    form = EndForm(posted(request), initial=initial)
    done, confirming = in_two_steps(request, form, actions.check_may_end, action, honour=title)
    if done:
        messages.success(request, f"称号已{word}，公开页面和证书查验页已经注明。")
        return redirect("honour", pk)
    context = {"honour": title, "form": form, "word": word, "confirming": confirming}
    context |= on_page(of_ending(title), request.user)
    context |= {"falling": falling(title), "section": "honours"}
    return render(request, "evaluation/honour_end.html", context)


def _verdict_of(title: Honour) -> Verdict | None:
    """A county title rests on the result of its year."""
    if not title.cycle:
        return None
    return title.cycle.verdicts.filter(community=title.community_id).first()


def the_title(request: SignedInRequest, pk: int) -> Honour:
    titles = Honour.objects.visible_to(request.user)
    return get_object_or_404(titles.select_related("community", "cycle", "plaque"), pk=pk)
