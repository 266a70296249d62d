"""What every change of the registry does: a lock, what differs, and one audit event."""

from datetime import date
from typing import Any, TypeVar

from django.db import models

from accounts.models import User
from audit import actions as audit
from communities.models import Community, PropertyCompany, Station
from wufaan.normalise import tidy_name
from wufaan.texts import checked_text

Kept = TypeVar("Kept", Community, Station, PropertyCompany)


def locked(community: Community) -> Community:
    """Not its key: what only points at it (the titles of an approval) need not wait, or an approval
    and a merger would wait for each other."""
    return Community.objects.select_for_update(no_key=True).get(pk=community.pk)


def save(thing: Kept, changes: dict[str, Any], *, verb: str, by: User) -> Kept:
    """Set what differs and put it on record; nothing at all where nothing differs."""
    before = {f: getattr(thing, f) for f, v in changes.items() if getattr(thing, f) != v}
    if not before:
        return thing
    for field in before:
        setattr(thing, field, changes[field])
    thing.save(update_fields=list(before))
    after = {field: changes[field] for field in before}
    data = {"before": as_data(before), "after": as_data(after)}
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
