"""Where an officer begins: what waits for the station, and what it did lately."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.models import Community, Station
from incidents.queries import asked_lately, listed
from incidents.station_work import waiting_at
from wufaan.access import requires
from wufaan.clock import today

RECENT = timedelta(days=30)


@requires(Permission.REPORT_INCIDENT)
@require_GET
def station(request: SignedInRequest) -> HttpResponse:
    stations = list(Station.objects.visible_to(request.user))
    own = next((s for s in stations if s.code == request.user.station_code), None)
    incidents = listed(request.user)
    waiting = waiting_at(stations, today())
    context = {
        "section": "station",
        "station": own,
        "has_places": Community.objects.visible_to(request.user).exists(),
        "waiting": [(at, one) for at, told in waiting.items() for _, some in told for one in some],
        "withdrawing": incidents.withdrawing(),
        "reconsiderations": asked_lately(request.user, today() - RECENT),
        "since": today() - RECENT,
        "recent": incidents.occurred_between(today() - RECENT, today()),
    }
    return render(request, "incidents/station.html", context)
