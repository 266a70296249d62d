"""Every write to the registry, one function per verb. Import from files: importing.py."""

from datetime import date

from django.db import transaction

from audit import actions as audit
from communities.models import Community
from wufaan.errors import DomainError


@transaction.atomic
def exclude(*, community: Community, reason: str, by) -> Community:
    """Mark as not taking part, with a reason."""
    if not reason.strip():
        raise DomainError("请写明不参评的原因。")
    return _save(
        community,
        {"takes_part": False, "not_taking_part_reason": reason.strip()},
        verb="community_excluded",
        by=by,
    )


@transaction.atomic
def include(*, community: Community, by) -> Community:
    """Let a community take part again."""
    changes = {"takes_part": True, "not_taking_part_reason": ""}
    return _save(community, changes, verb="community_included", by=by)


@transaction.atomic
def merge(*, community: Community, into: Community, on: date, by) -> Community:
    """Close a community because it became part of another. No blame: titles end as void."""
    if into == community:
        raise DomainError("不能并入自己，请选择另一个小区（村社）。")
    if into.closed_on:
        raise DomainError(f"“{into.name}”已于 {into.closed_on} 撤并，请选择仍存在的小区（村社）。")
    _check_open_and_empty(community, on)
    changes = {"closed_on": on, "successor": into}
    return _save(community, changes, verb="community_merged", by=by)


@transaction.atomic
def dissolve(*, community: Community, on: date, by) -> Community:
    """Close a community that has no successor."""
    _check_open_and_empty(community, on)
    return _save(community, {"closed_on": on}, verb="community_dissolved", by=by)


def _check_open_and_empty(community: Community, on: date) -> None:
    if community.closed_on:
        raise DomainError(f"“{community.name}”已于 {community.closed_on} 撤并。")
    if community.compounds.existing_on(on).exists():
        raise DomainError(f"“{community.name}”内还有小区，请先把这些小区撤并或划到别处。")


def _save(community: Community, changes: dict, *, verb: str, by) -> Community:
    community = Community.objects.select_for_update().get(pk=community.pk)
    before = {field: str(getattr(community, field)) for field in changes}
    for field, value in changes.items():
        setattr(community, field, value)
    community.save(update_fields=changes)
    after = {field: str(value) for field, value in changes.items()}
    audit.record(verb=verb, subject=community, by=by, data={"before": before, "after": after})
    return community
