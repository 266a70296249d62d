"""Choosing the year's models: what is proposed, and what the office ticks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.year import actions
from evaluation.year.exemplars import GROUPS, ORDERS, ranking
from evaluation.year.forms.verdicts import DecisionForm
from evaluation.year.models import Cycle
from evaluation.year.presenters import low_in_words
from evaluation.year.views.common import the_cycle
from evaluation.year.workflow import WORKFLOW
from wufaan.access import requires
from wufaan.web import attempt, form_view, posted

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def exemplars(request: SignedInRequest, year: int) -> HttpResponse:
    return _page(request, the_cycle(request, year))


@requires(Permission.RUN_CYCLE)
@form_view
def choose(request: SignedInRequest, year: int) -> HttpResponse:
    """Marks all that are ticked, or takes that back. A refused choice leaves them ticked."""
    cycle = the_cycle(request, year)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        chosen, codes = form.cleaned_data["act"] == "exemplar", form.cleaned_data["codes"]
        count = attempt(
            form,
            actions.mark_exemplars,
            cycle=cycle,
            codes=codes,
            exemplar=chosen,
            by=request.user,
        )
        if count is not None:
            done = "已选为先进典型" if chosen else "已取消先进典型"
            messages.success(request, f"{done} {count} 个。")
            if chosen and (low := low_in_words(cycle.verdicts.filter(code__in=codes))):
                messages.warning(request, low)
            query = request.GET.urlencode()
            return redirect(reverse("exemplars", args=[year]) + (query and f"?{query}"))
    return _page(request, cycle, form)


def _page(request: SignedInRequest, cycle: Cycle, form: DecisionForm | None = None) -> HttpResponse:
    """`?group=` narrows it down, `?first=` says what comes first, `?select=proposed` ticks the
    proposed ones of this page."""
    group, first = request.GET.get("group", ""), request.GET.get("first", "")
    group, first = group if group in GROUPS else "", first if first in ORDERS else "satisfaction"
    ranked = ranking(cycle, group=group, first=first)
    listed: Any = ranked.candidates  # slices are all that a paginator takes of it
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "section": "cycles",
        "cycle": cycle,
        "ranking": ranked,
        "proposed": ranked.proposed,
        "page": page,
        "form": form,
        "group": group,
        "groups": [(key, label) for key, (label, _) in GROUPS.items()],
        "first": first,
        "orders": [(key, label) for key, (label, _) in ORDERS.items()],
        "ticks_proposed": request.GET.get("select") == "proposed",
        "may_choose": request.user.can(Permission.RUN_CYCLE)
        and WORKFLOW.allows("review", cycle.state),
    }
    return render(request, "evaluation/exemplars.html", context)
