"""申请重新认定: a station that holds a finding to be wrong asks for a new look. Until the office
has answered, and where it keeps the finding, that stands."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from incidents.actions.steps import checked_reason, locked, take_step
from incidents.models import Incident, Reconsideration
from incidents.obstacles import of_asking_again, of_keeping, of_own
from incidents.workflow import ReconsiderationState as State
from wufaan.errors import AlreadyDone
from wufaan.obstacles import refuse


@transaction.atomic
def request_reconsideration(*, incident: Incident, reason: str, by: User) -> Reconsideration:
    """Ask about the finding that stands, once. Another finding may be asked about again."""
    reason = checked_reason(reason, "申请的理由", kept=Reconsideration.reason.field)
    finding = locked(incident).determinations.last()
    asked = Reconsideration.objects.filter(determination=finding).first()
    if asked and (asked.reason, asked.by) == (reason, by):
        raise AlreadyDone
    refuse(of_asking_again(incident))
    event, data = "reconsideration_requested", {"reason": reason}
    take_step(incident, "request_reconsideration", event=event, data=data, by=by)
    assert finding, "it is determined"
    return Reconsideration.objects.create(determination=finding, reason=reason, by=by)


@transaction.atomic
def keep_finding(*, incident: Incident, reason: str, seen: int | None = None, by: User) -> Incident:
    """Answer that the finding stands, and why. For `seen` see take_step."""
    refuse(of_own(incident, by))
    reason = checked_reason(reason, "维持的理由")
    event, data = "finding_kept", {"reason": reason}
    incident = take_step(incident, "keep_finding", event=event, data=data, by=by, seen=seen)
    refuse(of_keeping(incident))
    answer(incident, State.KEPT, reason, by)
    return incident


def answer(incident: Incident, state: State, text: str, by: User) -> None:
    """Whatever was asked about this incident and waits has its answer with this."""
    waiting = Reconsideration.objects.waiting().filter(determination__incident=incident)
    waiting.update(state=state, answer=text, answered_by=by, answered_at=timezone.now())
