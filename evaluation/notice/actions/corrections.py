"""What changes on a notice after it was published: told to everybody, in the transaction of the
change itself. The list and its hash stay."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.actions.writing import checked_name
from communities.models import Township
from evaluation.notice.actions.taking import locked_for
from evaluation.notice.models import (
    CorrectionKind,
    Notice,
    NoticeCorrection,
    NoticeEntry,
)
from evaluation.notice.obstacles import of_length
from evaluation.notice.queries import as_corrected
from evaluation.streaks.models import Honour, Level
from evaluation.year.actions.review import decide
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
    changes: Mapping[str, Any] = MappingProxyType({}),
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
            changes=dict(changes),
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
    notice = locked_for("correct_notice", notice)
    text = _checked(text, "更正内容")
    last = notice.corrections.filter(kind=CorrectionKind.WORDING).last()
    if last and (last.text, last.entry_id) == (text, entry and entry.pk):
        return last
    kind = CorrectionKind.WORDING
    (correction,) = add_corrections(
        notice=notice, kind=kind, text=text, entries=[entry], on=on, by=by
    )
    return correction


# What a list says of a place, and how that is told.
_SAID = {"name": "名称", "township_name": "乡镇", "exemplar": "先进典型"}


@transaction.atomic
def correct_entry(
    *,
    entry: NoticeEntry,
    text: str,
    name: str = "",
    township: Township | None = None,
    exemplar: bool | None = None,
    on: date | None = None,
    by: User,
) -> NoticeCorrection:
    """Put right what the published list says wrong of one place: it is named as corrected. Has it
    its title already, that is put right beside what stood there. What says in everything what is
    so already is the correction that is there."""
    locked_for("correct_notice", entry.notice)
    (entry,) = as_corrected(NoticeEntry.objects.filter(pk=entry.pk).select_related("verdict"))
    said: dict[str, Any] = {"exemplar": exemplar, "township_name": township and township.name}
    said["name"] = checked_name(name) if name else None
    news = {n: v for n, v in said.items() if v is not None and getattr(entry, n) != v}
    if not news:
        return _said_already(entry)
    told = [
        f"{words}由“{_in_words(getattr(entry, n))}”改为“{_in_words(news[n])}”"
        for n, words in _SAID.items()
        if n in news
    ]
    text = _checked(f"{'，'.join(told)}。{text}", "更正内容")
    if township and "township_name" in news:
        news["township_code"] = township.code
    (correction,) = add_corrections(
        notice=entry.notice,
        kind=CorrectionKind.ENTRY,
        text=text,
        entries=[entry],
        changes=news,
        on=on,
        by=by,
    )
    if "exemplar" in news and not entry.verdict.withheld_reason:
        decide([entry.verdict], "verdict_exemplar", by, exemplar=news["exemplar"])
    _correct_title(entry, news, text, by)
    return correction


def _said_already(entry: NoticeEntry) -> NoticeCorrection:
    last = entry.corrections.filter(kind=CorrectionKind.ENTRY).last()
    if last is None:
        raise DomainError("填的和名单上的一样，没有可以更正的。")
    return last


def _correct_title(entry: NoticeEntry, news: dict[str, Any], reason: str, by: User) -> None:
    """The event first: the guard of titles looks for it."""
    titles = Honour.objects.at(Level.COUNTY).in_year(entry.notice.cycle.year)
    title = titles.of(entry.verdict.community).select_for_update().first()
    if title is None:
        return
    after = {name: value for name, value in news.items() if getattr(title, name) != value}
    before = {name: getattr(title, name) for name in after}
    data = {"reason": reason, "before": before, "after": after}
    audit.record(verb="corrected", subject=title, by=by, data=data)
    for name, value in after.items():
        setattr(title, name, value)
    title.save(update_fields=list(after))


def _in_words(value: str | bool) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


@transaction.atomic
def extend_notice(
    *, notice: Notice, working_days: int, reason: str, on: date | None = None, by: User
) -> Notice:
    """Let a notice run longer: `working_days` are all of them, counted from its first day. Asking
    for what is so already changes nothing; it never ends earlier than it was published to."""
    on = on or today()
    notice = locked_for("extend_notice", notice)
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
