"""再次答复: an answer to an objection is followed by another, which may turn the finding. The first
one stays beside it, with the reason for the second."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from evaluation.notice.actions.withholding import clear_or_put_back, withhold_after_notice
from evaluation.notice.models import FormerAnswer, NoticeEntry, Objection, ObjectionState
from evaluation.notice.obstacles import of_answering_again, of_upholding
from evaluation.notice.queries import is_upheld_against
from evaluation.year.actions.steps import locked
from wufaan import personal_data
from wufaan.clock import today
from wufaan.obstacles import refuse
from wufaan.texts import checked_text

TOLD = {
    ObjectionState.UPHELD: "经再次核查，对该小区（村社）提出的异议成立。",
    ObjectionState.REJECTED: "经再次核查，对该小区（村社）提出的异议不成立。",
}


@transaction.atomic
def answer_again(
    *,
    objection: Objection,
    finding: ObjectionState,
    reply: str,
    reason: str,
    entry: NoticeEntry | None = None,
    on: date | None = None,
    by: User,
) -> Objection:
    """Upheld now, the place is withheld as by a first answer. No longer upheld, it is put back on
    a list that is not approved yet, or comes on the next supplementary notice."""
    locked(objection.notice.cycle)
    objection = Objection.objects.select_for_update().get(pk=objection.pk)
    reply = checked_text(reply, Objection.reply.field, allowing=personal_data.OF_AN_OFFICE)
    field = FormerAnswer.reason.field
    reason = checked_text(reason, field, called="再次答复的原因", at="reason")
    if (objection.state, objection.reply) == (finding, reply):
        return objection
    objection.entry = objection.entry or entry
    refuse(of_upholding(objection, finding))
    refuse(of_answering_again(objection, finding))
    was = _kept(objection, reason)
    objection.state, objection.reply = finding, reply
    objection.answered_by, objection.answered_on = by, on or today()
    objection.answered_at = timezone.now()
    objection.save(
        update_fields=["entry", "state", "reply", "answered_by", "answered_on", "answered_at"]
    )
    if was.finding != finding and objection.entry:
        _follow(objection, objection.entry, by)
    data: dict[str, Any] = {"finding": finding, "reply": reply, "reason": reason}
    data["year"] = objection.notice.cycle.year
    data |= objection.named
    audit.record(verb="objection_answered_again", subject=objection, by=by, data=data)
    return objection


def _kept(objection: Objection, reason: str) -> FormerAnswer:
    assert objection.answered_on, "it was answered"
    assert objection.answered_by, "by somebody"
    return FormerAnswer.objects.create(
        objection=objection,
        finding=objection.state,
        reply=objection.reply,
        on=objection.answered_on,
        by=objection.answered_by,
        at=objection.answered_at or timezone.now(),
        reason=reason,
    )


def _follow(objection: Objection, entry: NoticeEntry, by: User) -> None:
    told, on = TOLD[objection.state], objection.answered_on
    verdict, reason = entry.verdict, objection.why_withheld
    if objection.state == ObjectionState.UPHELD:
        withhold_after_notice(verdict=verdict, reason=reason, told=told, on=on, by=by)
    elif verdict.withheld_reason == reason and not is_upheld_against(verdict):
        clear_or_put_back(verdict=verdict, told=told, on=on, by=by)
