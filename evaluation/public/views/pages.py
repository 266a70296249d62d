"""Where the public comes in, and how a community is named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from evaluation.notice.models import Notice
from evaluation.notice.objection_period import with_phase
from evaluation.year.models import Cycle
from evaluation.year.rules import NOTICE_DAYS, SATISFACTION_PERCENT
from incidents.criteria import CRITERIA
from wufaan.access import public
from wufaan.clock import today
from wufaan.web import cacheable


@public
@require_safe
@cacheable
def home(request: HttpRequest) -> HttpResponse:
    current = Notice.objects.before_their_lists().select_related("cycle").with_kept()
    context = {
        "notices": with_phase(current.order_by("-cycle__year"), today()),
        "years": Cycle.objects.published().with_named().order_by("-year"),
    }
    return render(request, "evaluation/home.html", context)


@public
@require_safe
@cacheable
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page that is no search and no single place or certificate."""
    context = {
        "notices": Notice.objects.select_related("cycle").order_by("-cycle__year", "position"),
        "years": Cycle.objects.published().order_by("-year"),
    }
    return render(request, "evaluation/site_map.html", context)


@public
@require_safe
@cacheable
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "evaluation/accessibility.html")


@public
@require_safe
@cacheable
def how(request: HttpRequest) -> HttpResponse:
    context = {
        "criteria": CRITERIA.values(),
        "satisfaction": SATISFACTION_PERCENT,
        "notice_days": NOTICE_DAYS,
    }
    return render(request, "evaluation/how.html", context)
