"""Tests run on the real PostgreSQL and the real Valkey: those given by DATABASE_URL and
REDIS_URL, or embedded ones in a folder of their own."""

import os
from pathlib import Path

# Before Django reads its settings; the working copy's own var/ is left alone.
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Static files by their plain names: there is no collectstatic before a test.
os.environ.setdefault("DEBUG", "1")

import pytest
from django.db import connection
from django.test import TransactionTestCase


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_append_only_tables():
    """Between transactional tests Django empties every table, which the audit chain refuses."""
    flush = TransactionTestCase._fixture_teardown

    def unguarded_flush(case):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            flush(case)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = origin")

    TransactionTestCase._fixture_teardown = unguarded_flush
    yield
    TransactionTestCase._fixture_teardown = flush
