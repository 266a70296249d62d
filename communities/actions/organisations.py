"""Stations and property companies: they are registered, renamed, and a station may end."""

from datetime import date
from typing import TypeVar

from django.db import transaction

from accounts.actions import move_to_station
from accounts.models import User
from audit import actions as audit
from communities.actions.writing import checked_name, save
from communities.codes import STATION_CODE, credit_code_fault
from communities.models import Community, Move, PropertyCompany, Station
from communities.obstacles import of_closing_station
from communities.signals import station_closing_checked
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.obstacles import refuse

Named = TypeVar("Named", Station, PropertyCompany)


@transaction.atomic
def add_station(*, code: str, name: str, by: User) -> Station:
    """Register a police station under its 12-digit unit code."""
    if not STATION_CODE.fullmatch(code):
        raise DomainError(f"“{code}”不是 12 位派出所代码，请核对。")
    return _add(Station, code, name, "station_added", by)


@transaction.atomic
def rename_station(*, station: Station, name: str, by: User) -> Station:
    station = Station.objects.select_for_update().get(pk=station.pk)
    return save(station, {"name": checked_name(name, Station)}, verb="station_renamed", by=by)


@transaction.atomic
def close_station(*, station: Station, on: date, into: Station | None = None, by: User) -> Station:
    """A station becomes part of another: from that day on its places and accounts are of `into`,
    which is asked for the returns. What it reported and signed stays its own. Without `into` it is
    no more, and has neither. Sent twice it is one."""
    there = {s.pk: s for s in Station.objects.select_for_update().order_by("pk")}
    station = there[station.pk]
    if station.closed_on == on and station.successor == into:
        return station
    check_may_close_station(station=station, on=on, into=into and there[into.pk])
    if into:
        _hand_over(station, into, on, by)
        move_to_station(former=station.code, station_code=into.code, by=by)
    verb = "station_merged" if into else "station_closed"
    return save(station, {"closed_on": on, "successor": into}, verb=verb, by=by)


def check_may_close_station(*, station: Station, on: date, into: Station | None = None) -> None:
    """Raise a DomainError that says why this cannot be."""
    refuse(of_closing_station(station, on, into))
    station_closing_checked.send(sender=Station, station=station, into=into)


def _hand_over(station: Station, into: Station, on: date, by: User) -> None:
    """Those that are no more as well: their files are read on. A few queries, however many."""
    places = list(Community.objects.select_for_update(no_key=True).filter(station=station))
    former = [
        Move(community=p, moved_on=on, parent_id=p.parent_id, station=station) for p in places
    ]
    Move.objects.bulk_create(former, ignore_conflicts=True)
    Community.objects.filter(pk__in=[place.pk for place in places]).update(station=into)
    sides = {"before": {"station": station.code}, "after": {"station": into.code}}
    told = [(place, sides | {"on": on.isoformat()}) for place in places]
    audit.record_many(verb="community_changed", subjects=told, by=by)


@transaction.atomic
def add_company(*, code: str, name: str, by: User) -> PropertyCompany:
    """Register a property company under its unified social credit code."""
    if fault := credit_code_fault(code):
        raise DomainError(fault)
    return _add(PropertyCompany, code, name, "company_added", by)


@transaction.atomic
def rename_company(*, company: PropertyCompany, name: str, by: User) -> PropertyCompany:
    company = PropertyCompany.objects.select_for_update().get(pk=company.pk)
    changes = {"name": checked_name(name, PropertyCompany)}
    return save(company, changes, verb="company_renamed", by=by)


def _add(model: type[Named], code: str, name: str, verb: str, by: User) -> Named:
    """Sent twice it is one; the same code under another name is a mistake."""
    name = checked_name(name, model)
    one_at_a_time(verb)
    rows = model._default_manager
    there = rows.filter(code=code).first()
    if there is None:
        there = rows.create(code=code, name=name)
        data = {"after": {"code": code, "name": name}}
        audit.record(verb=verb, subject=there, by=by, data=data)
    elif there.name != name:
        raise DomainError(f"代码 {code} 已登记为“{there.name}”。要改名称，请打开它修改。")
    return there
