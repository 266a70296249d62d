"""The ladder (N 3(2)) and the loss of a title (N 3(4))."""

from datetime import date

from django.db import transaction

from audit import actions as audit
from communities.models import Community
from evaluation.models import Honour, HonourState, Level
from evaluation.signals import honour_ended
from wufaan import personal_data
from wufaan.errors import DomainError

# Two standing titles in consecutive years at the level below open the level above.
BELOW = {Level.MUNICIPAL: Level.COUNTY, Level.PROVINCIAL: Level.MUNICIPAL}


@transaction.atomic
def record_result(
    *, community: Community, level: Level, year: int, document_number: str, granted_on: date, by
) -> Honour:
    """Put on record that the city or the province granted its title. `year` is the second of
    the two years on which it rests."""
    below = BELOW[level]
    rests_on = Honour.objects.standing().at(below).of(community)
    if rests_on.filter(year__in=[year - 1, year]).count() != 2:
        raise DomainError(
            f"“{community.name}”在 {year - 1}、{year} 两年没有连续有效的{below.label}称号，"
            f"不能登记{level.label}称号。"
        )
    if not document_number.strip():
        raise DomainError("请写明上级命名文件的文号。")
    honour = Honour.objects.create(
        community=community,
        level=level,
        year=year,
        name=community.name,
        kind=community.kind,
        township_name=community.township.name,
        granted_on=granted_on,
        document_number=document_number.strip(),
    )
    data = {"level": level, "year": year, "document_number": document_number}
    audit.record(verb="result_recorded", subject=honour, by=by, data=data)
    return honour


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
    personal_data.refuse(reason, "原因")
    honour.state, honour.ended_on, honour.end_reason = state, on, reason.strip()
    honour.save(update_fields=["state", "ended_on", "end_reason"])
    audit.record(verb=verb, subject=honour, by=by, data={"reason": honour.end_reason, "on": on})
    honour_ended.send(sender=Honour, honour=honour, on=on, by=by)
    return honour
