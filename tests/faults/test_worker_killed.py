"""A real worker on the real queue, killed in the middle of its work."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from audit.queries import verify_chain
from evaluation import actions as evaluation
from incidents.models import Incident
from jobs import import_actions
from jobs.models import Job
from plaques import tasks
from plaques.models import Bundle, Plaque
from tests.factories import CommunityFactory, TownshipFactory, UserFactory, approved_cycle
from tests.sheets_files import INCIDENT_HEADER, csv_bytes
from wufaan import broker

pytestmark = pytest.mark.django_db(transaction=True)
DEADLINE = 120


@pytest.fixture(autouse=True)
def _empty_queue():
    with broker.client() as client:
        client.flushdb()


@contextmanager
def worker(media):
    """A worker of the deployment on this test's database; killed at the end, with its children."""
    connection.ensure_connection()
    to = connection.connection.info
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{to.user}:{quote(to.password)}@/{to.dbname}"
        f"?host={quote(to.host)}&port={to.port}",
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "SECRET_KEY": "a worker signs nothing",
        "ALLOWED_HOSTS": "localhost",
        "PUBLIC_BASE_URL": settings.PUBLIC_BASE_URL,
        "MEDIA_ROOT": str(media),
    }
    command = [sys.executable, "-m", "celery", "--app", "wufaan", "worker", "--concurrency", "1"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(condition) -> None:
    """Poll a condition of the outside world, up to a deadline that only a failure reaches."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "gave up waiting"
        time.sleep(0.05)


def state_of(job) -> str:
    job.refresh_from_db()
    return job.state


def test_certificates_are_made_once_though_the_worker_was_killed_in_the_middle(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    TownshipFactory()
    for _ in range(3 * tasks.CHUNK):
        CommunityFactory()
    approved_cycle(2025)
    job = Job.objects.get(kind="certificates")
    with worker(tmp_path):
        wait_until(lambda: state_of(job) == "running" and job.done > 0)
    assert Plaque.objects.unmade().exists()
    with worker(tmp_path):
        wait_until(lambda: state_of(job) == "done")
    made = Event.objects.filter(verb="plaque_made").values_list("data__number", flat=True)
    assert sorted(made) == sorted(Plaque.objects.values_list("number", flat=True))
    assert not Plaque.objects.unmade().exists()
    assert Bundle.objects.count() == 1
    assert verify_chain().broken_at is None


def test_an_assessment_that_was_asked_for_while_no_worker_ran_is_done_once(tmp_path):
    CommunityFactory()
    system = User.objects.system()
    cycle = evaluation.open_cycle(year=2025, by=system)
    job = evaluation.request_assessment(cycle=cycle, by=system)
    assert evaluation.request_assessment(cycle=cycle, by=system) == job
    with worker(tmp_path):
        wait_until(lambda: state_of(job) == "done")
    assert Event.objects.filter(verb="cycle_assessed").count() == 1
    assert cycle.verdicts.qualified().count() == 1


def test_a_file_is_imported_once_though_its_worker_was_killed_in_the_middle(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    code, by = CommunityFactory().code, UserFactory(role=Role.OFFICER)
    rows = [[f"A{n}", code, "2025-03-01", "火灾", "", ""] for n in range(3000)]
    content = csv_bytes([INCIDENT_HEADER, *rows])
    found = import_actions.upload(kind="incidents", name="a.csv", content=content, by=by)
    with worker(tmp_path):
        wait_until(lambda: state_of(found) == "checked")
    import_actions.confirm(file_import=found, seen=found.fingerprint, by=by)
    found.refresh_from_db()
    with worker(tmp_path):
        wait_until(lambda: state_of(found.job) == "running")
    assert state_of(found) == "importing"
    assert not Incident.objects.exists()
    with worker(tmp_path):
        wait_until(lambda: state_of(found) == "done")
    assert Incident.objects.count() == 3000
    assert Event.objects.filter(verb="incident_imported").count() == 3000
    assert Event.objects.filter(verb="import_done").count() == 1
