"""Whether a job is being worked on, told by PostgreSQL: the worker holds an advisory lock on its
connection, so the lock is gone the moment the worker is, however it ended."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# The first half of the lock's key; the second is the job's id.
_NAMESPACE = 0x10B


@contextmanager
def job_lock(job_id: int) -> Iterator[bool]:
    """Yields whether this process got the job. Held until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_NAMESPACE, job_id])
        (acquired,) = cursor.fetchone()
    try:
        yield acquired
    finally:
        if acquired:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_NAMESPACE, job_id])
