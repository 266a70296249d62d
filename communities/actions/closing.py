"""The end of a community: it became part of another, or is no more. No blame: its titles are
voided with it, not revoked (evaluation follows signals.community_closed)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from communities.actions.writing import locked, save
from communities.models import Community
from communities.signals import closing_checked, community_closed
from wufaan.clock import today
from wufaan.errors import DomainError


@transaction.atomic
def merge(*, community: Community, into: Community, on: date, by: User) -> Community:
    """Close a community because it became part of another. Sent twice it is one merger."""
    # Both, always in the same order, so that A into B and B into A cannot pass each other.
    for place in sorted({community, into}, key=lambda place: place.pk):
        locked(place)
    community.refresh_from_db()
    into.refresh_from_db()
    if community.closed_on == on and community.successor_id == into.pk:
        return community
    check_may_merge(community=community, into=into, on=on)
    return _close(community, {"closed_on": on, "successor": into}, "community_merged", by)


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
    if into == community:
        raise DomainError("不能并入自己，请选择另一个小区（村社）。")
    if into.closed_on:
        raise DomainError(f"“{into.name}”已于 {into.closed_on} 撤并，请选择仍存在的小区（村社）。")
    if into.opened_on and into.opened_on > on:
        raise DomainError(f"“{into.name}”{into.opened_on} 才设立，撤并日期不能早于这一天。")
    if bool(into.parent_id) != bool(community.parent_id):
        raise DomainError("小区只能并入小区，行政村和社区只能并入行政村或社区。")
    check_may_dissolve(community=community, on=on)


def check_may_dissolve(*, community: Community, on: date) -> None:
    """Raise a DomainError that says why this cannot be."""
    if community.closed_on:
        raise DomainError(f"“{community.name}”已于 {community.closed_on} 撤并。")
    if on > today():
        raise DomainError("撤并日期还没有到，请到那一天再办理。")
    if community.opened_on and on < community.opened_on:
        raise DomainError(f"撤并日期不能早于设立日期 {community.opened_on}。")
    if community.compounds.not_closed_by(on).exists():
        raise DomainError(f"“{community.name}”内还有小区，请先把这些小区撤并或划到别处。")
    closing_checked.send(sender=Community, community=community, on=on)


def _close(community: Community, changes: dict[str, Any], verb: str, by: User) -> Community:
    community = save(community, changes, verb=verb, by=by)
    community_closed.send(sender=Community, community=community, on=changes["closed_on"], by=by)
    return community
