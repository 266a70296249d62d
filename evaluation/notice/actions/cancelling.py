"""作废: a notice that should not have gone out is withdrawn before its list is approved. It stays
to be read as it was, with the reason; what it was to lead to does not happen."""

from datetime import date

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.notice.models import Notice
from evaluation.notice.obstacles import of_cancelling
from evaluation.year.actions.steps import locked, take_step
from wufaan import personal_data
from wufaan.clock import today
from wufaan.errors import AlreadyDone
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def cancel_notice(*, notice: Notice, reason: str, on: date | None = None, by: User) -> Notice:
    """The year whose main notice it was is assessed again, and its verdicts may change. What the
    office withheld meanwhile, for an upheld objection too, stays withheld."""
    cycle = locked(notice.cycle)
    notice = Notice.objects.select_related("cycle").get(pk=notice.pk)
    if notice.is_void and notice.void_by == by:
        raise AlreadyDone
    refuse(of_cancelling(notice))
    reason = checked_text(
        reason,
        Notice.void_reason.field,
        called="作废的原因",
        at="reason",
        allowing=personal_data.OF_AN_OFFICE,
    )
    notice.void_on, notice.void_reason, notice.void_by = on or today(), reason, by
    notice.main_of = None
    notice.save(update_fields=["void_on", "void_reason", "void_by", "main_of"])
    if not notice.is_supplementary:
        take_step(cycle, "cancel_notice", on, by, reason)
    data = {"year": cycle.year, "reason": reason}
    audit.record(verb="notice_cancelled", subject=notice, by=by, data=data)
    return Notice.objects.select_related("cycle").get(pk=notice.pk)
