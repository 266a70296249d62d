"""Notice, approval and the public list, N 3(2). `on` is the day on which a step took effect,
today unless said otherwise: papers are sometimes put on record after the fact."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.actions.nominations import open_due
from evaluation.notice import canonical
from evaluation.notice.actions.acknowledging import take_along
from evaluation.notice.actions.objections import erase_contacts
from evaluation.notice.actions.taking import clear, take
from evaluation.notice.models import Notice, NoticeDraft, NoticeEntry, SignedBasis
from evaluation.notice.obstacles import (
    along_with,
    obstacles,
    of_dates,
    of_its_list,
    of_supplement,
)
from evaluation.notice.prepared import prepare
from evaluation.notice.queries import as_corrected
from evaluation.notice.signals import honours_granted
from evaluation.notice.signed import as_of, to_be_signed
from evaluation.states import State
from evaluation.streaks.models import Honour, Level
from evaluation.year.actions.steps import locked, take_step
from evaluation.year.models import Cycle, Verdict
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
    """Freeze the list and publish it for objection (N 3(2)). `seen` is the fingerprint of the
    preview that the person had before them. Through the browser a notice is published from its
    draft (drafts.publish_draft), and never for days that are over."""
    words = {"number": number, "title": title, "channels": channels}
    days = {"starts_on": starts_on, "working_days": working_days}
    return issue(cycle, "publish_notice", words, days, seen, on or today(), by)


@transaction.atomic
def publish_supplement(
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
    """补充公示: put who came right since before the public, as a notice of its own. Each place gets
    a new verdict with it; what was frozen stays beside it as it was."""
    words = {"number": number, "title": title, "channels": channels}
    days = {"starts_on": starts_on, "working_days": working_days}
    return issue(cycle, "publish_supplement", words, days, seen, on or today(), by)


def issue(
    cycle: Cycle,
    verb: str,
    words: dict[str, str],
    days: dict[str, Any],
    seen: str | None,
    on: date,
    by: User,
    seen_from: date | None = None,
) -> Notice:
    """For `seen_from` see obstacles.of_dates."""
    cycle, words = locked(cycle), checked_words(**words)
    refuse(of_dates(cycle, number=words["number"], seen_from=seen_from, **days))
    cycle = clear(cycle, verb, on, by)
    supplement = verb == "publish_supplement"
    given: dict[str, Any] = words | days | {"right_by": on if supplement else None}
    prepared = prepare(cycle, calendar_exceptions(), **given)
    lines = prepared.lines(on)
    refuse(of_its_list(prepared, lines, on))
    if seen is not None and seen != prepared.fingerprint:
        raise DomainError("您打开预览之后公示稿或名单有变动，请看过现在的再发布。")
    notice = prepared.notice
    take_step(cycle, verb, on, by, notice.number if supplement else "")
    _write(notice, prepared.entries)
    take_along(notice, lines)
    data = {"entries": len(prepared.entries), "sha256": notice.sha256, "ends_on": notice.ends_on}
    audit.record(verb="notice_published", subject=notice, by=by, data=data)
    return Notice.objects.select_related("cycle").get(pk=notice.pk)


def _write(notice: Notice, entries: list[NoticeEntry]) -> None:
    """With the verdicts that come with it; the draft is done with."""
    notice.position = notice.cycle.notices.count() + 1
    notice.main_of = None if notice.is_supplementary else notice.cycle
    notice.save()
    if draft := NoticeDraft.objects.open(notice.cycle, supplement=notice.is_supplementary):
        draft.notice = notice
        draft.save(update_fields=["notice"])
    if notice.is_supplementary:
        _replace_verdicts(notice, [entry.verdict for entry in entries])
    for entry in entries:
        # Anew, since only now they have keys.
        entry.notice, entry.verdict = notice, entry.verdict
    NoticeEntry.objects.bulk_create(entries)


def _replace_verdicts(notice: Notice, verdicts: list[Verdict]) -> None:
    places = [verdict.community_id for verdict in verdicts]
    notice.cycle.verdicts.filter(community__in=places).update(stands=False)
    for verdict in verdicts:
        verdict.notice = notice
    Verdict.every.bulk_create(verdicts)


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
    cycle = take(cycle, "approve", on, by)
    along = along_with(cycle, on)
    honours = _grant(cycle, [cycle.notice, *along], "cycle_approved", seen, on, by)
    _mark_approved(along, on)
    return honours


@transaction.atomic
def approve_supplement(
    *, notice: Notice, on: date | None = None, seen: str | None = None, by: User
) -> list[Honour]:
    """The same for a supplementary notice of a year that is approved: titles of that year, as if
    they had been on its first list, with the next free numbers. Where the year's list is published
    they are on it at once."""
    on = checked_day(on or today(), at="on")
    verb, in_the_way = "approve_supplement", of_supplement(notice, on, by=by)
    cycle = take(notice.cycle, verb, on, by, notice.number, notice=notice, further=in_the_way)
    honours = _grant(cycle, [notice], "supplement_approved", seen, on, by)
    _mark_approved([notice], on)
    if cycle.state == State.PUBLISHED:
        erase_contacts(cycle=cycle, by=by)
    return honours


def check_approval(
    *, cycle: Cycle, notice: Notice | None, seen: str | None, on: date | None = None, by: User
) -> None:
    """Refuse what cannot be approved, before the second step as well as in it: the year, or by
    itself a supplementary notice of it."""
    on = on or today()
    if notice:
        refuse(obstacles(cycle, "approve_supplement", on, by=by))
        refuse(of_supplement(notice, on, by=by))
    else:
        refuse(obstacles(cycle, "approve", on, by=by))
    notices = [notice] if notice else [cycle.notice, *along_with(cycle, on)]
    _to_be_named(cycle, notices, seen)


def _to_be_named(cycle: Cycle, notices: list[Notice], seen: str | None) -> list[NoticeEntry]:
    entries = as_corrected(NoticeEntry.objects.on(notices).kept().select_related("verdict"))
    if seen is not None and seen != canonical.hash_of(cycle.year, entries):
        raise DomainError("您打开页面之后名单有变动，请看过现在的名单再批准。")
    return entries


def _mark_approved(notices: list[Notice], on: date) -> None:
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(approved_on=on)


def _grant(
    cycle: Cycle, notices: list[Notice], verb: str, seen: str | None, on: date, by: User
) -> list[Honour]:
    """What is still on these lists gets its county title, and what has it two years running is to
    be put forward."""
    entries = _to_be_named(cycle, notices, seen)
    _keep_basis(cycle, {n: [e for e in entries if e.notice_id == n.pk] for n in notices})
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
    data = {"honours": len(honours), "numbers": [notice.number for notice in notices]}
    audit.record(verb=verb, subject=cycle, by=by, data=data)
    open_due(below=Level.COUNTY, year=cycle.year, on=on, by=by)
    honours_granted.send(sender=Cycle, cycle=cycle, by=by)
    return honours


def _keep_basis(cycle: Cycle, kept: dict[Notice, list[NoticeEntry]]) -> None:
    """With the step that was taken just now: what whoever took it had before them."""
    values = to_be_signed(as_of(cycle, kept, today()))
    SignedBasis.objects.create(step=cycle.steps.latest("pk"), **values)


@transaction.atomic
def publish(*, cycle: Cycle, on: date | None = None, by: User) -> Cycle:
    """Put the year's list before the public (N 3(5)); who objected is forgotten."""
    cycle = take(cycle, "publish", on, by)
    erase_contacts(cycle=cycle, by=by)
    audit.record(verb="cycle_published", subject=cycle, by=by)
    return cycle
