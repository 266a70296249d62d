"""The list of incidents, the page of one, and the list as a file."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from incidents.export import incident_file
from incidents.filters import IncidentFilter
from incidents.presenters import facts_in_words
from incidents.queries import FINDING_SHOWN, history, listed, places_named, visible
from incidents.timeline import judged, next_step, proposed, timeline
from wufaan.access import requires
from wufaan.clock import today
from wufaan.web import send_file

PAGE_SIZE = 50


@requires(Permission.SEE_INCIDENTS)
@require_GET
def incidents(request: SignedInRequest) -> HttpResponse:
    narrowed = IncidentFilter(request.GET, listed(request.user), user=request.user)
    page = Paginator(narrowed.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "section": "incidents",
        "filter": narrowed,
        "page": page,
        "facets": narrowed.facets("state"),
        "place": narrowed.place,
    }
    return render(request, "incidents/incidents.html", context)


@requires(Permission.SEE_INCIDENTS)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    """Exactly what the list shows under the same filters."""
    narrowed = IncidentFilter(request.GET, listed(request.user), user=request.user)
    return send_file(
        request,
        partial(incident_file, narrowed.qs),
        format,
        name=f"案（事）件{today():%Y%m%d}",
        listed_at=reverse("incidents"),
    )


@requires(Permission.SEE_INCIDENTS)
@require_GET
def incident(request: SignedInRequest, pk: int, reported: bool = False) -> HttpResponse:
    """`reported`: it went on record a moment ago."""
    incident = get_object_or_404(visible(request.user), pk=pk)
    finding = incident.determinations.select_related(*FINDING_SHOWN).last()
    asked = getattr(finding, "reconsideration", None)
    told = history(incident)
    context = {
        "section": "incidents",
        "incident": incident,
        "facts": facts_in_words(incident),
        "proposal": proposed(incident.proposal),
        "finding": finding,
        "found": finding and judged(finding, finding.reason),
        "timeline": timeline(told, places_named(told)),
        "reported": reported,
        "asked": asked,
        "next": next_step(incident, request.user, asked),
    }
    return render(request, "incidents/incident.html", context)
