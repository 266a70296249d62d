"""Two at once, one of whom waits in the database."""

from django.db import connection


def somebody_waits() -> bool:
    """For what another has not yet let go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]
