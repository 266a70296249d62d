"""What every change of the registry does: a lock, what differs, and one audit event."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import models

from accounts.models import User
from audit import actions as audit
from communities.models import Community, FormerCode, FormerName, Move, PropertyCompany, Station
from communities.obstacles import of_move_before
from communities.pinyin import pinyin_key
from wufaan.normalise import tidy_name
from wufaan.obstacles import refuse
from wufaan.texts import checked_text

Kept = TypeVar("Kept", Community, Station, PropertyCompany)


def locked(community: Community) -> Community:
    """Not its key: what only points at it (the titles of an approval) need not wait, or an approval
    and a merger would wait for each other."""
    return Community.objects.select_for_update(no_key=True).get(pk=community.pk)


def save_moved(
    community: Community, changes: dict[str, Any], *, on: date, verb: str, by: User
) -> Community:
    """`save`; where that changes the village, the station, the code or the name, what was so until
    that day stays beside it."""
    told = {}
    if any(changes.get(f, now) != now for f, now in _of_move(community).items()):
        keep_move(community, on)
        told = {"on": on.isoformat()}
    if changes.get("code", community.code) != community.code:
        FormerCode.objects.create(code=community.code, community=community)
    if changes.get("name", community.name) != community.name:
        keep_names([(community, community.name)])
    return save(community, changes, verb=verb, by=by, told=told)


def keep_names(former: Iterable[tuple[Community, str]]) -> None:
    """Names of before, by which the places are still found."""
    names = [FormerName(community=c, name=n, pinyin=pinyin_key(n)) for c, n in former]
    FormerName.objects.bulk_create(names, ignore_conflicts=True)


def keep_move(community: Community, on: date) -> None:
    """Of two on the same day, what was so before the first."""
    refuse(of_move_before(community, on))
    Move.objects.get_or_create(community=community, moved_on=on, defaults=_of_move(community))


def _of_move(community: Community) -> dict[str, Any]:
    return {"parent": community.parent, "station": community.station}


def save(
    thing: Kept,
    changes: dict[str, Any],
    *,
    verb: str,
    by: User,
    told: Mapping[str, Any] = MappingProxyType({}),
) -> Kept:
    """Set what differs and put it on record, with what else is `told`; nothing at all where
    nothing differs."""
    before = {f: getattr(thing, f) for f, v in changes.items() if getattr(thing, f) != v}
    if not before:
        return thing
    for field in before:
        setattr(thing, field, changes[field])
    thing.save(update_fields=list(before))
    after = {field: changes[field] for field in before}
    data = {"before": as_data(before), "after": as_data(after), **told}
    audit.record(verb=verb, subject=thing, by=by, data=data)
    return thing


def as_data(values: dict[str, Any]) -> dict[str, Any]:
    """For the audit trail: what is pointed at goes in by its code, a day as text."""
    return {field: _plain(value) for field, value in values.items()}


def checked_name(
    name: str, model: type[Community] | type[Station] | type[PropertyCompany] = Community
) -> str:
    return checked_text(tidy_name(name), model.name.field)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return getattr(value, "code")  # noqa: B009 (whatever a community points at has one)
    return value.isoformat() if isinstance(value, date) else value
