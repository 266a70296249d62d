"""Reads that span models."""

from django.db.models import QuerySet

from incidents.models import Incident
from incidents.workflow import State


def queue_for(user) -> QuerySet[Incident]:
    """What this person may determine, the longest waiting first: nobody determines what they
    reported (N 3(1) is applied by someone other than the reporter)."""
    waiting = Incident.objects.visible_to(user).filter(state=State.SUBMITTED)
    return waiting.exclude(reported_by=user).order_by("reported_at", "pk")
