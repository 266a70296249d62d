"""Reads that span models."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from incidents.models import Determination, Incident, Lease
from incidents.workflow import State


def queue_for(user) -> QuerySet[Incident]:
    """What this person may determine, the longest waiting first: nobody determines what they
    reported (N 3(1) is applied by someone other than the reporter)."""
    waiting = Incident.objects.visible_to(user).filter(state=State.SUBMITTED)
    return waiting.exclude(reported_by=user).order_by("reported_at", "pk")


def reported_by_themselves(user) -> QuerySet[Incident]:
    """What waits for somebody else in the office, because this person reported it."""
    return Incident.objects.visible_to(user).filter(state=State.SUBMITTED, reported_by=user)


def withdrawals_for(user) -> QuerySet[Incident]:
    """Requests to withdraw that wait for a yes or no."""
    asked = Incident.objects.visible_to(user).filter(state=State.WITHDRAWING)
    return asked.select_related("community", "station").order_by("reported_at", "pk")


def open_now(user) -> QuerySet[Lease]:
    """Who has which waiting incident open, of those that this person may see."""
    seen = Incident.objects.visible_to(user).filter(state=State.SUBMITTED)
    leases = Lease.objects.running().filter(incident__in=seen)
    return leases.select_related("by", "incident__community").order_by("until")


def others_in_and_around(incident: Incident, user, first: date, last: date) -> QuerySet[Incident]:
    """What else of these days is on record for the place and the compounds inside it."""
    place = Q(community=incident.community_id) | Q(community__parent=incident.community_id)
    found = Incident.objects.visible_to(user).on_record().filter(place)
    return with_findings(found.occurred_between(first, last).exclude(pk=incident.pk))


def with_findings(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Each with its community and, as the list `found`, what the office found, the last of
    which stands."""
    findings = Prefetch(
        "determinations", Determination.objects.select_related("by"), to_attr="found"
    )
    return incidents.select_related("community").prefetch_related(findings)
