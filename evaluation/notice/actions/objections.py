"""异议 against a notice: taken from the public or put on record by the office, answered, and
forgotten as far as it tells who objected. Neither text nor contact ever gets into the audit, only
whether there was a contact."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from audit import actions as audit
from communities.models import Community
from evaluation.notice.actions import senders
from evaluation.notice.actions.taking import locked_for, locked_notice
from evaluation.notice.actions.withholding import withhold_after_notice
from evaluation.notice.models import (
    Notice,
    NoticeEntry,
    Objection,
    ObjectionChannel,
)
from evaluation.notice.models import ObjectionState as State
from evaluation.notice.objection_period import answer_due, check_received
from evaluation.notice.obstacles import of_answered, of_objecting, of_upholding
from evaluation.notice.references import new_reference
from evaluation.year.models import Cycle
from evaluation.year.queries import calendar_exceptions
from wufaan import personal_data
from wufaan.clock import today
from wufaan.database import entry_key, sent_before
from wufaan.errors import DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def lodge(
    *,
    notice: Notice,
    text: str,
    sent_as: str,
    address: str,
    entry: NoticeEntry | None = None,
    missing: Community | None = None,
    contact: str = "",
    on: date | None = None,
    by: User,
) -> Objection:
    """Take one from the public while the notice runs, against an entry or for a place that is
    `missing`. `sent_as` is the form's own key: the same form with the same words sent again is the
    objection that is already there."""
    on = on or today()
    key = entry_key(sent_as, notice.pk, entry and entry.pk, missing and missing.code, text, contact)
    if there := sent_before(Objection, key):
        return there
    notice = locked_notice(notice)
    refuse(of_objecting(notice, on))
    _check_missing(notice, entry, missing)
    senders.admit(notice=notice, address=address, on=on)
    channel = ObjectionChannel.WEB
    said = {"entry": entry, "missing": missing, "received_on": on, "entry_key": key}
    objection = _create(notice, channel, text, contact, **said)
    return _recorded(objection, "objection_lodged", by, contact=bool(objection.contact))


@transaction.atomic
def enter(
    *,
    notice: Notice,
    channel: ObjectionChannel,
    text: str,
    received_on: date,
    sent_as: str,
    entry: NoticeEntry | None = None,
    missing: Community | None = None,
    contact: str = "",
    by: User,
) -> Objection:
    """Put on record what came by letter, phone or visit: made within the notice's days, entered
    before the year is approved."""
    key = entry_key(sent_as, notice.pk, entry and entry.pk, missing and missing.code, text, contact)
    if there := sent_before(Objection, key):
        return there
    notice = locked_for("handle_objections", notice)
    check_received(notice, received_on)
    _check_missing(notice, entry, missing)
    said = {"entry": entry, "missing": missing, "received_on": received_on, "entry_key": key}
    objection = _create(notice, channel, text, contact, **said)
    return _recorded(objection, "objection_entered", by, contact=bool(objection.contact))


@transaction.atomic
def answer(
    *,
    objection: Objection,
    finding: State,
    reply: str,
    entry: NoticeEntry | None = None,
    on: date | None = None,
    by: User,
) -> Objection:
    """Answer once, for the public to read. Upheld against an entry takes that community off:
    its title is withheld, while the list stays as it was published (N 3(2)). `entry` says which
    one was meant where the objection did not. Upheld for a place that is missing withholds nothing:
    a supplementary notice may follow."""
    locked_for("handle_objections", objection.notice)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    reply = checked_text(reply, Objection.reply.field, allowing=personal_data.OF_AN_OFFICE)
    if (objection.state, objection.reply) == (finding, reply):
        return objection
    refuse(of_answered(objection, f"（{objection.get_state_display()}）"))
    objection.entry = objection.entry or entry
    refuse(of_upholding(objection, finding))
    objection.state, objection.reply = finding, reply
    objection.answered_by, objection.answered_on = by, on or today()
    objection.answered_at = timezone.now()
    objection.save(
        update_fields=["entry", "state", "reply", "answered_by", "answered_on", "answered_at"]
    )
    if finding == State.UPHELD and objection.entry:
        withhold_after_notice(
            verdict=objection.entry.verdict,
            reason=objection.why_withheld,
            # The reference is not for everybody: whoever has it may read the answer.
            told="经核查，对该小区（村社）提出的异议成立。",
            on=objection.answered_on,
            by=by,
        )
    return _recorded(objection, "objection_answered", by, finding=finding, reply=reply)


@transaction.atomic
def assign(*, objection: Objection, to: User | None, by: User) -> Objection:
    """Say who of the office looks into it; None: nobody in particular."""
    locked_for("handle_objections", objection.notice)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    if objection.assigned_to_id == (to and to.pk):
        return objection
    refuse(of_answered(objection, "，不用再交办"))
    if to and not to.can(Permission.HANDLE_OBJECTIONS):
        raise DomainError(f"{to.display_name}不办理异议，请交给领导小组办公室的账号。")
    objection.assigned_to = to
    objection.save(update_fields=["assigned_to"])
    return _recorded(objection, "objection_assigned", by, to=to and to.username)


def erase_contacts(*, cycle: Cycle, by: User) -> None:
    """When the year is published nobody needs to be called back any more, but about a
    supplementary notice that still runs. Part of that step's transaction; the audit tells that it
    was done, not what or how many there were."""
    answered = Objection.objects.of(cycle).exclude(notice__in=cycle.notices.current())
    answered.exclude(contact="").update(contact="")
    audit.record(verb="contacts_erased", subject=cycle, by=by)


def _create(
    notice: Notice, channel: ObjectionChannel, text: str, contact: str, **fields: Any
) -> Objection:
    """A contact is a number to call back or an address; nobody needs to identify themselves. No
    paper says either: nobody is turned away for a character."""
    text = checked_text(text, Objection.text.field, printed=False)
    reached, field = personal_data.TO_BE_REACHED, Objection.contact.field
    contact = checked_text(contact, field, printed=False, allowing=reached, blank=True)
    return Objection.objects.create(
        notice=notice,
        reference=new_reference(),
        channel=channel,
        text=text,
        contact=contact,
        due_on=answer_due(fields["received_on"], calendar_exceptions()),
        **fields,
    )


def _check_missing(notice: Notice, entry: NoticeEntry | None, missing: Community | None) -> None:
    if entry and missing:
        raise DomainError("已经选了名单中的一个，没有列入的请留空。", field="missing")
    listed = NoticeEntry.objects.live().filter(notice__cycle=notice.cycle)
    if missing and listed.filter(verdict__community=missing).exists():
        raise DomainError(f"“{missing}”在公示名单上，请在名单里选它。", field="missing")


def _recorded(objection: Objection, verb: str, by: User, **data: Any) -> Objection:
    data |= {
        "year": objection.notice.cycle.year,
        "channel": objection.channel,
        **objection.named,
    }
    audit.record(verb=verb, subject=objection, by=by, data=data)
    return objection
