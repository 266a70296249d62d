"""What every test has."""

import pytest
from django.db import connection
from django.test import TransactionTestCase

from accounts.models import User
from evaluation.models import CalendarDay

FILLED_BY_MIGRATIONS = [User, CalendarDay]


@pytest.fixture(scope="session", autouse=True)
def flush_may_empty_append_only_tables(django_db_setup, django_db_blocker):
    """Between transactional tests Django empties every table, which the audit chain refuses;
    and what migrations filled in must be there again."""
    flush = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        rows = {model: list(model.objects.all()) for model in FILLED_BY_MIGRATIONS}

    def unguarded_flush(case):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        try:
            flush(case)
            for model in FILLED_BY_MIGRATIONS:
                model.objects.bulk_create(rows[model])
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET session_replication_role = origin")

    TransactionTestCase._fixture_teardown = unguarded_flush
    yield
    TransactionTestCase._fixture_teardown = flush
