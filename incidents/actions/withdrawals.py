"""Nothing is deleted: a station asks to withdraw a report, the office says yes or no. What is
withdrawn stays on record and is judged no more."""

from django.db import transaction

from accounts.models import User
from incidents.actions.steps import checked_reason, take_step
from incidents.models import Incident


@transaction.atomic
def request_withdrawal(*, incident: Incident, reason: str, by: User) -> Incident:
    """Ask for it while nobody has found on the report; afterwards only a new finding helps."""
    reason = checked_reason(reason, "撤回的原因")
    return take_step(
        incident,
        "request_withdrawal",
        event="withdrawal_requested",
        data={"reason": reason},
        by=by,
        withdrawal_reason=reason,
    )


@transaction.atomic
def grant_withdrawal(*, incident: Incident, seen: int | None = None, by: User) -> Incident:
    return take_step(
        incident, "grant_withdrawal", event="withdrawal_granted", data={}, by=by, seen=seen
    )


@transaction.atomic
def refuse_withdrawal(
    *, incident: Incident, reason: str, seen: int | None = None, by: User
) -> Incident:
    """The report waits for a determination again."""
    reason = checked_reason(reason, "不同意的原因")
    return take_step(
        incident,
        "refuse_withdrawal",
        event="withdrawal_refused",
        data={"reason": reason},
        by=by,
        seen=seen,
        withdrawal_reason="",
    )
