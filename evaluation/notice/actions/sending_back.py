"""退回、核查: what the leading group sends back goes to the office and comes again: the list of
a year, or of a supplementary notice by itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.notice.actions.taking import take
from evaluation.notice.models import Notice
from evaluation.notice.obstacles import of_supplement_resubmitted, of_supplement_sent_back
from evaluation.notice.workflow import WORKFLOW, NoticeState
from evaluation.year.models import Cycle, CycleStep
from wufaan.obstacles import Obstacle
from wufaan.texts import checked_text


@transaction.atomic
def send_back(
    *,
    cycle: Cycle,
    reason: str,
    supplement: Notice | None = None,
    on: date | None = None,
    by: User,
) -> Cycle:
    """The leading group does not approve and says why. The list stays as it was published; the
    office looks into it, withholds what it must, and submits it again."""
    reason = _checked_reason(reason, "退回的原因")
    if supplement:
        in_the_way = of_supplement_sent_back(supplement, by=by)
        return _of_supplement(supplement, "send_back_supplement", in_the_way, on, by, reason)
    cycle = take(cycle, "send_back", on, by, reason)
    audit.record(verb="cycle_sent_back", subject=cycle, by=by, data={"reason": reason})
    return cycle


@transaction.atomic
def resubmit(
    *,
    cycle: Cycle,
    reason: str,
    supplement: Notice | None = None,
    on: date | None = None,
    by: User,
) -> Cycle:
    """The office says what it found and asks again for approval."""
    reason = _checked_reason(reason, "核查情况")
    if supplement:
        in_the_way = of_supplement_resubmitted(supplement)
        return _of_supplement(supplement, "resubmit_supplement", in_the_way, on, by, reason)
    cycle = take(cycle, "resubmit", on, by, reason)
    data = {"reason": reason, **_taken_off(cycle.notice)}
    audit.record(verb="cycle_resubmitted", subject=cycle, by=by, data=data)
    return cycle


_AUDITED = {
    "send_back_supplement": "supplement_sent_back",
    "resubmit_supplement": "supplement_resubmitted",
}


def _of_supplement(
    notice: Notice,
    verb: str,
    in_the_way: Iterable[Obstacle],
    on: date | None,
    by: User,
    reason: str,
) -> Cycle:
    """The year stays where it is."""
    cycle = take(notice.cycle, verb, on, by, reason, notice=notice, further=in_the_way)
    notice.sent_back = WORKFLOW[verb].target == NoticeState.SENT_BACK
    notice.save(update_fields=["sent_back"])
    data = {"reason": reason, "numbers": [notice.number], **_taken_off(notice)}
    audit.record(verb=_AUDITED[verb], subject=cycle, by=by, data=data)
    return cycle


def _taken_off(notice: Notice) -> dict[str, Any]:
    return {"taken_off": list(notice.entries.taken_off().values_list("code", flat=True))}


def _checked_reason(reason: str, called: str) -> str:
    return checked_text(reason, CycleStep.reason.field, called=called)
