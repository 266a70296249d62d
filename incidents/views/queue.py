"""The office's queue: what waits for a finding, one screen an incident, and requests to
withdraw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from incidents import actions
from incidents.consequences import consequences_of, on_notice
from incidents.criteria import Proposal
from incidents.forms import FindingForm, KeepForm, RefusalForm, SeenForm, SendBackForm
from incidents.models import Determination, Incident, IncidentQuerySet
from incidents.obstacles import obstacles
from incidents.presenters import facts_in_words, finding_in_words, title_of
from incidents.queries import (
    history,
    open_now,
    others_in_and_around,
    places_named,
    queue_for,
    reconsiderations_for,
    reported_by_themselves,
    with_findings,
    withdrawals_for,
)
from incidents.queue_filter import QueueFilter
from incidents.timeline import last_put_right
from incidents.workflow import State
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.obstacles import on_page
from wufaan.web import form_view, posted, taken

PAGE_SIZE = 50
# In the session: what this person has passed over since they signed in.
PASSED = "passed_over"


@dataclass(frozen=True)
class Decision:
    """One of a page's buttons: what has to be typed in, and what it does."""

    form: type[SeenForm]
    action: Callable[..., Any]


DECISIONS = {
    "confirm": Decision(SeenForm, actions.accept_proposal),
    "other": Decision(FindingForm, actions.determine),
    "send_back": Decision(SendBackForm, actions.return_to_station),
}
ANSWERS = {
    "grant": Decision(SeenForm, actions.grant_withdrawal),
    "refuse": Decision(RefusalForm, actions.refuse_withdrawal),
}
AGAIN = {
    "other": Decision(FindingForm, actions.determine),
    "keep": Decision(KeepForm, actions.keep_finding),
}


