"""What was cleared as personal data: the chain keeps it, as it must, but no page shows it. A file
of the chain does: without it nobody could compute the hashes again."""

from collections.abc import Iterable

from django.db.models import Max

from audit.models import Event

CLEARED = "（已按个人信息保护要求清除）"
CLEARING = "incident_redacted"
_WORDS = {"reason", "reply", "summary", "police_file_number"}


def hide_cleared(events: Iterable[Event]) -> None:
    """In memory: other words in place of what was written before its subject was last cleared."""
    events = list(events)
    clearings = Event.objects.filter(verb=CLEARING, subject__in={e.subject for e in events})
    last = dict(clearings.order_by().values_list("subject").annotate(Max("sequence")))
    for event in events:
        if event.sequence < last.get(event.subject, 0):
            event.data = _without_words(event.data)


def _without_words(data: dict) -> dict:
    return {
        name: _without_words(kept)
        if isinstance(kept, dict)
        else CLEARED
        if name in _WORDS and kept
        else kept
        for name, kept in data.items()
    }
