import pytest
from django.db import connection
from django.urls import reverse

from wufaan import broker

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    """A worker's last sign of life, and none when the test is over."""
    broker.beat()
    yield
    with broker.client() as client:
        client.delete(broker._HEARTBEAT_KEY)


def ready(client) -> tuple[int, set[str]]:
    """The status, and what is missing by name."""
    answer = client.get(reverse("readyz"))
    return answer.status_code, {name for name, ok in answer.json().items() if not ok}


def test_a_process_that_answers_is_up(client):
    assert client.get(reverse("healthz")).json() == {"ok": True}


def test_it_is_ready_when_all_it_needs_answers(client, worker):
    assert ready(client) == (200, set())


def test_without_a_worker_it_is_not_ready(client):
    assert ready(client) == (503, {"ok", "worker"})


def test_a_worker_that_falls_silent_is_given_up(client, worker):
    with broker.client() as c:
        assert 0 < c.ttl(broker._HEARTBEAT_KEY) <= 15


def test_without_a_broker_it_is_not_ready_and_says_so(client, settings):
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert ready(client) == (503, {"ok", "broker", "worker"})


def test_a_migration_that_was_not_applied_is_noticed(client, worker):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert ready(client) == (503, {"ok", "migrations"})
