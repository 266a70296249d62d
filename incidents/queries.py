"""Reads that span models."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet

from accounts.models import User
from audit.clearing import hide_cleared
from audit.models import Event
from communities.models import Community
from incidents.models import (
    Determination,
    Incident,
    IncidentQuerySet,
    Lease,
    Reconsideration,
)
from incidents.workflow import State

# Of a finding: by whom, and what the station asked about it.
FINDING_SHOWN = ("by", "reconsideration__by", "reconsideration__answered_by")


def queue_for(user: User) -> IncidentQuerySet:
    """What this person may determine, the longest waiting first: nobody determines what they
    reported (N 3(1) is applied by someone other than the reporter)."""
    waiting = Incident.objects.visible_to(user).filter(state=State.SUBMITTED)
    return waiting.exclude(reported_by=user).order_by("reported_at", "pk")


def reported_by_themselves(user: User) -> IncidentQuerySet:
    """What waits for somebody else in the office, because this person reported it."""
    return Incident.objects.visible_to(user).filter(state=State.SUBMITTED, reported_by=user)


def withdrawals_for(user: User) -> IncidentQuerySet:
    """Requests to withdraw that wait for a yes or no."""
    asked = Incident.objects.visible_to(user).filter(state=State.WITHDRAWING)
    return _asked(asked, "withdrawal_reason")


def reconsiderations_for(user: User) -> IncidentQuerySet:
    """Findings that a station asks the office to look at anew."""
    waiting = Reconsideration.objects.visible_to(user).waiting()
    asked = Incident.objects.filter(determinations__reconsideration__in=waiting)
    return _asked(asked, "determinations__reconsideration__reason")


def asked_lately(user: User, since: date) -> QuerySet[Reconsideration]:
    """What was asked and waits, or was answered since that day; the latest first."""
    answered = Q(answered_at__date__gte=since)
    asked = Reconsideration.objects.visible_to(user).filter(Q(answered_at=None) | answered)
    return asked.select_related("determination__incident__community").order_by("-pk")


def _asked(incidents: IncidentQuerySet, reason: str) -> IncidentQuerySet:
    """Each with what is `asked` about it."""
    incidents = incidents.annotate(asked=F(reason))
    return incidents.select_related("community", "station").order_by("reported_at", "pk")


def open_now(user: User) -> QuerySet[Lease]:
    """Who has which waiting incident open, of those that this person may see."""
    seen = Incident.objects.visible_to(user).filter(state=State.SUBMITTED)
    leases = Lease.objects.running().filter(incident__in=seen)
    return leases.select_related("by", "incident__community").order_by("until")


def others_in_and_around(
    incident: Incident, user: User, first: date, last: date
) -> IncidentQuerySet:
    """What else of these days is on record for the place and the compounds inside it."""
    there = Incident.objects.visible_to(user).on_record()
    found = there.bearing_on([incident.community_id], first=first, last=last, rolls_up=True)
    return with_findings(found.exclude(pk=incident.pk))


def places_borne_on(
    incidents: Iterable[Incident], *, first: date, last: date, rolls_up: bool
) -> dict[int, list[int]]:
    """By incident (key), the communities that `bearing_on` would have it for, its own first. One
    query, however many."""
    keys = [incident.pk for incident in incidents]
    by_incident: dict[int, list[int]] = {key: [] for key in keys}
    with connection.cursor() as cursor:
        cursor.execute(_BORNE_ON, [first, last, rolls_up, keys])
        for incident, community in cursor.fetchall():
            by_incident[incident].append(community)
    return by_incident


_BORNE_ON = """
SELECT incident_id, community_id FROM incidents_bearing(%s, %s, %s, %s)
 ORDER BY incident_id, rolled_up, former_id NULLS FIRST, community_id
"""


def with_findings(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Each with its community and, what the office `found`."""
    findings = Prefetch("determinations", Determination.objects.select_related(*FINDING_SHOWN))
    return incidents.select_related("community").prefetch_related(findings)


def found_to_count(incidents: IncidentQuerySet) -> IncidentQuerySet:
    """Of those `with_finding`."""
    return incidents.filter(Q(finding_counts=True))


def listed(user: User) -> IncidentQuerySet:
    """All that a person may see, with what a list shows of each."""
    incidents = Incident.objects.visible_to(user).with_finding()
    return incidents.select_related("community__township", "station")


def visible(user: User) -> IncidentQuerySet:
    """All that a person may see, with what the page of one shows."""
    incidents = Incident.objects.visible_to(user)
    return incidents.select_related("community__township", "station", "reported_by")


@dataclass(frozen=True)
class Told:
    """One event of an incident's history: by which post, and the finding that it brought."""

    event: Event
    post: str
    determination: Determination | None


def history(incident: Incident) -> list[Told]:
    """From the first report on. Each event of a determination belongs to one row, in order."""
    events = list(Event.objects.about(incident))
    hide_cleared(events)
    determinations = iter(incident.determinations.order_by("pk"))
    posts = User.objects.posts_of(events)
    return [
        Told(
            event,
            posts[event.sequence],
            next(determinations, None) if event.verb == "incident_determined" else None,
        )
        for event in events
    ]


def places_named(history: list[Told]) -> dict[int, str]:
    """The names of the communities that the corrections in a history speak of."""
    sides = [told.event.data.get(side, {}) for told in history for side in ("before", "after")]
    ids = {side["community_id"] for side in sides if "community_id" in side}
    return dict(Community.objects.filter(pk__in=ids).values_list("pk", "name"))
