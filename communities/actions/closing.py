"""The end of a community: it became part of another, or is no more. No blame: its titles are
voided with it, not revoked (evaluation follows signals.community_closed)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from communities.actions.moving import move
from communities.actions.writing import locked, save
from communities.models import Community
from communities.obstacles import of_dissolving, of_merging
from communities.signals import cases_taken_over, closing_checked, community_closed
from wufaan.database import one_at_a_time
from wufaan.obstacles import refuse


@transaction.atomic
def merge(
    *, community: Community, into: Community, on: date, recode: bool = False, by: User
) -> Community:
    """Close a community because it became part of another; its compounds move along. Sent twice it
    is one merger."""
    one_at_a_time("community_code")
    # Both, always in the same order, so that A into B and B into A cannot pass each other.
    for place in sorted({community, into}, key=lambda place: place.pk):
        locked(place)
    community.refresh_from_db()
    into.refresh_from_db()
    if community.closed_on == on and community.successor_id == into.pk:
        return community
    check_may_merge(community=community, into=into, on=on)
    for compound in community.compounds.existing():
        move(community=compound, into=into, on=on, recode=recode, by=by)
    changes = {"closed_on": on, "successor": into}
    community = _close(community, changes, "community_merged", by)
    cases_taken_over.send(sender=Community, community=into, since=on, by=by)
    return community


@transaction.atomic
def dissolve(*, community: Community, on: date, by: User) -> Community:
    """Close a community that has no successor. Sent twice it is one."""
    community = locked(community)
    if community.closed_on == on and community.successor_id is None:
        return community
    check_may_dissolve(community=community, on=on)
    return _close(community, {"closed_on": on}, "community_dissolved", by)


def check_may_merge(*, community: Community, into: Community, on: date) -> None:
    """Raise a DomainError that says why this cannot be."""
    refuse(of_merging(community, into, on))
    closing_checked.send(sender=Community, community=community, on=on)


def check_may_dissolve(*, community: Community, on: date) -> None:
    """Raise a DomainError that says why this cannot be."""
    refuse(of_dissolving(community, on))
    closing_checked.send(sender=Community, community=community, on=on)


def _close(community: Community, changes: dict[str, Any], verb: str, by: User) -> Community:
    community = save(community, changes, verb=verb, by=by)
    community_closed.send(sender=Community, community=community, on=changes["closed_on"], by=by)
    return community
