"""A compound comes under another village or neighbourhood and stays itself: its titles, its years
running, its plaque and its verdicts go with it. Its code may follow; it is still found by the old
one."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from communities.actions.registering import next_code
from communities.actions.writing import locked, save_moved
from communities.models import Community, Station
from communities.obstacles import of_moving
from communities.signals import cases_taken_over
from wufaan.database import one_at_a_time
from wufaan.obstacles import refuse


@transaction.atomic
def move(
    *,
    community: Community,
    into: Community,
    on: date,
    station: Station | None = None,
    recode: bool = False,
    by: User,
) -> Community:
    """From that day on the compound lies in `into` and belongs to its station, or to this one. Sent
    twice it is one move."""
    one_at_a_time("community_code")
    for place in sorted({community, into}, key=lambda place: place.pk):
        locked(place)
    community.refresh_from_db()
    if community.parent_id == into.pk:
        return community
    check_may_move(community=community, into=into, on=on)
    changes: dict[str, Any] = {
        "parent": into,
        "township": into.township,
        "station": station or into.station,
    }
    if recode:
        changes["code"] = next_code(into)
    community = save_moved(community, changes, on=on, verb="community_moved", by=by)
    cases_taken_over.send(sender=Community, community=into, since=on, by=by)
    return community


def check_may_move(*, community: Community, into: Community, on: date) -> None:
    """Raise a DomainError that says why this cannot be."""
    refuse(of_moving(community, into, on))
