"""Notice, approval and the public list, N 3(2). `on` is the day on which a step took effect,
today unless said otherwise: papers are sometimes put on record after the fact."""

from datetime import date

from django.db import transaction

from audit import actions as audit
from evaluation import notice_list
from evaluation.actions.steps import take_step
from evaluation.calendar import last_working_day
from evaluation.models import Cycle, Honour, Level, Notice, NoticeEntry, Verdict
from evaluation.queries import calendar_exceptions
from evaluation.signals import honours_granted
from wufaan.clock import today
from wufaan.errors import DomainError


@transaction.atomic
def publish_notice(
    *, cycle: Cycle, number: str, title: str, channels: str, starts_on: date, by, working_days=5
) -> Notice:
    """Freeze the list and publish it for objection (N 3(2)). Communities that are pending or
    incomplete are not on it, nor those withheld."""
    if not (title.strip() and channels.strip()):
        raise DomainError("公示要有标题和异议渠道。")
    if starts_on <= cycle.ends_on:
        raise DomainError(f"评选期到 {cycle.ends_on} 才结束，之后才能公示。")
    if working_days < 1:
        raise DomainError("公示期至少 1 个工作日。")
    cycle = take_step(cycle, "publish_notice", starts_on, by)
    verdicts = list(cycle.verdicts.nameable().order_by("township_code", "code"))
    if not verdicts:
        raise DomainError("没有可以公示的小区（村社）：没有一个达标且未暂缓。")
    entries = [_entry(position, v) for position, v in enumerate(verdicts, 1)]
    notice = Notice.objects.create(
        cycle=cycle,
        number=number.strip(),
        title=title.strip(),
        issuer=cycle.issuer,
        approval_basis=cycle.approval_basis,
        channels=channels.strip(),
        starts_on=starts_on,
        ends_on=last_working_day(starts_on, working_days, calendar_exceptions()),
        working_days=working_days,
        sha256=notice_list.digest(notice_list.canonical(cycle.year, entries)),
    )
    for entry in entries:
        entry.notice = notice
    NoticeEntry.objects.bulk_create(entries)
    data = {"entries": len(entries), "sha256": notice.sha256, "ends_on": notice.ends_on}
    audit.record(verb="notice_published", subject=notice, by=by, data=data)
    return notice


@transaction.atomic
def approve(*, cycle: Cycle, on: date | None = None, by) -> list[Honour]:
    """The leading group approves, once the notice has run its days, through somebody who did
    not assess; county titles are granted (N 3(2)). What follows a title listens to
    signals.honours_granted."""
    on = on or today()
    cycle = take_step(cycle, "approve", on, by)
    if on <= cycle.notice.ends_on:
        raise DomainError(f"公示到 {cycle.notice.ends_on} 才满，之后才能批准。")
    if cycle.steps.filter(verb__in=["assess", "publish_notice"], by=by).exists():
        raise DomainError("评估或公示的经办人不能批准，请由领导小组其他成员批准。")
    honours = Honour.objects.bulk_create(
        Honour(
            community_id=entry.verdict.community_id,
            level=Level.COUNTY,
            year=cycle.year,
            cycle=cycle,
            name=entry.name,
            kind=entry.kind,
            township_name=entry.township_name,
            exemplar=entry.exemplar,
            granted_on=on,
        )
        for entry in cycle.notice.entries.select_related("verdict")
    )
    audit.record(verb="cycle_approved", subject=cycle, by=by, data={"honours": len(honours)})
    honours_granted.send(sender=Cycle, cycle=cycle, by=by)
    return honours


@transaction.atomic
def publish(*, cycle: Cycle, on: date | None = None, by) -> Cycle:
    """Put the year's list before the public (N 3(5))."""
    cycle = take_step(cycle, "publish", on, by)
    audit.record(verb="cycle_published", subject=cycle, by=by)
    return cycle


def _entry(position: int, verdict: Verdict) -> NoticeEntry:
    return NoticeEntry(
        verdict=verdict,
        position=position,
        code=verdict.code,
        name=verdict.name,
        kind=verdict.kind,
        township_name=verdict.township_name,
        exemplar=verdict.exemplar,
    )
