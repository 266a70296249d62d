"""What the office finds on a report, or why it goes back."""

from typing import Any

from django.db import transaction

from accounts.models import User
from incidents import criteria
from incidents.actions.leases import release
from incidents.actions.reconsidering import answer
from incidents.actions.steps import checked_reason, take_step
from incidents.models import Determination, Incident
from incidents.obstacles import of_others, of_own
from incidents.signals import determined
from incidents.workflow import ReconsiderationState
from wufaan.errors import DomainError
from wufaan.obstacles import refuse


@transaction.atomic
def determine(
    *,
    incident: Incident,
    criterion: int | None,
    counts: bool,
    reason: str,
    seen: int | None = None,
    by: User,
) -> Determination:
    """The office's finding (N 3(1)): which criterion the incident breaks, or that it does not
    count, and why. Determining again adds a finding; the latest stands. For `seen` see
    take_step."""
    refuse(of_own(incident, by))
    refuse(of_others(incident, by))
    if counts and criterion not in criteria.CRITERIA:
        raise DomainError("计入的案（事）件要写明计入第几项标准（1 至 10）。")
    reason = checked_reason(reason, "认定的理由", kept=Determination.reason.field)
    found = {"criterion": criterion, "counts": counts, "reason": reason}
    data = _told(incident.determinations.last(), found)
    incident = take_step(
        incident, "determine", event="incident_determined", data=data, by=by, seen=seen
    )
    release(incident=incident, by=by)
    determination = Determination.objects.create(
        **determination_fields(incident, by=by)
        | {
            "criterion": criterion,
            "counts": counts,
            "reason": reason,
            "clause": criteria.CRITERIA[criterion].clause if criterion else "",
        }
    )
    answer(incident, ReconsiderationState.FOUND_ANEW, reason, by)
    determined.send(sender=Determination, determinations=[determination], by=by)
    return determination


def accept_proposal(*, incident: Incident, seen: int | None = None, by: User) -> Determination:
    """Determine as the rules propose, with their reasons as the reason."""
    proposal = incident.proposal
    return determine(
        incident=incident,
        criterion=proposal.criterion,
        counts=proposal.counts,
        reason="".join(proposal.reasons),
        seen=seen,
        by=by,
    )


@transaction.atomic
def return_to_station(
    *, incident: Incident, reason: str, seen: int | None = None, by: User
) -> Incident:
    """Send a report back to be put right, with what is missing or doubtful."""
    refuse(of_others(incident, by))
    reason = checked_reason(reason, "退回的原因")
    incident = take_step(
        incident,
        "return_to_station",
        event="incident_returned",
        data={"reason": reason},
        by=by,
        seen=seen,
        returned_reason=reason,
    )
    release(incident=incident, by=by)
    return incident


def determination_fields(incident: Incident, *, by: User) -> dict[str, Any]:
    """Those of one that follows the proposal."""
    proposal = incident.proposal
    return {
        "incident": incident,
        "criterion": proposal.criterion,
        "counts": proposal.counts,
        "reason": "".join(proposal.reasons),
        "clause": proposal.clause,
        "proposed_criterion": proposal.criterion,
        "proposed_counts": proposal.counts,
        "by": by,
    }


def _told(former: Determination | None, found: dict[str, Any]) -> dict[str, Any]:
    """What the chain keeps of a finding: beside it, what stood before."""
    if former is None:
        return found
    return {"before": {name: getattr(former, name) for name in found}, "after": found}
