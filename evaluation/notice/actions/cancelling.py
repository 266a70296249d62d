"""作废: a notice that should not have gone out is withdrawn before its list is approved. It stays
to be read as it was, with the reason; what it was to lead to does not happen."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from evaluation.notice.actions.taking import locked_notice
from evaluation.notice.models import Notice
from evaluation.notice.obstacles import of_cancelling
from evaluation.year.actions.steps import take_step
from evaluation.year.models import Verdict
from wufaan import personal_data
from wufaan.clock import today
from wufaan.errors import AlreadyDone
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def cancel_notice(*, notice: Notice, reason: str, on: date | None = None, by: User) -> Notice:
    """The year whose main notice it was is assessed again, and its verdicts may change; what was
    withheld meanwhile stays so. Places on a supplementary one have the verdict of before again."""
    field, allowing = Notice.void_reason.field, personal_data.OF_AN_OFFICE
    reason = checked_text(reason, field, called="作废的原因", at="reason", allowing=allowing)
    notice = locked_notice(notice)
    # The notice itself says so: a supplementary one leaves no step of the year.
    if notice.void_by_id == by.pk:
        raise AlreadyDone
    refuse(of_cancelling(notice))
    notice.void_on, notice.void_reason, notice.void_by = on or today(), reason, by
    notice.main_of = None
    notice.void_at = timezone.now()
    notice.save(update_fields=["void_on", "void_reason", "void_by", "void_at", "main_of"])
    if notice.is_supplementary:
        _let_stand_what_stood_before(notice)
    else:
        take_step(notice.cycle, "cancel_notice", on, by, reason)
    data = {"year": notice.cycle.year, "reason": reason}
    audit.record(verb="notice_cancelled", subject=notice, by=by, data=data)
    return Notice.objects.select_related("cycle").get(pk=notice.pk)


def _let_stand_what_stood_before(notice: Notice) -> None:
    its_own = Verdict.every.filter(notice=notice)
    its_own.update(stands=False)
    places = its_own.order_by().values("community")
    before = Verdict.every.filter(cycle=notice.cycle, community__in=places)
    latest = before.filter(notice__void_on=None).order_by("community_id", "-pk")
    keys = list(latest.distinct("community_id").values_list("pk", flat=True))
    Verdict.every.filter(pk__in=keys).update(stands=True)
