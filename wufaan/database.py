"""What Django's ORM has no word for."""

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Wait until no other transaction is inside this section; it ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
