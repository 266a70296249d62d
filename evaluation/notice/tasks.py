"""What is forgotten every night."""

from celery import shared_task

from evaluation.notice import actions
from wufaan.clock import today


@shared_task(name="evaluation.forget_senders")
def forget_senders() -> None:
    """Beat calls it every night: what counted yesterday's objections is of no use today."""
    actions.forget_senders(before=today())
