"""What every test has."""

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
