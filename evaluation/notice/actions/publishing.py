"""Notice, approval and the public list, N 3(2). `on` is the day on which a step took effect,
today unless said otherwise: papers are sometimes put on record after the fact."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.actions.nominations import open_due
from evaluation.notice import canonical
from evaluation.notice.actions.objections import erase_contacts
from evaluation.notice.models import Notice, NoticeDraft, NoticeEntry
from evaluation.notice.obstacles import obstacles, of_dates, of_lines
from evaluation.notice.prepared import prepare
from evaluation.notice.signals import honours_granted
from evaluation.streaks.models import Honour, Level
from evaluation.year.actions.steps import locked, refuse_repetition, take_step
from evaluation.year.models import Cycle, CycleStep
from evaluation.year.queries import calendar_exceptions
from evaluation.year.rules import NOTICE_DAYS
from wufaan import personal_data
from wufaan.clock import today
from wufaan.days import checked_day
from wufaan.errors import DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def publish_notice(
    *,
    cycle: Cycle,
    number: str,
    title: str,
    channels: str,
    starts_on: date,
    working_days: int = NOTICE_DAYS,
    seen: str | None = None,
    on: date | None = None,
    by: User,
) -> Notice:
    """Freeze the list and publish it for objection (N 3(2)). `seen` is the mark of the preview
    that the person had before them. Through the browser a notice is published from its draft
    (drafts.publish_draft), and never for days that are over."""
    cycle = locked(cycle)
    words: dict[str, Any] = checked_words(number=number, title=title, channels=channels)
    days: dict[str, Any] = {"starts_on": starts_on, "working_days": working_days}
    refuse(of_dates(cycle, number=words["number"], **days))
    cycle = _take(cycle, "publish_notice", on, by)
    prepared = prepare(cycle, calendar_exceptions(), **days, **words)
    refuse(of_lines(prepared))
    notice, entries = prepared.notice, prepared.entries
    if seen is not None and seen != prepared.fingerprint:
        raise DomainError("您打开预览之后公示稿或名单有变动，请看过现在的再发布。")
    notice.position, notice.main_of = cycle.notices.count() + 1, cycle
    notice.save()
    NoticeDraft.objects.open().filter(cycle=cycle).update(notice=notice)
    for entry in entries:
        entry.notice = notice
    NoticeEntry.objects.bulk_create(entries)
    data = {"entries": len(entries), "sha256": notice.sha256, "ends_on": notice.ends_on}
    audit.record(verb="notice_published", subject=notice, by=by, data=data)
    return notice


def checked_words(**words: str) -> dict[str, str]:
    """The texts of a notice, as it keeps them."""
    allowing = personal_data.OF_AN_OFFICE
    fields = {field.name: field for field in Notice._meta.fields}
    return {
        name: checked_text(text, fields[name], blank=fields[name].blank, allowing=allowing)
        for name, text in words.items()
    }


@transaction.atomic
def approve(
    *, cycle: Cycle, on: date | None = None, seen: str | None = None, by: User
) -> list[Honour]:
    """The leading group approves, once the notice has run its days and every objection has its
    answer, through somebody who did not assess; what is still on the list gets its county title,
    and what has it two years running is to be put forward (N 3(2)). What follows a title listens
    to signals.honours_granted. `seen` is the hash of the list that the person had before them:
    another list is not what they approve."""
    on = checked_day(on or today(), at="on")
    cycle = _take(cycle, "approve", on, by)
    entries = list(cycle.notice.entries.kept().select_related("verdict"))
    if seen is not None and seen != canonical.hash_of(cycle.year, entries):
        raise DomainError("您打开页面之后名单有变动，请看过现在的名单再批准。")
    honours = Honour.objects.bulk_create(
        Honour(
            community_id=entry.verdict.community_id,
            level=Level.COUNTY,
            year=cycle.year,
            cycle=cycle,
            name=entry.name,
            kind=entry.kind,
            township_code=entry.verdict.township_code,
            township_name=entry.township_name,
            exemplar=entry.exemplar,
            granted_on=on,
        )
        for entry in entries
    )
    audit.record(verb="cycle_approved", subject=cycle, by=by, data={"honours": len(honours)})
    open_due(below=Level.COUNTY, year=cycle.year, on=on, by=by)
    honours_granted.send(sender=Cycle, cycle=cycle, by=by)
    return honours


@transaction.atomic
def send_back(*, cycle: Cycle, reason: str, on: date | None = None, by: User) -> Cycle:
    """The leading group does not approve and says why. The list stays as it was published; the
    office looks into it, withholds what it must, and submits it again."""
    reason = _checked_reason(reason, "退回的原因")
    cycle = _take(cycle, "send_back", on, by, reason)
    audit.record(verb="cycle_sent_back", subject=cycle, by=by, data={"reason": reason})
    return cycle


@transaction.atomic
def resubmit(*, cycle: Cycle, reason: str, on: date | None = None, by: User) -> Cycle:
    """The office says what it found and asks again for approval."""
    reason = _checked_reason(reason, "复核情况")
    cycle = _take(cycle, "resubmit", on, by, reason)
    taken_off = cycle.notice.entries.taken_off()
    data = {"reason": reason, "taken_off": list(taken_off.values_list("code", flat=True))}
    audit.record(verb="cycle_resubmitted", subject=cycle, by=by, data=data)
    return cycle


@transaction.atomic
def publish(*, cycle: Cycle, on: date | None = None, by: User) -> Cycle:
    """Put the year's list before the public (N 3(5)); who objected is forgotten."""
    cycle = _take(cycle, "publish", on, by)
    erase_contacts(cycle=cycle, by=by)
    audit.record(verb="cycle_published", subject=cycle, by=by)
    return cycle


def _take(cycle: Cycle, verb: str, on: date | None, by: User, reason: str = "") -> Cycle:
    """The step, where nothing stands in its way."""
    cycle = locked(cycle)
    refuse_repetition(cycle, verb, by)
    refuse(obstacles(cycle, verb, on or today(), by=by))
    return take_step(cycle, verb, on, by, reason)


def _checked_reason(reason: str, called: str) -> str:
    return checked_text(reason, CycleStep.reason.field, called=called)