@requires(Permission.DETERMINE)
@require_GET
@never_cache
def queue(request: SignedInRequest) -> HttpResponse:
    """Looking at the list lets go of nothing: it may be open beside an incident."""
    waiting = queue_for(request.user)
    narrowed = QueueFilter(request.GET, waiting)
    page = Paginator(narrowed.qs.select_related("community", "station"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    touching = on_notice(waiting)
    listed = set(touching.filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True))
    leases = list(open_now(request.user))
    holders = {lease.incident_id: lease.by for lease in leases}
    for row in page.object_list:
        row.proposed = _in_words(row.proposal)
        row.holder = holders.get(row.pk)
        row.on_notice = row.pk in listed
    context = {
        "page": page,
        "filter": narrowed,
        "count": waiting.count(),
        "touching": touching.count(),
        "waits_since": _day(waiting.first()),
        "leases": leases,
        "own": reported_by_themselves(request.user).count(),
        "withdrawals": withdrawals_for(request.user),
        "reconsiderations": reconsiderations_for(request.user),
        "section": "queue",
    }
    return render(request, "incidents/queue.html", context)


@requires(Permission.DETERMINE)
@form_view
def next_incident(request: SignedInRequest) -> HttpResponse:
    """The next in line; `after` passes that one over. Who comes by the address, without having
    asked for one, finds the queue."""
    if request.method != "POST":
        return redirect("queue")
    after = None
    if request.POST.get("after", "").isdecimal():
        after = get_object_or_404(_incidents(request), pk=request.POST["after"])
        request.session[PASSED] = sorted({*request.session.get(PASSED, []), after.pk})
    incident = _lease_next(request, after)
    if incident and incident == after:
        messages.info(request, "只剩这一件可以认定了。")
    return _to(request, incident)


@requires(Permission.DETERMINE)
@require_POST
def put_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Others may have it: who had it open works on it no longer."""
    incident = get_object_or_404(_incidents(request), pk=pk)
    actions.release(incident=incident, by=request.user)
    messages.success(request, f"{incident.number} 已放回，别人可以办理。")
    return redirect("queue")


@requires(Permission.DETERMINE)
@form_view
@never_cache
def queue_incident(request: SignedInRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(_incidents(request), pk=pk)
    forms, done = _decide(request, incident, DECISIONS)
    if done:
        _tell(request, incident)
        return _to(request, _lease_next(request))
    incident = _incidents(request).get(pk=pk)
    return _page(
        request, "incidents/queue_incident.html", incident, forms, **_opened(request, incident)
    )


@requires(Permission.DETERMINE)
@form_view
@never_cache
def withdrawal(request: SignedInRequest, pk: int) -> HttpResponse:
    """A station's request to withdraw a report: yes, or no with a reason."""
    incident = get_object_or_404(_incidents(request), pk=pk)
    forms, done = _decide(request, incident, ANSWERS)
    if done:
        _tell(request, incident)
        return redirect("queue")
    incident = _incidents(request).get(pk=pk)
    waits = incident.state == State.WITHDRAWING
    return _page(request, "incidents/withdrawal.html", incident, forms, waits=waits)


@requires(Permission.DETERMINE)
@form_view
@never_cache
def determine_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new finding on what was determined before. The earlier ones stay on record. Where the
    station asked for it, the finding may be kept too."""
    incident = get_object_or_404(_incidents(request), pk=pk)
    forms, done = _decide(request, incident, AGAIN)
    if done:
        _tell(request, incident)
        return redirect("queue-incident", pk)
    incident = _incidents(request).get(pk=pk)
    if incident.state == State.SUBMITTED:
        return redirect("queue-incident", pk)
    in_the_way = on_page(obstacles("determine", incident), request.user)
    asked = getattr(incident.found[-1], "reconsideration", None) if incident.found else None
    in_the_way |= {"asked": asked}
    return _page(request, "incidents/determine_again.html", incident, forms, **in_the_way)


def _day(incident: Incident | None) -> date | None:
    return localdate(incident.reported_at) if incident else None


def _decide(
    request: SignedInRequest, incident: Incident, decisions: Mapping[str, Decision]
) -> tuple[dict[str, SeenForm], bool]:
    """The page's forms by their verb, and whether what was sent has been done. A form sent
    twice has been done."""
    data = posted(request)
    verb = data.get("verb") if data else None
    forms = {
        name: decision.form(data if name == verb else None, auto_id=f"{name}_%s")
        for name, decision in decisions.items()
    }
    if request.method != "POST" or verb not in forms or not forms[verb].is_valid():
        return forms, False
    given = {"incident": incident, "by": request.user, **forms[verb].arguments()}
    return forms, bool(taken(forms[verb], decisions[verb].action, **given))


def _opened(request: SignedInRequest, incident: Incident) -> dict[str, Any]:
    """Who opens a page of the queue has the incident for a while, or is told why not."""
    try:
        lease = actions.lease(incident=incident, by=request.user)
    except DomainError as error:
        return {"obstacle": str(error)}
    behind = queue_for(request.user).exclude(pk=incident.pk).count()
    return {"lease": lease, "behind": behind}


def _page(
    request: SignedInRequest,
    template: str,
    incident: Incident,
    forms: Mapping[str, SeenForm],
    **context: Any,
) -> HttpResponse:
    for form in forms.values():
        form.show(incident.version)
    consequences = consequences_of(incident)
    others = consequences and others_in_and_around(
        incident, request.user, consequences.first, consequences.last
    )
    proposal = incident.proposal
    told = history(incident) if incident.version else []
    context |= {
        "incident": incident,
        "put_right": last_put_right(told, places_named(told)),
        "facts": facts_in_words(incident),
        "proposal": proposal,
        "proposed": _in_words(proposal),
        "criterion_title": title_of(proposal.criterion),
        "consequences": consequences,
        "others": others,
        "forms": forms,
        "section": "queue",
    }
    return render(request, template, context)


def _tell(request: SignedInRequest, incident: Incident) -> None:
    """What was decided just now, with the way back to it."""
    incident = _incidents(request).get(pk=incident.pk)
    finding = f"：{_in_words(incident.found[-1])}" if incident.state == State.DETERMINED else ""
    link = reverse("queue-incident", args=[incident.pk])
    text = '{}{}，{}{}。<a href="{}">{}</a>'
    said = incident.community.name, incident.get_kind_display(), incident.get_state_display()
    messages.success(request, format_html(text, *said, finding, link, f"再看 {incident.number}"))


def _lease_next(request: SignedInRequest, after: Incident | None = None) -> Incident | None:
    passed = request.session.get(PASSED, [])
    return actions.lease_next(after=after, passed=passed, by=request.user)


def _to(request: SignedInRequest, incident: Incident | None) -> HttpResponse:
    if incident:
        return redirect("queue-incident", incident.pk)
    messages.info(request, "现在没有您可以认定的案（事）件了。")
    return redirect("queue")


def _in_words(finding: Proposal | Determination) -> str:
    return finding_in_words(finding.criterion, finding.counts)


def _incidents(request: SignedInRequest) -> IncidentQuerySet:
    visible = Incident.objects.visible_to(request.user)
    return with_findings(visible).select_related(
        "community__parent", "community__township", "station", "reported_by"
    )
