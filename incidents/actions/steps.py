"""What every step of an incident does: a lock, the gate, and one audit event."""

from typing import Any

from django.db.models import Field

from accounts.models import User
from audit import actions as audit
from audit.models import Event
from incidents.models import Incident
from incidents.workflow import WORKFLOW, State
from wufaan.errors import AlreadyDone, DomainError
from wufaan.texts import checked_text

_OVERTAKEN = (
    "这一件在您打开之后有了变化，现在是“{}”。页面已换成现在的情况，您写的内容还在，请看过再决定。"
)


def locked(incident: Incident) -> Incident:
    return Incident.objects.select_for_update().get(pk=incident.pk)


def take_step(
    incident: Incident,
    verb: str,
    *,
    event: str,
    data: dict[str, Any],
    by: User,
    seen: int | None = None,
    **changes: Any,
) -> Incident:
    """Move the incident on with `changes` to its fields, or raise a DomainError that says why
    it cannot be: AlreadyDone where the same person took the same step a moment ago. `event` and
    `data` go into the audit trail. `seen` is the version that the person decided on, None where
    nobody looked at a page."""
    incident = locked(incident)
    state = State(incident.state)
    overtaken = seen is not None and seen != incident.version
    if overtaken or not WORKFLOW.allows(verb, state):
        _refuse_repetition(incident, seen, event, by, data)
    if overtaken:
        raise DomainError(_OVERTAKEN.format(state.label))
    changes |= {"state": WORKFLOW.enter(verb, state), "version": incident.version + 1}
    for field, value in changes.items():
        setattr(incident, field, value)
    incident.save(update_fields=changes)
    audit.record(verb=event, subject=incident, by=by, data=data)
    return incident


def checked_reason(
    text: str,
    called: str,
    *,
    at: str = "reason",
    kept: "Field[Any, Any]" = Incident.returned_reason.field,
) -> str:
    """What the other side will read, on the screen alone. Some only the audit trail keeps: as
    long as the others may be."""
    return checked_text(text, kept, called=called, at=at, printed=False)


def _refuse_repetition(
    incident: Incident, seen: int | None, event: str, by: User, said: dict[str, Any]
) -> None:
    """Where the only thing that was done since, or the last one where nobody looked at a page, is
    the same: by the same person, in the same words."""
    if seen is not None and incident.version != seen + 1:
        return
    last = Event.objects.about(incident).last()
    if last is None or (last.verb, last.actor) != (event, by.get_username()):
        return
    if _now(said).items() <= _now(last.data).items():
        raise AlreadyDone


def _now(data: dict[str, Any]) -> dict[str, Any]:
    """What an event says without what was before."""
    return {n: v for n, v in (data | data.get("after", {})).items() if n not in ("before", "after")}
