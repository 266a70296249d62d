"""Police stations, which the office and the administrator keep, and property companies."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities import actions
from communities.export import companies_file, stations_file
from communities.forms import (
    CompanyForm,
    CompanyNameForm,
    StationClosingForm,
    StationForm,
    StationNameForm,
)
from communities.models import PropertyCompany, Station
from communities.queries import companies_with_counts, stations_with_counts
from wufaan.access import requires
from wufaan.clock import today
from wufaan.web import attempt, form_view, in_two_steps, posted, send_file

PAGE_SIZE = 50


@requires(Permission.KEEP_STATIONS)
@require_safe
def stations(request: SignedInRequest) -> HttpResponse:
    rows = stations_with_counts(request.user)
    return _list(request, rows, "communities/stations.html", "stations")


@requires(Permission.KEEP_STATIONS)
@require_safe
def export_stations(request: SignedInRequest, format: str) -> HttpResponseBase:
    rows = stations_with_counts(request.user)
    return _file(request, partial(stations_file, rows), format, "stations")


@requires(Permission.KEEP_STATIONS)
@form_view
def add_station(request: SignedInRequest) -> HttpResponse:
    return _add(request, StationForm, actions.add_station, "stations", "登记派出所")


@requires(Permission.KEEP_STATIONS)
@form_view
def rename_station(request: SignedInRequest, pk: int) -> HttpResponse:
    station = get_object_or_404(Station.objects.visible_to(request.user), pk=pk)
    form = StationNameForm(posted(request), initial={"name": station.name})
    named = {"station": station}
    return _rename(request, form, actions.rename_station, named, "stations")


@requires(Permission.KEEP_STATIONS)
@form_view
def close_station(request: SignedInRequest, pk: int) -> HttpResponse:
    """Into which one, or none, and on which day; then what will follow; then done."""
    station = get_object_or_404(Station.objects.visible_to(request.user), pk=pk)
    form = StationClosingForm(posted(request), station=station, initial={"on": today()})
    check, action = actions.check_may_close_station, actions.close_station
    done, confirming = in_two_steps(request, form, check, action, station=station)
    if done:
        messages.success(request, f"“{done.name}”{done.how_closed}。")
        return redirect("stations")
    places = station.communities.count()
    context = {"section": "stations", "station": station, "form": form, "confirming": confirming}
    return render(request, "communities/station_closing.html", context | {"places": places})


@requires(Permission.SEE_REGISTRY)
@require_safe
def companies(request: SignedInRequest) -> HttpResponse:
    rows = companies_with_counts(request.user)
    return _list(request, rows, "communities/companies.html", "registry")


@requires(Permission.SEE_REGISTRY)
@require_safe
def export_companies(request: SignedInRequest, format: str) -> HttpResponseBase:
    rows = companies_with_counts(request.user)
    return _file(request, partial(companies_file, rows), format, "companies")


@requires(Permission.KEEP_REGISTRY)
@form_view
def add_company(request: SignedInRequest) -> HttpResponse:
    return _add(request, CompanyForm, actions.add_company, "companies", "登记物业企业")


@requires(Permission.KEEP_REGISTRY)
@form_view
def rename_company(request: SignedInRequest, pk: int) -> HttpResponse:
    company = get_object_or_404(PropertyCompany.objects.visible_to(request.user), pk=pk)
    form = CompanyNameForm(posted(request), initial={"name": company.name})
    named = {"company": company}
    return _rename(request, form, actions.rename_company, named, "companies")


# The name of a list's address → what the list is called.
_LISTS = {"stations": "派出所", "companies": "物业企业"}


def _list(
    request: SignedInRequest, rows: QuerySet[Any], template: str, section: str
) -> HttpResponse:
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, template, {"page": page, "section": section})


def _file(
    request: SignedInRequest, make: Callable[..., Any], format: str, name: str
) -> HttpResponseBase:
    return send_file(request, make, format, name=_LISTS[name], listed_at=reverse(name))


def _add(
    request: SignedInRequest,
    make: type[StationForm] | type[CompanyForm],
    action: Callable[..., Station | PropertyCompany],
    name: str,
    title: str,
) -> HttpResponse:
    form = make(posted(request))
    if request.method == "POST" and form.is_valid():
        added = attempt(form, action, by=request.user, **form.cleaned_data)
        if added:
            messages.success(request, f"已登记“{added.name}”。")
            return redirect(name)
    return _page(request, form, name, title)


def _rename(
    request: SignedInRequest,
    form: BaseForm,
    action: Callable[..., Any],
    named: dict[str, Any],
    name: str,
) -> HttpResponse:
    (thing,) = named.values()
    sent = request.method == "POST" and form.is_valid()
    if sent and attempt(form, action, by=request.user, **named, **form.cleaned_data):
        messages.success(request, "已保存。")
        return redirect(name)
    return _page(request, form, name, f"更改“{thing.name}”的名称")


def _page(request: SignedInRequest, form: BaseForm, name: str, title: str) -> HttpResponse:
    context = {
        "section": "stations" if name == "stations" else "registry",
        "title": title,
        "form": form,
        "back": reverse(name),
        "list_label": _LISTS[name],
    }
    return render(request, "communities/form.html", context)
