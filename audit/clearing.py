"""What was cleared as personal data: the chain keeps it, as it must, but no page shows it. A file
of the chain does: without it nobody could compute the hashes again."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Max

from audit.models import Event
from audit.words import VERBS

CLEARED = "（已按个人信息保护要求清除）"


def hide_cleared(events: Iterable[Event]) -> None:
    """In memory: other words in place of what was written before its subject was last cleared."""
    events = list(events)
    for name, verb in VERBS.items():
        if verb.clears:
            _hide(events, name, verb.clears)


def _hide(events: list[Event], verb: str, words: Collection[str]) -> None:
    clearings = Event.objects.filter(verb=verb, subject__in={e.subject for e in events})
    last = dict(clearings.order_by().values_list("subject").annotate(Max("sequence")))
    for event in events:
        if event.sequence < last.get(event.subject, 0):
            event.data = _without(event.data, words)


def _without(data: dict[str, Any], words: Collection[str]) -> dict[str, Any]:
    return {
        name: _without(kept, words)
        if isinstance(kept, dict)
        else CLEARED
        if name in words and kept
        else kept
        for name, kept in data.items()
    }
