"""一村一档: one community, everything on record, as a page to read and to print."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.overview.dossier import Dossier, current_cycle, places_for
from wufaan.access import requires


@requires(Permission.SEE_REGISTRY)
@require_GET
def dossier(request: SignedInRequest, code: str) -> HttpResponse:
    community = get_object_or_404(places_for(request.user).coded([code]))
    context = {
        "dossier": Dossier(community, request.user, current_cycle(request.user)),
        "community": community,
        "section": "registry",
    }
    return render(request, "evaluation/dossier.html", context)
