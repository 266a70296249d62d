"""Personal data that slipped into a report all the same."""

from django.db import transaction

from accounts.models import User
from audit.clearing import CLEARED
from incidents.actions.steps import checked_reason, locked, take_step
from incidents.models import Incident, Reconsideration
from notes import actions as notes
from wufaan.errors import DomainError

_FREE_TEXTS = ("summary", "police_file_number", "returned_reason", "withdrawal_reason")


@transaction.atomic
def redact(*, incident: Incident, reason: str, seen: int | None = None, by: User) -> Incident:
    """Clear everything that anybody wrote in words about an incident, in whatever state; what was
    found stays. The chain keeps that and why it was done, and its earlier events their words: no
    page shows those any more (audit.clearing)."""
    reason = checked_reason(reason, "清除的原因")
    there = locked(incident)
    written = {n: CLEARED for n in _FREE_TEXTS if getattr(there, n) not in ("", CLEARED)}
    findings = there.determinations.exclude(reason=CLEARED)
    asked = Reconsideration.objects.filter(determination__incident=there)
    others = [findings, asked.exclude(reason=CLEARED), notes.to_clear(incident)]
    if not (written or any(rows.exists() for rows in others)):
        raise DomainError("这一件没有文字可以清除，或者已经清除过了。")
    data = {"reason": reason}
    event = "incident_redacted"
    there = take_step(incident, "redact", event=event, data=data, by=by, seen=seen, **written)
    findings.update(reason=CLEARED)
    asked.update(reason=CLEARED)
    asked.exclude(answer="").update(answer=CLEARED)
    notes.clear(about=incident)
    return there
