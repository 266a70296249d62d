"""The office asks a station about an objection; the station replies. The trail tells that, never
the words: they are about what somebody objected."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from audit.clearing import CLEARED
from communities.models import Station
from evaluation.notice.inquiries import of_asking, of_replying
from evaluation.notice.models import Inquiry, Objection
from notes.actions import check_not_cleared, checked_clearing_reason
from wufaan.clock import today
from wufaan.database import entry_key, sent_before
from wufaan.errors import AlreadyDone, DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def ask_station(
    *, objection: Objection, station: Station, question: str, due_on: date, sent_as: str, by: User
) -> Inquiry:
    """Ask what the station knows, in words of the office's own, by a day. `sent_as` is the form's
    own key: the same sent again is the inquiry that is already there."""
    question = checked_text(question, Inquiry.question.field, printed=False)
    key = entry_key(sent_as, objection.pk, station.pk, question, due_on)
    if there := sent_before(Inquiry, key):
        return there
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    refuse(of_asking(objection, station))
    if due_on < today():
        raise DomainError("回复期限不能早于今天。", field="due_on")
    told = {"station": station, "question": question, "due_on": due_on, "entry_key": key}
    inquiry = Inquiry.objects.create(objection=objection, asked_by=by, **told)
    data = {"station": station.code, "due_on": due_on}
    audit.record(verb="station_asked", subject=objection, by=by, data=data)
    return inquiry


@transaction.atomic
def reply_to_inquiry(*, inquiry: Inquiry, reply: str, by: User) -> Inquiry:
    """What the station found out: once, and while the objection has no answer."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    reply = checked_text(reply, Inquiry.reply.field, printed=False)
    if (inquiry.replied_by_id, inquiry.reply) == (by.pk, reply):
        raise AlreadyDone
    refuse(of_replying(inquiry))
    inquiry.reply, inquiry.replied_by, inquiry.replied_at = reply, by, timezone.now()
    inquiry.save(update_fields=["reply", "replied_by", "replied_at"])
    data = {"station": inquiry.station.code}
    audit.record(verb="station_replied", subject=inquiry.objection, by=by, data=data)
    return inquiry


@transaction.atomic
def clear_inquiry(*, inquiry: Inquiry, reason: str, by: User) -> Inquiry:
    """Clear the words of question and reply, which say who somebody is."""
    reason = checked_clearing_reason(reason)
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    check_not_cleared(inquiry.is_cleared)
    inquiry.question = CLEARED
    inquiry.reply = inquiry.reply and CLEARED
    inquiry.save(update_fields=["question", "reply"])
    data = {"station": inquiry.station.code, "reason": reason}
    audit.record(verb="inquiry_cleared", subject=inquiry.objection, by=by, data=data)
    return inquiry
