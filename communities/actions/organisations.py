"""Stations and property companies."""

from typing import TypeVar

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.actions.writing import checked_name, save
from communities.codes import STATION_CODE, credit_code_fault
from communities.models import PropertyCompany, Station
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError

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
