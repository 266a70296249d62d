"""Monthly returns: a station's months, the county's table, and signing."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.models import Station
from communities.period import FIRST_YEAR, year_of
from incidents import actions
from incidents.months import last_over, months_of
from incidents.obstacles import of_signing
from incidents.resources import ReturnResource
from incidents.returns import Cell, cells, of_month
from incidents.station_forms import MonthlyReturnForm
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import why_not
from wufaan.web import attempt, form_view, posted, send_list


@requires(Permission.SEE_INCIDENTS)
@require_GET
def returns(request: SignedInRequest) -> HttpResponse:
    """`?year=`: an evaluation year, the one of the month that ended last unless said."""
    year = _year(request)
    months = months_of(year)
    rows = _rows(request, year)
    context = {
        "section": "returns",
        "year": year,
        "years": [y for y in (year - 1, year + 1) if FIRST_YEAR <= y <= _this_year()],
        "months": months,
        "rows": rows,
        "missing": sum(cell.missing for _, of_station in rows for cell in of_station),
        "own": _begun(rows[0][1]) if len(rows) == 1 and request.user.station_code else None,
    }
    return render(request, "incidents/returns.html", context)


@requires(Permission.SEE_INCIDENTS)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    """A row for each station and month that has begun."""
    rows = _rows(request, _year(request))
    begun = [cell for _, of_station in rows for cell in of_station if cell.month <= today()]
    return send_list(request, ReturnResource, begun, format, listed_at="returns")


def _rows(request: SignedInRequest, year: int) -> list[tuple[Station, list[Cell]]]:
    months = months_of(year)
    stations = Station.objects.visible_to(request.user).existing_on(months[0])
    return cells(stations, months, today())


def _begun(of_station: list[Cell]) -> list[Cell]:
    """The latest first: months to come would stand before the one that is asked for."""
    return [cell for cell in reversed(of_station) if cell.month <= today()]


@requires(Permission.SEE_INCIDENTS)
@form_view
def month_return(request: SignedInRequest, station_code: str, month: date) -> HttpResponse:
    station = get_object_or_404(Station.objects.visible_to(request.user), code=station_code)
    form = MonthlyReturnForm(posted(request))
    if request.method == "POST":
        if not request.user.can(Permission.SIGN_RETURN):
            raise Http404
        if form.is_valid():
            given = {"station": station, "month": month, "seen": form.cleaned_data["seen"]}
            if attempt(form, actions.sign_return, by=request.user, **given):
                messages.success(request, f"{month.year}年{month.month}月已经签字上报。")
                return redirect("returns")
    incidents = list(of_month(station, month))
    ((_, (cell,)),) = cells([station], [month], today())
    context = {
        "section": "returns",
        "station": station,
        "month": month,
        "stopped": why_not(of_signing(station, month, today())),
        "cell": cell,
        "signed": cell.signed,
        "incidents": incidents,
        "form": form,
    }
    return render(request, "incidents/return.html", context)


def _year(request: SignedInRequest) -> int:
    try:
        year: int = forms.IntegerField(min_value=FIRST_YEAR, max_value=_this_year()).clean(
            request.GET.get("year")
        )
    except forms.ValidationError:
        return _this_year()
    return year


def _this_year() -> int:
    return year_of(last_over(today()))
