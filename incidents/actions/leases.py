"""Who looks at what in the determination queue. A lease only keeps two people from working on
the same incident at once and runs out by itself, so it leaves no audit event."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from incidents.models import Incident, Lease
from incidents.queries import queue_for
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError

LEASE = timedelta(minutes=15)


@transaction.atomic
def lease_next(*, by) -> Incident | None:
    """The incident that waits longest and that nobody else looks at, now this person's for a
    while; None where there is none. Asking again gives the same one."""
    one_at_a_time("incident_lease")
    held = Lease.objects.running().exclude(by=by)
    waiting = queue_for(by).exclude(pk__in=held.values("incident"))
    incident = waiting.filter(lease__by=by).first() or waiting.first()
    return _hold(incident, by) if incident else None


@transaction.atomic
def lease(*, incident: Incident, by) -> Incident:
    """A given incident, unless somebody else looks at it."""
    one_at_a_time("incident_lease")
    held = Lease.objects.running().filter(incident=incident).exclude(by=by).first()
    if held:
        raise DomainError(f"{held.by.display_name}正在办理这一件，请先办别的。")
    return _hold(incident, by)


def release(*, incident: Incident, by) -> None:
    """Let somebody else have it."""
    Lease.objects.filter(incident=incident, by=by).delete()


def _hold(incident: Incident, by) -> Incident:
    until = timezone.now() + LEASE
    Lease.objects.update_or_create(incident=incident, defaults={"by": by, "until": until})
    return incident
