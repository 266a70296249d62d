"""The registry: its list, one community beside it, and the list as a file."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.export import registry_file
from communities.filters import CommunityFilter
from communities.forms import ReasonForm
from communities.models import Community
from communities.queries import detail_of
from wufaan.access import requires
from wufaan.web import send_file

PAGE_SIZE = 50


@requires(Permission.SEE_REGISTRY)
@require_safe
def registry(request: SignedInRequest) -> HttpResponse:
    return render_list(request)


@requires(Permission.SEE_REGISTRY)
@require_safe
def community(request: SignedInRequest, code: str) -> HttpResponse:
    """The list with this community open beside it; on a phone only the community."""
    return render_list(request, detail_of(visible_community(request, code), request.user))


@requires(Permission.SEE_REGISTRY)
@require_safe
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    """What is filtered, in the columns that the import takes back."""
    return send_file(
        request,
        partial(registry_file, _narrowed(request).qs),
        format,
        name="名录",
        listed_at=reverse("registry"),
    )


def render_list(request: SignedInRequest, detail: dict[str, Any] | None = None) -> HttpResponse:
    narrowed = _narrowed(request)
    listed = narrowed.qs.select_related("township", "station", "property_company")
    context = {
        "section": "registry",
        "filter": narrowed,
        "page": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page")),
        "reason_form": ReasonForm(),
        **(detail or {}),
    }
    return render(request, "communities/registry.html", context)


def visible_community(request: SignedInRequest, code: str) -> Community:
    communities = Community.objects.visible_to(request.user).select_related(
        "township", "station", "parent", "property_company", "successor", "split_from"
    )
    return get_object_or_404(communities.coded([code]))


def _narrowed(request: SignedInRequest) -> CommunityFilter:
    communities = Community.objects.visible_to(request.user)
    return CommunityFilter(request.GET, communities, user=request.user)
