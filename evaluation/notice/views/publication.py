"""Putting the list of a year before the public."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.models import Objection
from evaluation.notice.obstacles import obstacles
from evaluation.year.models import Cycle
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import on_page
from wufaan.web import form_view, pressed


@requires(Permission.RUN_CYCLE)
@form_view
def publish(request: SignedInRequest, year: int) -> HttpResponse:
    """Says what will follow; the button does it. A second click finds it done."""
    cycle = the_cycle(request, year)
    if request.method == "POST":
        return _publish(request, cycle)
    context = {
        "cycle": cycle,
        "section": "cycles",
        **on_page(obstacles(cycle, "publish", today()), request.user),
        "named": cycle.honours.count(),
        "contacts": Objection.objects.filter(notice__cycle=cycle).exclude(contact="").count(),
    }
    return render(request, "evaluation/publish.html", context)


def _publish(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    if not pressed(request, actions.publish, cycle=cycle, by=request.user):
        return redirect("cycle-publish", cycle.year)
    messages.success(request, "年度名单已公布。")
    return redirect("cycle", cycle.year)
