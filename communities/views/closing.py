"""Moving, merging and dissolving in guided steps. Each step has its own address (the choice is in
the query), so that the back button and a reload do what they seem to; only confirming writes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities import actions
from communities.forms import DissolveForm, MergeForm, MoveForm, SearchForm
from communities.models import Community
from communities.obstacles import of_being_moved, of_ending, of_going
from communities.queries import (
    merge_candidates,
    mergeable,
    village_candidates,
    villages,
)
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
        "stopped": why_not(of_going(community)),
    }
    check, action = actions.check_may_merge, actions.merge
    return _step(request, community, form, check, action, "communities/merge.html", context)


@requires(Permission.KEEP_REGISTRY)
@form_view
def move(request: SignedInRequest, code: str) -> HttpResponse:
    community = visible_community(request, code)
    candidates = villages(request.user)
    form = MoveForm(_choice(request), initial=_initial(request), candidates=candidates)
    search = SearchForm(request.GET)
    context = {
        "search": search,
        "offered": village_candidates(community, search.tidy(), request.user),
        "chosen": form["into"].value(),
        "stopped": why_not(of_being_moved(community)),
    }
    check, action = actions.check_may_move, actions.move
    return _step(request, community, form, check, action, "communities/move.html", context)


@requires(Permission.KEEP_REGISTRY)
@form_view
def dissolve(request: SignedInRequest, code: str) -> HttpResponse:
    community = visible_community(request, code)
    form = DissolveForm(_choice(request), initial=_initial(request))
    check, action = actions.check_may_dissolve, actions.dissolve
    context = {"stopped": why_not(of_ending(community, today()))}
    return _step(request, community, form, check, action, "communities/dissolve.html", context)


def _choice(request: SignedInRequest) -> QueryDict | None:
    """What was chosen so far: sent to be confirmed, or in the address. Looking for another place
    is no choice yet."""
    in_address = request.GET if "on" in request.GET and "find" not in request.GET else None
    return posted(request) or in_address


def _initial(request: SignedInRequest) -> dict[str, Any]:
    """A step back, or a look for another place, keeps what was chosen."""
    return {"on": today(), **request.GET.dict()}


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
        messages.success(request, f"“{community.name}”已办理{_DONE[action]}。")
        return redirect("registry-community", community.code)
    allowed = bool(choice) and attempt(form, _allowed, check=check, **choice)
    context |= {
        "section": "registry",
        "place": community,
        "form": form,
        "step": 2 if allowed else 1,
        "inside": community.compounds.existing(),
        "told": told_on_closing(community, choice["on"]) if allowed else [],
    }
    return render(request, template, context)


# What is done, in a word.
_DONE = {actions.merge: "撤并", actions.dissolve: "撤并", actions.move: "划转"}

# What a check looks at.
_CHECKED = ("community", "into", "on")


def _allowed(*, check: Callable[..., Any], **choice: Any) -> bool:
    check(**{name: choice[name] for name in _CHECKED if name in choice})
    return True
