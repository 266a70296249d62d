"""Counting queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries(client, path: str) -> int:
    """How many queries a page takes, once it has been seen (the first visit fills caches)."""
    assert client.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as captured:
        b"".join(client.get(path))  # a streamed export has to be read to its end
    return len(captured)
