"""The two tasks that Celery knows. Everything else is a job row."""

from celery import shared_task
from celery.signals import worker_ready

from jobs import actions


@shared_task(name="jobs.run")
def run_job(job_id: int) -> None:
    actions.run(job_id=job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    actions.sweep()


@worker_ready.connect
def sweep_at_start(**_kwargs) -> None:
    """After a crash there is no need to wait for the next sweep."""
    sweep.delay()
