"""Merging and dissolving in guided steps. Each step has its own address (the choice is in the
query), so that the back button and a reload do what they seem to; only confirming writes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities import actions
from communities.forms import DissolveForm, MergeForm, SearchForm
from communities.models import Community
from communities.obstacles import of_ending
from communities.queries import merge_candidates, mergeable
from communities.signals import told_on_closing
from communities.views.registry import visible_community
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import why_not
from wufaan.web import attempt, form_view, posted


@requires(Permission.KEEP_REGISTRY)
@form_view
def merge(request: SignedInRequest, code: str) -> HttpResponse:
    community = visible_community(request, code)
    candidates = mergeable(community, request.user)
    form = MergeForm(_choice(request), initial=_initial(request), candidates=candidates)
    search = SearchForm(request.GET)
    context = {
        "search": search,
        "offered": merge_candidates(community, search.tidy(), request.user),
        "chosen": form["into"].value(),
    }
    check, action = actions.check_may_merge, actions.merge
    return _step(request, community, form, check, action, "communities/merge.html", context)


@requires(Permission.KEEP_REGISTRY)
@form_view
def dissolve(request: SignedInRequest, code: str) -> HttpResponse:
    community = visible_community(request, code)
    form = DissolveForm(_choice(request), initial=_initial(request))
    check, action = actions.check_may_dissolve, actions.dissolve
    return _step(request, community, form, check, action, "communities/dissolve.html", {})


def _choice(request: SignedInRequest) -> QueryDict | None:
    """What was chosen so far: sent to be confirmed, or in the address. Looking for another place
    is no choice yet."""
    in_address = request.GET if "on" in request.GET and "find" not in request.GET else None
    return posted(request) or in_address


def _initial(request: SignedInRequest) -> dict[str, Any]:
    """A step back, or a look for another place, keeps what was chosen."""
    return {"into": request.GET.get("into"), "on": request.GET.get("on", today())}


def _step(
    request: SignedInRequest,
    community: Community,
    form: BaseForm,
    check: Callable[..., Any],
    action: Callable[..., Any],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The first step until the choice is one that can be; then what will follow; then done."""
    choice = {"community": community, **form.cleaned_data} if form.is_valid() else {}
    sent = choice and request.method == "POST"
    if sent and attempt(form, action, by=request.user, **choice):
        messages.success(request, f"“{community.name}”已办理撤并。")
        return redirect("registry-community", community.code)
    allowed = bool(choice) and attempt(form, _allowed, check=check, **choice)
    context |= {
        "section": "registry",
        "place": community,
        "form": form,
        "step": 2 if allowed else 1,
        "stopped": why_not(of_ending(community, today())),
        "inside": community.compounds.existing(),
        "told": told_on_closing(community, choice["on"]) if allowed else [],
    }
    return render(request, template, context)


def _allowed(*, check: Callable[..., Any], **choice: Any) -> bool:
    check(**choice)
    return True
