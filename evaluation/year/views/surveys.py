"""Satisfaction: the list of a year, one community's figures, the list as a file."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.models import Community
from evaluation.year import actions, surveys
from evaluation.year.filters.surveys import SurveyFilter
from evaluation.year.forms.verdicts import SurveyForm
from evaluation.year.models import Cycle
from evaluation.year.obstacles import of_surveying
from evaluation.year.rules import SATISFACTION_PERCENT
from evaluation.year.satisfaction import FEW
from evaluation.year.surveys import figures
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.obstacles import why_not
from wufaan.web import attempt, form_view, posted, send_file

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def current(request: SignedInRequest) -> HttpResponse:
    """Leads to the year that is under way."""
    cycle = Cycle.objects.visible_to(request.user).current()
    if cycle is None:
        return render(request, "evaluation/surveys.html", {"section": "cycles"})
    return redirect("surveys-year", cycle.year)


@requires(Permission.SEE_CYCLES)
@require_GET
def of_year(request: SignedInRequest, year: int) -> HttpResponse:
    cycle = the_cycle(request, year)
    narrowed = _narrowed(request, cycle)
    rows = narrowed.qs.select_related("township").order_by("township__code", "code")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(surveys.asked(page.object_list, year))
    context = {
        "section": "cycles",
        "cycle": cycle,
        "years": Cycle.objects.visible_to(request.user).values_list("year", flat=True),
        "filter": narrowed,
        "facets": narrowed.facets("condition"),
        "totals": surveys.totals(narrowed.without("condition")),
        "page": page,
        "standard": SATISFACTION_PERCENT,
        "few": FEW,
        "stopped": (stopped := why_not(of_surveying(cycle))),
        "may_survey": not stopped and request.user.can(Permission.RUN_CYCLE),
    }
    return render(request, "evaluation/surveys.html", context)


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest, year: int, format: str) -> HttpResponseBase:
    """What is filtered, in the columns that the import takes back."""
    found = _narrowed(request, the_cycle(request, year)).qs.order_by("code")
    return send_file(
        request,
        partial(surveys.as_file, found, year),
        format,
        name=f"{year}年度满意度",
        listed_at=reverse("surveys-year", args=[year]),
    )


@requires(Permission.RUN_CYCLE)
@form_view
def survey(request: SignedInRequest, year: int, code: str) -> HttpResponse:
    cycle = the_cycle(request, year)
    community = get_object_or_404(Community.objects.visible_to(request.user).coded([code]))
    there = cycle.surveys.filter(community=community).first()
    form = SurveyForm(posted(request), initial=figures(there))
    if request.method == "POST" and form.is_valid():
        place: dict[str, Any] = {"cycle": cycle, "community": community}
        if attempt(form, actions.record_survey, by=request.user, **place, **form.cleaned_data):
            messages.success(request, f"“{community.name}”的满意度已登记，重新评估之后计入结果。")
            return redirect("surveys-year", year)
    context = {
        "section": "cycles",
        "cycle": cycle,
        "community": community,
        "form": form,
        "there": there,
        "stopped": why_not(of_surveying(cycle)),
        "back": reverse("surveys-year", args=[year]),
    }
    return render(request, "evaluation/survey.html", context)


def _narrowed(request: SignedInRequest, cycle: Cycle) -> SurveyFilter:
    return SurveyFilter(request.GET, surveys.surveyed(cycle, request.user), user=request.user)
