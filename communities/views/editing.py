"""The office registers communities and puts right what the registry says of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities import actions
from communities.forms import (
    AddCompoundForm,
    AddPlaceForm,
    ChangeCompoundForm,
    ChangePlaceForm,
    ReasonForm,
    initial_of,
)
from communities.models import Community, CommunityKind
from communities.obstacles import of_adding_to, of_changing
from communities.queries import detail_of
from communities.views.registry import render_list, visible_community
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, posted


@requires(Permission.KEEP_REGISTRY)
@form_view
def add(request: SignedInRequest) -> HttpResponse:
    """A village or neighbourhood; compounds are added from the place in which they lie."""
    form = AddPlaceForm(posted(request))
    if request.method == "POST" and form.is_valid():
        added = attempt(form, actions.add_place, by=request.user, **form.cleaned_data)
        if added:
            return _saved(request, added, "已登记")
    context = {"title": "登记行政村或社区", "form": form, "back": reverse("registry")}
    return _page(request, context)


@requires(Permission.KEEP_REGISTRY)
@form_view
def add_compound(request: SignedInRequest, code: str) -> HttpResponse:
    parent = visible_community(request, code)
    form = AddCompoundForm(posted(request), initial={"station": parent.station})
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        added = attempt(form, actions.add_compound, parent=parent, by=request.user, **fields)
        if added:
            return _saved(request, added, "已登记")
    context = {"title": "登记小区", "form": form, "place": parent}
    context |= {"note": f"在{parent.name}辖区内，保存时编代码。"}
    return _page(request, context | on_page(of_adding_to(parent), request.user))


@requires(Permission.KEEP_REGISTRY)
@form_view
def change(request: SignedInRequest, code: str) -> HttpResponse:
    community = visible_community(request, code)
    make = ChangeCompoundForm if community.parent_id else ChangePlaceForm
    form = make(posted(request), initial=initial_of(community))
    if request.method == "POST" and form.is_valid():
        fields = {"kind": CommunityKind.COMPOUND} | form.cleaned_data
        changed = attempt(form, actions.change, community=community, by=request.user, **fields)
        if changed:
            return _saved(request, changed, "已保存")
    context = {"title": "修改登记信息", "form": form, "place": community}
    return _page(request, context | on_page(of_changing(community), request.user))


@requires(Permission.KEEP_REGISTRY)
@form_view
def participation(request: SignedInRequest, code: str) -> HttpResponse:
    """With a reason it takes the community out, with `include=1` back in. A refused reason comes
    back in the form."""
    community = visible_community(request, code)
    if request.POST.get("include") == "1":
        return _take(request, community, actions.include)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"community": community, "by": request.user, **form.cleaned_data}
        if attempt(form, actions.exclude, **given):
            return _back(request, community)
    return render_list(request, detail_of(community, request.user) | {"reason_form": form})


def _take(
    request: SignedInRequest, community: Community, action: Callable[..., Any]
) -> HttpResponse:
    try:
        action(community=community, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return _back(request, community)


def _saved(request: SignedInRequest, community: Community, what: str) -> HttpResponse:
    messages.success(request, f"{what}“{community.name}”，代码 {community.code}。")
    return redirect("registry-community", community.code)


def _back(request: SignedInRequest, community: Community) -> HttpResponse:
    """To the community, with the list as it was filtered."""
    query = request.GET.urlencode()
    return redirect(
        reverse("registry-community", args=[community.code]) + (f"?{query}" if query else "")
    )


def _page(request: SignedInRequest, context: dict[str, Any]) -> HttpResponse:
    if place := context.get("place"):
        context["back"] = reverse("registry-community", args=[place.code])
    return render(request, "communities/form.html", {"section": "registry", **context})
