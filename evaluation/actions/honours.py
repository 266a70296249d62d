"""The ladder (N 3(2)) and the loss of a title (N 3(4))."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from audit import actions as audit
from communities.models import Community
from evaluation.ladder import eligible_for
from evaluation.models import BELOW, Honour, HonourState, Level
from evaluation.signals import honour_ended
from wufaan import personal_data
from wufaan.errors import DomainError


@transaction.atomic
def record_results(
    *,
    communities: Collection[Community],
    level: Level,
    year: int,
    document_number: str,
    granted_on: date,
    by,
) -> list[Honour]:
    """Put on record that the city or the province granted its title to these: to all of them or,
    where one is not eligible, to none. `year` is the second of the two years on which it rests."""
    eligible = eligible_for(level, year).filter(pk__in=[c.pk for c in communities])
    eligible = eligible.select_related("township").in_bulk()
    for community in communities:
        if community.pk not in eligible:
            raise DomainError(_not_eligible(community, level, year))
    if not document_number.strip():
        raise DomainError("请写明上级命名文件的文号。")
    personal_data.refuse(document_number, "文号")
    honours = Honour.objects.bulk_create(
        Honour(
            community=community,
            level=level,
            year=year,
            name=community.name,
            kind=community.kind,
            township_name=community.township.name,
            granted_on=granted_on,
            document_number=document_number.strip(),
        )
        for community in eligible.values()
    )
    data = {"level": level, "year": year, "document_number": document_number.strip()}
    audit.record_many(verb="result_recorded", subjects=[(h, data) for h in honours], by=by)
    return honours


def record_result(*, community: Community, **result) -> Honour:
    (honour,) = record_results(communities=[community], **result)
    return honour


def _not_eligible(community: Community, level: Level, year: int) -> str:
    if Honour.objects.at(level).in_year(year).of(community).exists():
        return f"“{community.name}”{year} 年的{level.label}称号已经登记过。"
    return (
        f"“{community.name}”在 {year - 1}、{year} 两年没有连续有效的{BELOW[level].label}称号，"
        f"不能登记{level.label}称号。"
    )


def revoke(*, honour: Honour, reason: str, on: date, by) -> Honour:
    """Take a title away for cause. It stays on record, shown as revoked."""
    return _end(honour, HonourState.REVOKED, "honour_revoked", reason, on, by)


def void(*, honour: Honour, reason: str, on: date, by) -> Honour:
    """End a title because the place merged or was dissolved: no blame."""
    return _end(honour, HonourState.VOID, "honour_voided", reason, on, by)


@transaction.atomic
def _end(honour, state, verb, reason, on, by) -> Honour:
    honour = Honour.objects.select_for_update().get(pk=honour.pk)
    if honour.state != HonourState.STANDING:
        raise DomainError(f"该称号{honour.get_state_display()}，不能再次变更。")
    if not reason.strip():
        raise DomainError("请写明原因。")
    if on < honour.granted_on:
        raise DomainError(f"称号 {honour.granted_on} 才授予，终止日期不能更早。")
    personal_data.refuse(reason, "原因")
    honour.state, honour.ended_on, honour.end_reason = state, on, reason.strip()
    honour.save(update_fields=["state", "ended_on", "end_reason"])
    audit.record(verb=verb, subject=honour, by=by, data={"reason": honour.end_reason, "on": on})
    honour_ended.send(sender=Honour, honour=honour, on=on, by=by)
    return honour
