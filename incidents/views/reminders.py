"""What each station is to be reminded of, as texts to copy."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.models import Station
from incidents.station_work import in_words_of, waiting_for_answer_by
from wufaan.access import requires
from wufaan.clock import today
from wufaan.days import in_words


@requires(Permission.DETERMINE)
@require_GET
def reminders(request: SignedInRequest) -> HttpResponse:
    """In the order of their codes: nobody is ranked. What is left of one that has become
    part of another is told to that one."""
    stations = Station.objects.visible_to(request.user).order_by("code")
    told = {
        station: f"{station.name}：截至{in_words(today())}，下列事项请尽快办理。\n"
        f"{in_words_of(groups)}\n如实报告从不受处罚。"
        for station, groups in waiting_for_answer_by(stations, today()).items()
    }
    context = {"section": "returns", "told": told, "has_stations": stations.exists()}
    return render(request, "incidents/reminders.html", context)
