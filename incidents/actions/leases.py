"""Who looks at what in the determination queue. A lease only keeps two people from working on
the same incident at once and runs out by itself, so it leaves no audit event."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from incidents.models import Incident, IncidentQuerySet, Lease
from incidents.obstacles import of_opening
from incidents.queries import queue_for
from wufaan.database import one_at_a_time
from wufaan.obstacles import refuse

LEASE = timedelta(minutes=15)


@transaction.atomic
def lease_next(
    *, after: Incident | None = None, passed: Collection[int] = (), by: User
) -> Incident | None:
    """The incident that waits longest and that nobody else looks at, now this person's for a
    while; None where there is none. Asking again gives the same one. `after` passes one over:
    the next in line, and from the front again behind the last. Those `passed` over before (by
    key) come last."""
    one_at_a_time("incident_lease")
    held = Lease.objects.running().exclude(by=by)
    waiting = queue_for(by).exclude(pk__in=held.values("incident"))
    fresh = waiting.exclude(pk__in=passed)
    if after:
        release(incident=after, by=by)
        lines = [_behind(fresh, after), fresh, _behind(waiting, after), waiting]
    else:
        lines = [waiting.filter(lease__by=by), fresh, waiting]
    incident = next(filter(None, (line.first() for line in lines)), None)
    return _hold(incident, by) if incident else None


@transaction.atomic
def lease(*, incident: Incident, by: User) -> Lease:
    """A given incident, unless somebody else looks at it or it is not this person's to decide."""
    one_at_a_time("incident_lease")
    refuse(of_opening(incident, by))
    return _hold(incident, by).lease


def release(*, incident: Incident, by: User) -> None:
    """Let somebody else have it."""
    Lease.objects.filter(incident=incident, by=by).delete()


def _behind(waiting: IncidentQuerySet, after: Incident) -> IncidentQuerySet:
    return waiting.filter(
        Q(reported_at__gt=after.reported_at) | Q(reported_at=after.reported_at, pk__gt=after.pk)
    )


def _hold(incident: Incident, by: User) -> Incident:
    until = timezone.now() + LEASE
    incident.lease, _ = Lease.objects.update_or_create(
        incident=incident, defaults={"by": by, "until": until}
    )
    return incident
