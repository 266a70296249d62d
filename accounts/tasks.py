from celery import shared_task
from django.core.management import call_command


@shared_task(name="accounts.forget_sessions")
def forget_sessions() -> None:
    """Rows of sessions that have run out, with what was typed and never fetched."""
    call_command("clearsessions")
