"""Reading the chain."""

from dataclasses import dataclass

from django.db import connection


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
