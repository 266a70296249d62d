"""Asking for long work, and doing it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from jobs.locks import job_lock
from jobs.models import Job, State
from jobs.registry import handler_for, somebody_waits_for, tell_given_up
from wufaan.errors import DomainError

# A message is in the broker within a second; a job still queued after this long was lost there.
LOST_AFTER = timedelta(minutes=2)
MAX_ATTEMPTS = 5
# As Redis counts them: a hundred certificates do not keep an officer waiting who sent a file.
FIRST, LATER = 0, 6


@transaction.atomic
def enqueue(*, kind: str, key: str, args: dict[str, Any], by: User) -> Job:
    """Ask for a job, once per `key`: the same key again returns the job that is there. The
    message goes out when the transaction commits; the sweep sends it again if that failed."""
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "args": args, "created_by": by, "queued_at": timezone.now()},
    )
    if created:
        audit.record(verb="job_queued", subject=job, by=by, data={"kind": kind, "key": key})
        _send_on_commit(job)
    return job


@transaction.atomic
def retry(*, job: Job, by: User) -> Job:
    """Queue a failed job once more."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state != State.FAILED:
        raise DomainError("只有未完成的任务可以重试。")
    job.state, job.error, job.attempts, job.queued_at = State.QUEUED, "", 0, timezone.now()
    job.save()
    audit.record(verb="job_retried", subject=job, by=by, data={"kind": job.kind, "key": job.key})
    _send_on_commit(job)
    return job


@dataclass(frozen=True)
class Progress:
    """Handed to a handler so that it can say how far it is, between its transactions."""

    job_id: int

    def update(self, *, done: int, total: int, message: str = "") -> None:
        Job.objects.filter(pk=self.job_id).update(done=done, total=total, message=message)


def run(*, job_id: int) -> None:
    """Do the work of a job unless it is done or another worker is at it. A domain error ends the
    job with its text; anything else is raised for the log as well."""
    with job_lock(job_id) as acquired:
        if not acquired or not _start(job_id):
            return
        job = Job.objects.get(pk=job_id)
        try:
            handler_for(job.kind)(Progress(job_id), **job.args)
        except DomainError as error:
            _finish(job_id, State.FAILED, str(error))
        except Exception as error:
            _finish(
                job_id,
                State.FAILED,
                f"程序出错（{type(error).__name__}），请联系系统管理员查看日志。",
            )
            raise
        else:
            _finish(job_id, State.DONE)


def sweep() -> int:
    """Send again what was lost: queued long ago, or running with nobody at it. Returns how many.
    A job that took down its worker MAX_ATTEMPTS times is given up."""
    sent = 0
    for job in Job.objects.unfinished():
        if job.state == State.QUEUED and timezone.now() - job.queued_at < LOST_AFTER:
            continue
        with job_lock(job.pk) as free:
            if not free:
                continue
        if job.attempts >= MAX_ATTEMPTS:
            _give_up(job)
        else:
            Job.objects.filter(pk=job.pk).update(queued_at=timezone.now())
            _send(job.pk)
            sent += 1
    return sent


@transaction.atomic
def _give_up(job: Job) -> None:
    _finish(job.pk, State.FAILED, "多次中断，已停止重试。请联系系统管理员。")
    tell_given_up(job.kind, job.args)


def _start(job_id: int) -> bool:
    return bool(
        Job.objects.unfinished()
        .filter(pk=job_id)
        .update(state=State.RUNNING, attempts=F("attempts") + 1)
    )


def _finish(job_id: int, state: State, error: str = "") -> None:
    Job.objects.filter(pk=job_id).update(state=state, error=error, finished_at=timezone.now())


def _send_on_commit(job: Job) -> None:
    # `robust`: a broker that is down must not undo what the person asked for; the sweep sends it.
    transaction.on_commit(lambda: _send(job.pk), robust=True)


def _send(job_id: int) -> None:
    kind = Job.objects.values_list("kind", flat=True).get(pk=job_id)
    priority = FIRST if somebody_waits_for(kind) else LATER
    current_app.send_task("jobs.run", args=[job_id], priority=priority)
