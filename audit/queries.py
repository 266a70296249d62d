"""Reading the chain."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from audit.models import Event, EventQuerySet


@dataclass(frozen=True)
class ChainState:
    """`broken_at` is the sequence number of the first event that does not follow from the one
    before it, None where the whole chain holds. Whoever notes `length` and `head` elsewhere can
    later prove that nothing was cut off the end."""

    length: int
    head: str
    broken_at: int | None


def verify_chain() -> ChainState:
    """Recompute every hash, in PostgreSQL, in one pass."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH linked AS (
                SELECT e.*,
                       row_number() OVER (ORDER BY sequence) AS expected_sequence,
                       lag(hash, 1, repeat('0', 64)) OVER (ORDER BY sequence) AS expected_previous
                  FROM audit_event e
            )
            SELECT count(*),
                   coalesce((array_agg(hash ORDER BY sequence DESC))[1], repeat('0', 64)),
                   min(sequence) FILTER (
                       WHERE sequence <> expected_sequence
                          OR previous_hash <> expected_previous
                          OR hash <> audit_event_hash(
                              sequence, at, actor, verb, subject, data, previous_hash))
              FROM linked
            """
        )
        return ChainState(*cursor.fetchone())


@dataclass(frozen=True)
class Page:
    """Some events, the latest first, and the number from which the next page goes on."""

    events: list[Event]
    next_before: int | None


def page_of(events: EventQuerySet, *, before: int | None, size: int) -> Page:
    """Goes by number, not by counting: the last page is as quick as the first."""
    events = events.order_by("-sequence")
    if before is not None:
        events = events.filter(sequence__lt=before)
    rows = list(events[: size + 1])
    return Page(rows[:size], rows[size - 1].sequence if len(rows) > size else None)


def count_up_to(events: EventQuerySet, most: int) -> int:
    """How many there are, or `most` + 1: counting on would take too long."""
    return events.order_by()[: most + 1].count()


def with_text(events: EventQuerySet) -> EventQuerySet:
    """With `text`: the data letter by letter as it went into the hash."""
    return events.order_by("sequence").annotate(text=Cast("data", TextField()))
