"""Putting communities on the registry and putting right what it says of them."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.actions.writing import as_data, checked_name, locked, save, save_moved
from communities.codes import COMPOUND_CODE, compound_code
from communities.models import (
    Community,
    CommunityKind,
    FormerCode,
    PropertyCompany,
    Station,
    Township,
)
from communities.obstacles import (
    of_adding_to,
    of_another_station,
    of_changing,
    of_code,
    of_company,
    of_kind,
    of_name_in,
    of_split,
)
from communities.pinyin import key_of, pinyin_key
from communities.signals import CompanyChange, cases_taken_over, companies_changed
from wufaan.clock import today
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.obstacles import refuse


@transaction.atomic
def add_place(
    *,
    code: str,
    kind: CommunityKind,
    name: str,
    station: Station,
    households: int | None = None,
    population: int | None = None,
    shops: int | None = None,
    opened_on: date | None = None,
    split_from: Community | None = None,
    by: User,
) -> Community:
    """Register a village or neighbourhood under its statistical code, whose first nine digits
    are those of its township."""
    refuse(of_code(code))
    township = Township.objects.filter(code=code[:9]).first()
    if township is None:
        raise DomainError(f"没有代码为 {code[:9]} 的乡镇，请核对代码的前九位。")
    refuse(of_split(split_from, kind, opened_on))
    values = {
        "kind": kind,
        "name": checked_name(name),
        "township": township,
        "station": station,
        "households": households,
        "population": population,
        "shops": shops,
        "opened_on": opened_on,
        "split_from": split_from,
    }
    one_at_a_time("community_code")
    there = Community.objects.filter(code=code).first()
    if there and not _is_so(there, values):
        raise DomainError(
            f"“{there.name}”已经登记，代码 {there.code}。要改它的信息，请打开它修改。"
        )
    return there or _add(code, values, by)


@transaction.atomic
def add_compound(
    *,
    parent: Community,
    name: str,
    station: Station,
    property_company: PropertyCompany | None = None,
    households: int | None = None,
    population: int | None = None,
    shops: int | None = None,
    opened_on: date | None = None,
    split_from: Community | None = None,
    by: User,
) -> Community:
    """Register a compound inside a village or neighbourhood under the next code there."""
    refuse(of_adding_to(parent))
    refuse(of_split(split_from, CommunityKind.COMPOUND, opened_on))
    name = checked_name(name)
    values = {
        "kind": CommunityKind.COMPOUND,
        "name": name,
        "township": parent.township,
        "station": station,
        "parent": parent,
        "property_company": property_company,
        "households": households,
        "population": population,
        "shops": shops,
        "opened_on": opened_on,
        "split_from": split_from,
    }
    one_at_a_time("community_code")
    there = parent.compounds.existing().filter(name=name).first()
    if there and _is_so(there, values):
        return there
    refuse(of_name_in(parent, name))
    return _add(next_code(parent), values, by)


@transaction.atomic
def change(
    *,
    community: Community,
    name: str,
    kind: CommunityKind,
    station: Station,
    township: Township | None = None,
    property_company: PropertyCompany | None = None,
    households: int | None,
    population: int | None,
    shops: int | None,
    opened_on: date | None,
    split_from: Community | None = None,
    station_since: date | None = None,
    reading: str = "",
    by: User,
) -> Community:
    """Put right what the registry says. `reading` is the pinyin of a name that is read in another
    way than it looks; without it the key follows the name. Another station is responsible from
    `station_since` on, which is today unless said. Compounds follow their village into another
    township."""
    one_at_a_time("community_code")
    community = locked(community)
    name = checked_name(name)
    since = station_since or today()
    _check_change(community, name, kind, property_company)
    refuse(of_split(split_from, kind, opened_on, of=community))
    refuse(of_another_station(since))
    changes = {
        "name": name,
        "kind": kind,
        "station": station,
        "property_company": property_company,
        "households": households,
        "population": population,
        "shops": shops,
        "opened_on": opened_on,
        "split_from": split_from,
    }
    if reading or name != community.name:
        changes["pinyin"] = key_of(name, reading) if reading else pinyin_key(name)
    if township and not community.parent_id:
        changes["township"] = township
        for compound in community.compounds.select_for_update():
            save(compound, {"township": township}, verb="community_changed", by=by)
    former, origin = community.property_company, community.split_from
    community = save_moved(community, changes, on=since, verb="community_changed", by=by)
    if split_from and split_from != origin:
        told = {"community": community, "since": opened_on, "by": by}
        cases_taken_over.send(sender=Community, **told)
    if former != property_company:
        change = CompanyChange(community, former, property_company)
        companies_changed.send(sender=Community, changes=[change], by=by)
    return community


def _check_change(
    community: Community,
    name: str,
    kind: CommunityKind,
    property_company: PropertyCompany | None,
) -> None:
    refuse(of_changing(community))
    refuse(of_kind(community, kind))
    if property_company:
        refuse(of_company(kind))
    if (parent := community.parent) and name != community.name:
        refuse(of_name_in(parent, name))


def _is_so(there: Community, values: dict[str, Any]) -> bool:
    """A form that was sent twice is one community; anything else is a mistake."""
    return all(getattr(there, field) == value for field, value in values.items())


def _add(code: str, values: dict[str, Any], by: User) -> Community:
    community = Community.objects.create(code=code, pinyin=pinyin_key(values["name"]), **values)
    audit.record(verb="community_added", subject=community, by=by, data={"after": as_data(values)})
    return community


def next_code(parent: Community) -> str:
    """Numbers are not given twice, not even that of a compound that is no more or has gone."""
    begins = {"code__startswith": f"{parent.code}-X"}
    issued = Community.objects.filter(**begins).order_by().values_list("code", flat=True)
    issued = issued.union(FormerCode.objects.filter(**begins).order_by().values_list("code"))
    numbers = [int(match["number"]) for code in issued if (match := COMPOUND_CODE.fullmatch(code))]
    return compound_code(parent.code, max(numbers, default=0) + 1)
