"""What every step of an incident does: a lock, the gate, and one audit event."""

from audit import actions as audit
from incidents.models import Incident
from incidents.workflow import WORKFLOW, State
from wufaan import personal_data
from wufaan.errors import DomainError


def locked(incident: Incident) -> Incident:
    return Incident.objects.select_for_update().get(pk=incident.pk)


def take_step(incident: Incident, verb: str, *, event: str, data: dict, by, **changes) -> Incident:
    """Move the incident on with `changes` to its fields, or raise a DomainError that says why
    it cannot be. `event` and `data` go into the audit trail."""
    incident = locked(incident)
    incident.state = WORKFLOW.enter(verb, State(incident.state))
    for field, value in changes.items():
        setattr(incident, field, value)
    incident.save(update_fields=["state", *changes])
    audit.record(verb=event, subject=incident, by=by, data=data)
    return incident


def checked_reason(text: str, field: str) -> str:
    """What the other side will read: not blank, no personal data."""
    if not text.strip():
        raise DomainError(f"请写明{field}。")
    personal_data.refuse(text, field)
    return text.strip()
