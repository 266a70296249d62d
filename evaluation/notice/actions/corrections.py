"""What changes on a notice after it was published: told to everybody, in the transaction of the
change itself. The list and its hash stay."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.notice.models import (
    CorrectionKind,
    Notice,
    NoticeCorrection,
    NoticeEntry,
)
from evaluation.notice.obstacles import of_length
from evaluation.notice.workflow import WORKFLOW
from evaluation.year.actions.steps import locked
from evaluation.year.calendar import last_working_day
from evaluation.year.queries import calendar_exceptions
from wufaan import personal_data
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


def add_corrections(
    *,
    notice: Notice,
    kind: CorrectionKind,
    text: str,
    entries: Collection[NoticeEntry | None],
    on: date | None = None,
    by: User,
) -> list[NoticeCorrection]:
    """One an entry, None where the notice as a whole is meant. Part of the change that they tell
    of; whoever makes that change holds the cycle's lock, so that no two get the same position."""
    last = notice.corrections.last()
    first = last.position + 1 if last else 1
    corrections = NoticeCorrection.objects.bulk_create(
        NoticeCorrection(
            notice=notice,
            position=position,
            kind=kind,
            entry=entry,
            text=text,
            on=on or today(),
            by=by,
        )
        for position, entry in enumerate(entries, first)
    )
    told = [
        (c, {"year": notice.cycle.year, "code": c.entry and c.entry.code} | _told(c))
        for c in corrections
    ]
    audit.record_many(verb="notice_corrected", subjects=told, by=by)
    return corrections


@transaction.atomic
def correct_wording(
    *, notice: Notice, text: str, entry: NoticeEntry | None = None, on: date | None = None, by: User
) -> NoticeCorrection:
    """Put right in words what the published notice says wrong. The same words again, of the same
    entry, are the correction that is already there."""
    notice = _for("correct_notice", notice)
    text = _checked(text, "更正内容")
    last = notice.corrections.filter(kind=CorrectionKind.WORDING).last()
    if last and (last.text, last.entry_id) == (text, entry and entry.pk):
        return last
    kind = CorrectionKind.WORDING
    (correction,) = add_corrections(
        notice=notice, kind=kind, text=text, entries=[entry], on=on, by=by
    )
    return correction


@transaction.atomic
def extend_notice(
    *, notice: Notice, working_days: int, reason: str, on: date | None = None, by: User
) -> Notice:
    """Let a notice run longer: `working_days` are all of them, counted from its first day. Asking
    for what is so already changes nothing; it never ends earlier than it was published to."""
    on = on or today()
    notice = _for("extend_notice", notice)
    if working_days == notice.working_days and notice.corrections.filter(kind="extended").exists():
        return notice
    refuse(of_length(working_days))
    ends_on = last_working_day(notice.starts_on, working_days, calendar_exceptions())
    _refuse_end(notice, working_days, ends_on, on)
    reason = _checked(reason, "延长的原因", at="reason")
    was, notice.ends_on, notice.working_days = notice.ends_on, ends_on, working_days
    text = f"延长至 {ends_on}，共 {working_days} 个工作日（原定至 {was}）。{reason}"
    _checked(text, "写进公示的更正", at="reason")
    notice.save(update_fields=["ends_on", "working_days"])
    kind = CorrectionKind.EXTENDED
    add_corrections(notice=notice, kind=kind, text=text, entries=[None], on=on, by=by)
    data = {"from": was, "to": ends_on, "working_days": working_days, "reason": reason}
    audit.record(verb="notice_extended", subject=notice, by=by, data=data)
    return notice


def _for(verb: str, notice: Notice) -> Notice:
    """As it is now, its year locked, if this may be done to it."""
    locked(notice.cycle)
    notice = Notice.objects.select_related("cycle").get(pk=notice.pk)
    WORKFLOW.enter(verb, notice.state)
    return notice


def _refuse_end(notice: Notice, working_days: int, ends_on: date, on: date) -> None:
    if working_days < notice.working_days or ends_on < notice.ends_on:
        raise DomainError(
            f"公示已公布到 {notice.ends_on}（{notice.working_days} 个工作日），不能提前结束。",
            field="working_days",
        )
    if ends_on == notice.ends_on:
        raise DomainError(
            f"公示本来就到 {notice.ends_on}，没有延长。请填比 {notice.working_days} 大的天数。",
            field="working_days",
        )
    if ends_on < on:
        raise DomainError(
            f"延长到 {ends_on} 也已经过去，公众来不及看到。请再填大一些。", field="working_days"
        )


def _checked(text: str, called: str, *, at: str = "text") -> str:
    field, allowing = NoticeCorrection.text.field, personal_data.OF_AN_OFFICE
    return checked_text(text, field, called=called, at=at, allowing=allowing)


def _told(correction: NoticeCorrection) -> dict[str, Any]:
    return {"kind": correction.kind, "position": correction.position, "text": correction.text}
