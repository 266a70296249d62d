"""Many changes of the registry at once, in a number of queries that does not depend on how many."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.actions.writing import keep_names
from communities.models import (
    Community,
    CommunityKind,
    Move,
    PropertyCompany,
    Station,
    Township,
)
from communities.registry import Named
from communities.signals import CompanyChange, companies_changed
from wufaan.clock import today
from wufaan.sheets.planning import Told

_VERBS = {
    Township: ("township_added", "township_renamed"),
    Station: ("station_added", "station_renamed"),
    PropertyCompany: ("company_added", "company_renamed"),
}


@transaction.atomic
def keep_named(*, named: Iterable[Named], by: User) -> None:
    """Townships, stations, companies that are new or have a new name."""
    for things in named:
        fields = ["name", "pinyin"] if things.model is Township else ["name"]
        things.model.objects.bulk_create(things.new, batch_size=1000)
        things.model.objects.bulk_update(things.renamed, fields, batch_size=1000)
        added, renamed = _VERBS[things.model]
        after = [(t, {"after": {"code": t.code, "name": t.name}}) for t in things.new]
        audit.record_many(verb=added, subjects=after, by=by)
        changes = [
            (t, {"before": {"name": things.former[t.code]}, "after": {"name": t.name}})
            for t in things.renamed
        ]
        audit.record_many(verb=renamed, subjects=changes, by=by)


@transaction.atomic
def add_communities(*, communities: Sequence[Community], source: dict[str, Any], by: User) -> None:
    """`source` says in the audit trail where they come from."""
    for is_compound in (False, True):
        batch = [c for c in communities if (c.kind == CommunityKind.COMPOUND) == is_compound]
        Community.objects.bulk_create(batch, batch_size=1000)
    subjects = [(community, source) for community in communities]
    audit.record_many(verb="community_added", subjects=subjects, by=by)


@transaction.atomic
def change_communities(
    *,
    changes: Sequence[Told[Community]],
    companies: Mapping[str, PropertyCompany],
    stations: Mapping[str, Station],
    source: dict[str, Any],
    by: User,
) -> None:
    """Of each community the values are set; what differs tells of what it points to by code.
    `companies` and `stations` by code. Another station is responsible from today on."""
    fields = {name for change in changes for name in change.after}
    if not fields:
        return
    former = [
        Move(
            community=change.record,
            moved_on=today(),
            parent_id=change.record.parent_id,
            station=stations[change.before["station"]],
        )
        for change in changes
        if "station" in change.after
    ]
    Move.objects.bulk_create(former, ignore_conflicts=True)
    keep_names((c.record, c.before["name"]) for c in changes if "name" in c.after)
    Community.objects.bulk_update([c.record for c in changes], fields, batch_size=1000)
    subjects = [(change.record, source | change.audit_data) for change in changes]
    audit.record_many(verb="community_changed", subjects=subjects, by=by)
    moved = [change for change in changes if "property_company" in change.after]
    if moved:
        others = [_company_change(change, companies) for change in moved]
        companies_changed.send(sender=Community, changes=others, by=by)


def _company_change(
    change: Told[Community], companies: Mapping[str, PropertyCompany]
) -> CompanyChange:
    former, new = (values["property_company"] for values in (change.before, change.after))
    return CompanyChange(change.record, companies.get(former), companies.get(new))
