"""What a station puts on record, and puts right: while it waits, or when it comes back."""

from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import Role
from audit import actions as audit
from incidents.actions.steps import checked_reason, locked, take_step
from incidents.checks import check, check_own
from incidents.models import Incident
from incidents.numbers import issue_numbers
from incidents.reports import Report
from wufaan.database import sent_before
from wufaan.errors import DomainError


@transaction.atomic
def report(*, report: Report, entry_key: str | None = None, by: User) -> Incident:
    """Put an incident on record under a number issued here. It waits for a determination. The
    same `entry_key` again returns the incident that is there: a form sent twice is one report."""
    check(report)
    if entry_key and (there := sent_before(Incident, entry_key)):
        return there
    (number,) = issue_numbers(year=report.occurred_on.year)
    incident = Incident.objects.create(
        number=number, entry_key=entry_key, reported_by=by, **report.fields()
    )
    data = audit_data(number, report)
    audit.record(verb="incident_reported", subject=incident, by=by, data=data)
    return incident


@transaction.atomic
def answer(
    *, incident: Incident, report: Report, reply: str, seen: int | None = None, by: User
) -> Incident:
    """Send a returned report back to the office: what was corrected, and a reply in words. The
    number stays. For `seen` see take_step."""
    check(report)
    reply = checked_reason(reply, "答复", at="reply")
    changed = _changed(locked(incident), report)
    return take_step(
        incident,
        "answer",
        event="incident_answered",
        data={"reply": reply, **changed},
        by=by,
        seen=seen,
        **changed["after"],
    )


@transaction.atomic
def correct(*, incident: Incident, report: Report, seen: int | None = None, by: User) -> Incident:
    """Put a report right on which nobody has found yet; it goes on waiting. What says in
    everything what is on record changes nothing. For `seen` see take_step."""
    check(report)
    check_own(report.community, by)
    there = locked(incident)
    if is_of_another_station(there, by):
        raise DomainError("这一件不是本所的，不能更正。")
    changed = _changed(there, report)
    if not changed["after"]:
        return there
    return take_step(
        incident,
        "correct",
        event="incident_corrected",
        data=changed,
        by=by,
        seen=seen,
        **changed["after"],
    )


def is_of_another_station(incident: Incident, by: User) -> bool:
    """Nor of one that has become part of the own."""
    if by.role != Role.OFFICER or incident.station.code == by.station_code:
        return False
    return not Incident.objects.visible_to(by).contains(incident)


def _changed(there: Incident, report: Report) -> dict[str, Any]:
    """What is on record and what it becomes, of the fields that are told otherwise."""
    told = report.fields().items()
    after = {name: value for name, value in told if getattr(there, name) != value}
    return {"before": {name: getattr(there, name) for name in after}, "after": after}


def audit_data(number: str, report: Report) -> dict[str, Any]:
    """What the audit event of a report keeps: everything but the free text."""
    return {
        "number": number,
        "community": report.community.code,
        "kind": report.kind,
        "occurred_on": report.occurred_on,
        **report.facts.told(),
    }
