from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import User
from audit.models import Event
from jobs import actions, locks, registry
from jobs.models import Job, State
from wufaan.errors import DomainError


@pytest.fixture
def handler(monkeypatch):
    """A job kind for one test; `handler.calls` tells what it was asked to do."""

    class Handler:
        def __init__(self):
            self.calls, self.error = [], None

        def __call__(self, progress, **args):
            self.calls.append(args)
            progress.update(done=1, total=4, message="四分之一")
            if self.error:
                raise self.error

    handler = Handler()
    monkeypatch.setitem(registry._KINDS, "tested", registry.JobKind("试验", handler, False))
    return handler


@pytest.fixture
def sent(monkeypatch):
    """The messages that would have gone to the broker."""
    sent = []
    monkeypatch.setattr(actions, "_send", sent.append)
    return sent


def enqueue(key="k") -> Job:
    return actions.enqueue(kind="tested", key=key, args={"n": 1}, by=User.objects.system())


@pytest.mark.django_db
def test_the_same_key_is_the_same_job(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert enqueue() == enqueue()
    assert len(sent) == 1
    assert Event.objects.filter(verb="job_queued").count() == 1


@pytest.mark.django_db
def test_a_job_runs_once_however_often_its_message_comes(handler):
    job = enqueue()
    actions.run(job_id=job.pk)
    actions.run(job_id=job.pk)
    job.refresh_from_db()
    assert handler.calls == [{"n": 1}]
    assert (job.state, job.percent, job.message) == (State.DONE, 100, "四分之一")


@pytest.mark.django_db
def test_a_domain_error_ends_the_job_with_its_text_and_it_can_be_retried(handler, sent):
    job = enqueue()
    handler.error = DomainError("没有可以公示的小区。")
    actions.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "没有可以公示的小区。")
    handler.error = None
    actions.retry(job=job, by=User.objects.system())
    actions.run(job_id=job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, "")
    with pytest.raises(DomainError, match="未完成"):
        actions.retry(job=job, by=User.objects.system())


@pytest.mark.django_db
def test_a_crash_is_raised_for_the_log_and_told_without_details(handler):
    job = enqueue()
    handler.error = ZeroDivisionError("secret")
    with pytest.raises(ZeroDivisionError):
        actions.run(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "secret" not in job.error


@pytest.mark.django_db
def test_the_sweep_sends_again_what_was_lost_and_nothing_else(sent):
    lost, fresh, running = enqueue("lost"), enqueue("fresh"), enqueue("running")
    long_ago = timezone.now() - timedelta(hours=1)
    Job.objects.filter(pk=lost.pk).update(queued_at=long_ago)
    Job.objects.filter(pk=running.pk).update(state=State.RUNNING)
    assert actions.sweep() == 2
    assert sorted(sent) == [lost.pk, running.pk]
    assert fresh.pk not in sent


@pytest.mark.django_db
def test_the_sweep_gives_up_on_a_job_that_keeps_taking_its_worker_down(sent):
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=actions.MAX_ATTEMPTS)
    assert actions.sweep() == 0
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "多次中断" in job.error


@pytest.mark.django_db
def test_what_somebody_waits_for_goes_before_what_takes_its_time(monkeypatch):
    sent = {}
    monkeypatch.setattr(
        actions.current_app, "send_task", lambda _, args, priority: sent.update({args[0]: priority})
    )
    system = User.objects.system()
    kinds = ("certificates", "check_import")
    slow, quick = (actions.enqueue(kind=kind, key=kind, args={}, by=system) for kind in kinds)
    for job in (slow, quick):
        actions._send(job.pk)
    assert sent[quick.pk] < sent[slow.pk]


@pytest.fixture
def another_worker():
    """A second connection, as another process has."""
    other = connection.copy()
    yield other
    other.close()


@pytest.mark.django_db
def test_a_job_that_another_worker_is_at_is_left_to_it(handler, sent, another_worker):
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
    with another_worker.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [locks._NAMESPACE, job.pk])
    actions.run(job_id=job.pk)
    assert handler.calls == []
    assert actions.sweep() == 0
    another_worker.close()
    _wait_until_free(job)
    assert actions.sweep() == 1
    actions.run(job_id=job.pk)
    assert handler.calls == [{"n": 1}]


def _wait_until_free(job: Job) -> None:
    """The server notices in its own time that the other connection has gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [locks._NAMESPACE, job.pk])
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [locks._NAMESPACE, job.pk])
