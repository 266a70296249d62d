"""The ladder (N 3(2)) and the loss of a title (N 3(4))."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.models import Community
from evaluation.ladder.actions.nominations import (
    check_result_day,
    checked_issuer,
    checked_number,
    locked_nominations,
    move_nominations,
    open_due,
    withdraw_with,
)
from evaluation.ladder.models import Nomination
from evaluation.ladder.obstacles import of_ending, of_ending_day, of_results
from evaluation.ladder.queries import resting_on
from evaluation.ladder.signals import honour_ended
from evaluation.streaks.models import (
    Honour,
    HonourState,
    Level,
)
from wufaan.clock import today
from wufaan.days import checked_day
from wufaan.obstacles import refuse
from wufaan.texts import checked_text

_ENDED = {HonourState.REVOKED: "honour_revoked", HonourState.VOID: "honour_voided"}


@transaction.atomic
def record_results(
    *,
    communities: Collection[Community],
    level: Level,
    year: int,
    document_number: str,
    granted_on: date,
    issuer: str = "",
    by: User,
) -> list[Honour]:
    """Put on record that the city or the province granted its title to these: to all of them or,
    where one was not put forward, to none. `year` is the second of the two years on which it
    rests. Two years running at the new level are put forward further."""
    wanted = Nomination.objects.at(level).in_year(year).filter(community__in=communities)
    nominations = list(
        wanted.select_for_update(of=["self"])
        .select_related("second", "community__township")
        .order_by("pk")
    )
    refuse(of_results(communities, level, year, nominations))
    paper = check_naming(
        nominations=nominations,
        document_number=document_number,
        granted_on=granted_on,
        issuer=issuer,
    )
    honours = Honour.objects.bulk_create(
        Honour(
            community=nomination.community,
            level=level,
            year=year,
            name=nomination.community.name,
            kind=nomination.community.kind,
            township_code=nomination.community.township.code,
            township_name=nomination.community.township.name,
            **paper,
        )
        for nomination in nominations
    )
    number = paper["document_number"]
    data = {"level": level, "year": year, "document_number": number}
    audit.record_many(verb="result_recorded", subjects=[(h, data) for h in honours], by=by)
    fields = {"result_on": granted_on, "result_number": number, "reason": ""}
    told = {"on": granted_on, "document_number": number}
    move_nominations(nominations, "grant", "nomination_granted", told, by, **fields)
    open_due(below=level, year=year, on=granted_on, by=by)
    return honours


def check_naming(
    *, nominations: Iterable[Nomination], document_number: str, granted_on: date, issuer: str = ""
) -> dict[str, Any]:
    """Refuse a paper that cannot be, before it is shown what becomes public as well as then. The
    paper as the titles keep it."""
    number = checked_number(document_number, "上级命名文件的文号")
    checked_day(granted_on, at="granted_on")
    check_result_day(nominations, granted_on, "granted_on")
    issuer = checked_issuer(issuer)
    return {"document_number": number, "granted_on": granted_on, "issuer": issuer}


@transaction.atomic
def grant_nominations(
    *,
    nominations: Iterable[Nomination],
    document_number: str,
    granted_on: date,
    issuer: str = "",
    by: User,
) -> list[Honour]:
    """The same for those that are ticked: one paper, one level, perhaps of several years."""
    rows = locked_nominations(nominations, "grant")
    return [
        honour
        for year in sorted({row.year for row in rows})
        for honour in record_results(
            communities=[row.community for row in rows if row.year == year],
            level=Level(rows[0].level),
            year=year,
            document_number=document_number,
            granted_on=granted_on,
            issuer=issuer,
            by=by,
        )
    ]


def revoke(*, honour: Honour, reason: str, on: date, document_number: str = "", by: User) -> Honour:
    """Take a title away for cause. It stays on record, shown as revoked."""
    return _end(honour, HonourState.REVOKED, reason, on, document_number, by)


def void(*, honour: Honour, reason: str, on: date, document_number: str = "", by: User) -> Honour:
    """End a title because the place merged or was dissolved: no blame."""
    return _end(honour, HonourState.VOID, reason, on, document_number, by)


@transaction.atomic
def revoke_together(
    *, honours: Iterable[Honour], reason: str, on: date, document_number: str, by: User
) -> list[Honour]:
    """One document takes several away, or none. The higher ones before those on which they rest:
    each for the reason that the document gives."""
    told: dict[str, Any] = {"reason": reason, "on": on, "document_number": document_number}
    honours = list(honours)
    check_may_end_together(honours=honours, **told)
    from_above = sorted(honours, key=lambda h: (-Level.values.index(h.level), h.year, h.pk))
    return [revoke(honour=honour, **told, by=by) for honour in from_above]


def check_may_end_together(
    *, honours: Iterable[Honour], document_number: str, reason: str, on: date
) -> None:
    for honour in honours:
        check_may_end(honour=honour, reason=reason, on=on)
    checked_number(document_number, "决定文件的文号")


@transaction.atomic
def _end(
    honour: Honour, state: HonourState, reason: str, on: date, document_number: str, by: User
) -> Honour:
    """With all that rests on it, up to the top: `queries.falling` tells it beforehand."""
    honour = Honour.objects.select_for_update().get(pk=honour.pk)
    ending = check_may_end(honour=honour, reason=reason, on=on, document_number=document_number)
    _bring_down(honour, state, ending, by)
    below = f"{honour.year} 年{honour.get_level_display()}称号{honour.get_state_display()}"
    why = f"作为依据的 {below}：{honour.end_reason}"[: Honour.end_reason.field.max_length]
    _bring_down_above(honour, state, ending | {"end_reason": why, "fell_with": honour}, by)
    return honour


def check_may_end(
    *, honour: Honour, reason: str, on: date, document_number: str = ""
) -> dict[str, Any]:
    """Refuse an end that cannot be, before it is asked for as well as when it is done. The ending
    as it is kept."""
    refuse(of_ending(honour))
    refuse(of_ending_day(honour, on, at="on"))
    # A place that closes ends a title with the day from which it was granted, at the earliest.
    checked_day(on, at="on", last=max(today(), honour.granted_on))
    return {
        "ended_on": on,
        "end_reason": checked_text(reason, Honour.end_reason.field, called="原因", at="reason"),
        "end_document": checked_number(document_number, "决定文件的文号", blank=True),
    }


def _bring_down_above(honour: Honour, state: HonourState, ending: dict[str, Any], by: User) -> None:
    """`ending` says with which title everything fell."""
    withdraw_with(honour=honour, reason=ending["end_reason"], fell_with=ending["fell_with"], by=by)
    for above in resting_on(honour).select_for_update().order_by("pk"):
        since = max(ending["ended_on"], above.granted_on)
        _bring_down(above, state, ending | {"ended_on": since}, by)
        _bring_down_above(above, state, ending, by)


def _bring_down(honour: Honour, state: HonourState, ending: dict[str, Any], by: User) -> None:
    before, honour.state = {"state": honour.state}, state
    for name, value in ending.items():
        setattr(honour, name, value)
    honour.save(update_fields=["state", *ending])
    data = {
        "reason": honour.end_reason,
        "on": honour.ended_on,
        "document_number": honour.end_document,
        "before": before,
        "after": {"state": state},
    }
    audit.record(verb=_ENDED[state], subject=honour, by=by, data=data)
    honour_ended.send(sender=Honour, honour=honour, on=honour.ended_on, by=by)
