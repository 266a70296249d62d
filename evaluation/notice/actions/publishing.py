"""Notice, approval and the public list, N 3(2). `on` is the day on which a step took effect,
today unless said otherwise: papers are sometimes put on record after the fact."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.actions.nominations import open_due
from evaluation.notice import canonical
from evaluation.notice.actions.objections import erase_contacts
from evaluation.notice.models import Notice, NoticeEntry
from evaluation.notice.obstacles import MISFIT, late_in_words, misfits
from evaluation.notice.prepared import prepare
from evaluation.notice.queries import found_late
from evaluation.notice.signals import honours_granted
from evaluation.states import State
from evaluation.streaks.models import Honour, Level
from evaluation.year.actions.steps import take_step
from evaluation.year.models import Cycle, CycleStep
from evaluation.year.presenters import changed_since
from evaluation.year.queries import calendar_exceptions, tried_on
from evaluation.year.rules import MOST_NOTICE_DAYS
from wufaan import personal_data
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.texts import checked_text


@transaction.atomic
def publish_notice(
    *,
    cycle: Cycle,
    number: str,
    title: str,
    channels: str,
    starts_on: date,
    working_days: int = 5,
    seen: str | None = None,
    on: date | None = None,
    by: User,
) -> Notice:
    """Freeze the list and publish it for objection (N 3(2)). `seen` is the mark of the preview
    that the person had before them. Through the browser a notice is published from its draft
    (drafts.publish_draft), and never for days that are over."""
    words = checked_words(number=number, title=title, channels=channels)
    days = {"starts_on": starts_on, "working_days": working_days}
    check_notice(cycle, words["number"], **days)
    if tried := tried_on(cycle):
        raise DomainError(f"现在的结果是 {tried} 试评的，那时评选期未满。请先重新评估。")
    cycle = take_step(cycle, "publish_notice", on, by)
    if changed := changed_since(cycle):
        raise DomainError(changed)
    prepared = prepare(cycle, calendar_exceptions(), **words, **days)
    notice, entries = prepared.notice, prepared.entries
    if not entries:
        raise DomainError("没有可以公示的小区（村社）：没有一个达标且未暂缓。")
    if seen is not None and seen != prepared.mark:
        raise DomainError("您打开预览之后公示稿或名单有变动，请看过现在的再发布。")
    notice.save()
    for entry in entries:
        entry.notice = notice
    NoticeEntry.objects.bulk_create(entries)
    data = {"entries": len(entries), "sha256": notice.sha256, "ends_on": notice.ends_on}
    audit.record(verb="notice_published", subject=notice, by=by, data=data)
    return notice


def checked_words(**words: str) -> dict[str, str]:
    """The texts of a notice, as it keeps them."""
    fields = {name: Notice._meta.get_field(name) for name in words}
    allowing = personal_data.OF_AN_OFFICE
    return {
        name: checked_text(words[name], field, blank=field.blank, allowing=allowing)
        for name, field in fields.items()
    }


def check_notice(cycle: Cycle, number: str, *, starts_on: date, working_days: int) -> None:
    """Refuse days and a number that no notice of this year may have."""
    if starts_on <= cycle.ends_on:
        raise DomainError(f"评选期到 {cycle.ends_on} 才结束，之后才能公示。", field="starts_on")
    if not 1 <= working_days <= MOST_NOTICE_DAYS:
        raise DomainError(f"公示期要有 1 至 {MOST_NOTICE_DAYS} 个工作日。", field="working_days")
    others = Notice.objects.exclude(cycle=cycle).select_related("cycle")
    if number and (other := others.filter(number=number).first()):
        raise DomainError(
            f"编号“{other.number}”是 {other.cycle.year} 年度公示的，请另编。", field="number"
        )


@transaction.atomic
def approve(
    *, cycle: Cycle, on: date | None = None, seen: str | None = None, by: User
) -> list[Honour]:
    """The leading group approves, once the notice has run its days and every objection has its
    answer, through somebody who did not assess; what is still on the list gets its county title,
    and what has it two years running is to be put forward (N 3(2)). What follows a title listens
    to signals.honours_granted. `seen` is the hash of the list that the person had before them:
    another list is not what they approve."""
    on = on or today()
    cycle = take_step(cycle, "approve", on, by)
    entries = list(cycle.notice.entries.kept().select_related("verdict"))
    _refuse_misfit(cycle, "批准")
    _refuse_approval(cycle, on, by)
    if not entries:
        raise DomainError("名单上的全部暂缓命名，没有可以批准的。请退回办公室。")
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
    cycle = take_step(cycle, "send_back", on, by, reason)
    _refuse_who_assessed(cycle, by, "退回")
    audit.record(verb="cycle_sent_back", subject=cycle, by=by, data={"reason": reason})
    return cycle


@transaction.atomic
def resubmit(*, cycle: Cycle, reason: str, on: date | None = None, by: User) -> Cycle:
    """The office says what it found and asks again for approval."""
    reason = _checked_reason(reason, "复核情况")
    cycle = take_step(cycle, "resubmit", on, by, reason)
    _refuse_found_late(cycle, State.SENT_BACK)
    taken_off = cycle.notice.entries.taken_off()
    data = {"reason": reason, "taken_off": list(taken_off.values_list("code", flat=True))}
    audit.record(verb="cycle_resubmitted", subject=cycle, by=by, data=data)
    return cycle


@transaction.atomic
def publish(*, cycle: Cycle, on: date | None = None, by: User) -> Cycle:
    """Put the year's list before the public (N 3(5)); who objected is forgotten."""
    cycle = take_step(cycle, "publish", on, by)
    _refuse_misfit(cycle, "公布年度名单")
    erase_contacts(cycle=cycle, by=by)
    audit.record(verb="cycle_published", subject=cycle, by=by)
    return cycle


def _refuse_approval(cycle: Cycle, on: date, by: User) -> None:
    if on > today():
        raise DomainError(f"日期 {on} 还没有到，请核对。", field="on")
    if on <= cycle.notice.ends_on:
        raise DomainError(f"公示到 {cycle.notice.ends_on} 才满，之后才能批准。")
    if unanswered := cycle.notice.objections.unanswered().count():
        raise DomainError(f"还有 {unanswered} 件异议没有答复，由办公室答复之后才能批准。")
    _refuse_who_assessed(cycle, by, "批准")
    _refuse_found_late(cycle, State.NOTICED)
    if closed := cycle.notice.entries.kept().closed().first():
        raise DomainError(f"“{closed.name}”已经撤并，不能命名。请退回办公室暂缓之后再报请批准。")


def _refuse_misfit(cycle: Cycle, what: str) -> None:
    """A line that was added behind its back gets no title."""
    if misfits(cycle.notice):
        raise DomainError(MISFIT.format(what=what))


def _refuse_found_late(cycle: Cycle, state: State) -> None:
    """Nothing gets a title against a finding: withheld first, or found on anew."""
    if late := found_late(cycle):
        raise DomainError(late_in_words(late, state))


def _refuse_who_assessed(cycle: Cycle, by: User, what: str) -> None:
    if cycle.was_handled_by(by):
        raise DomainError(f"评估或公示的经办人不能{what}，请由领导小组其他成员{what}。")


def _checked_reason(reason: str, called: str) -> str:
    return checked_text(reason, CycleStep.reason.field, called=called)
