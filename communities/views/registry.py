"""The registry: its list, one community beside it, and the list as a file."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, requires
from communities.filters import CommunityFilter
from communities.models import Community
from communities.queries import detail_of

PAGE_SIZE = 50


@requires(Permission.SEE_REGISTRY)
@require_safe
def registry(request: HttpRequest) -> HttpResponse:
    return render_list(request)


@requires(Permission.SEE_REGISTRY)
@require_safe
def community(request: HttpRequest, code: str) -> HttpResponse:
    """The list with this community open beside it; on a phone only the community."""
    return render_list(request, detail_of(visible_community(request, code), request.user))


def render_list(request: HttpRequest, detail: dict | None = None) -> HttpResponse:
    communities = Community.objects.visible_to(request.user)
    narrowed = CommunityFilter(request.GET, communities, user=request.user)
    rows = narrowed.qs.select_related("township", "station", "property_company")
    context = {
        "section": "registry",
        "filter": narrowed,
        "narrowed": any(request.GET.get(name) for name in narrowed.filters),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        **(detail or {}),
    }
    return render(request, "communities/registry.html", context)


def visible_community(request: HttpRequest, code: str) -> Community:
    communities = Community.objects.visible_to(request.user).select_related(
        "township", "station", "parent", "property_company", "successor"
    )
    return get_object_or_404(communities, code=code)
