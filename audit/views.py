"""The auditor's screens: search, one event, the chain, a file to take away. Nothing is written."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from audit import presenters
from audit.clearing import hide_cleared
from audit.export import as_file
from audit.filters import EventFilter
from audit.models import Event
from audit.permissions import SEE_AUDIT
from audit.queries import count_up_to, page_of, verify_chain
from audit.subjects import names_of, pointed_at
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.web import send_file

PAGE_SIZE = 50
COUNT_UP_TO = 1_000


@requires(SEE_AUDIT)
@require_GET
def events(request: HttpRequest) -> HttpResponse:
    narrowed = EventFilter(request.GET, Event.objects.all())
    page = page_of(narrowed.qs, before=_before(request), size=PAGE_SIZE)
    lines, _ = _in_words(page.events)
    context = {
        "filter": narrowed,
        "page": page,
        "lines": lines,
        "count": count_up_to(narrowed.qs, COUNT_UP_TO),
        "most": COUNT_UP_TO,
        "section": "audit",
    }
    return render(request, "audit/events.html", context)


@requires(SEE_AUDIT)
@require_GET
def event(request: HttpRequest, sequence: int) -> HttpResponse:
    event = get_object_or_404(Event, sequence=sequence)
    [line], places = _in_words([event])
    context = {
        "event": event,
        "line": line,
        "changes": presenters.changes(event, places),
        "details": presenters.details(event, places),
        "next": Event.objects.filter(sequence=sequence + 1).exists(),
        "section": "audit",
    }
    return render(request, "audit/event.html", context)


@requires(SEE_AUDIT)
@require_GET
@never_cache
def verification(request: HttpRequest) -> HttpResponse:
    """Computes the whole chain again, now."""
    begun = perf_counter()
    chain = verify_chain()
    context = {
        "chain": chain,
        "at": timezone.now(),
        "seconds": perf_counter() - begun,
        "section": "audit",
    }
    return render(request, "audit/verification.html", context)


@requires(SEE_AUDIT)
@require_GET
def export(request: HttpRequest, format: str) -> HttpResponseBase:
    """What is filtered, as a file."""
    return send_file(
        request,
        partial(_file, EventFilter(request.GET, Event.objects.all())),
        format,
        name="审计记录",
        listed_at=reverse("audit"),
    )


def _file(narrowed: EventFilter, format: str) -> Iterator[bytes]:
    if not narrowed.is_valid():
        raise DomainError("筛选条件有误，没有导出。")
    return as_file(narrowed.qs, format)


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isdecimal() else None


def _in_words(events: list[Event]) -> tuple[list[presenters.InWords], presenters.Places]:
    """All of them, and the places that their data points at."""
    hide_cleared(events)
    places = pointed_at(events)
    names = names_of(event.subject for event in events)
    return [presenters.in_words(event, names, places) for event in events], places
