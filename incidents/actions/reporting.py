"""What a station puts on record, and puts right: while it waits, or when it comes back."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from accounts.permissions import Role
from audit import actions as audit
from communities.models import Community
from incidents.actions.steps import checked_reason, locked, refuse_repetition, take_step
from incidents.checks import check_own, errors_in
from incidents.facts import Facts
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.numbers import issue_numbers
from wufaan.errors import DomainError


@transaction.atomic
def report(
    *,
    community: Community,
    kind: Kind,
    occurred_on: date,
    facts: Facts,
    summary: str = "",
    police_file_number: str = "",
    entry_key: str | None = None,
    by,
) -> Incident:
    """Put an incident on record under a number issued here. It waits for a determination. The
    same `entry_key` again returns the incident that is there: a form sent twice is one report."""
    _check(community, kind, occurred_on, facts, summary, police_file_number)
    (number,) = issue_numbers(year=occurred_on.year)
    # Only now: the issuer lets one in at a time, so that of two that came at once the second
    # finds the first.
    if entry_key and (there := Incident.objects.filter(entry_key=entry_key).first()):
        return there
    incident = Incident.objects.create(
        number=number,
        community=community,
        station_id=community.station_id,
        kind=kind,
        occurred_on=occurred_on,
        summary=summary,
        police_file_number=police_file_number,
        entry_key=entry_key,
        reported_by=by,
        **asdict(facts),
    )
    audit.record(verb="incident_reported", subject=incident, by=by, data=audit_data(incident))
    return incident


@transaction.atomic
def answer(
    *,
    incident: Incident,
    community: Community,
    kind: Kind,
    occurred_on: date,
    facts: Facts,
    summary: str,
    police_file_number: str,
    reply: str,
    seen: int | None = None,
    by,
) -> Incident:
    """Send a returned report back to the office: what was corrected, and a reply in words. The
    number stays. For `seen` see take_step."""
    _check(community, kind, occurred_on, facts, summary, police_file_number)
    reply = checked_reason(reply, "答复", at="reply")
    values = _values(community, kind, occurred_on, facts, summary, police_file_number)
    there = locked(incident)
    changed = _changed(there, values)
    if not changed["after"]:
        refuse_repetition(there, "incident_answered", by, {"reply": reply})
    data = {"reply": reply, **changed}
    return take_step(
        incident,
        "answer",
        event="incident_answered",
        data=data,
        by=by,
        seen=seen,
        **changed["after"],
    )


@transaction.atomic
def correct(
    *,
    incident: Incident,
    community: Community,
    kind: Kind,
    occurred_on: date,
    facts: Facts,
    summary: str,
    police_file_number: str,
    seen: int | None = None,
    by,
) -> Incident:
    """Put a report right on which nobody has found yet; it goes on waiting. What says in
    everything what is on record changes nothing. For `seen` see take_step."""
    _check(community, kind, occurred_on, facts, summary, police_file_number)
    check_own(community, by)
    there = locked(incident)
    if is_of_another_station(there, by):
        raise DomainError("这一件不是本所的，不能更正。")
    values = _values(community, kind, occurred_on, facts, summary, police_file_number)
    changed = _changed(there, values)
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


def is_of_another_station(incident: Incident, by) -> bool:
    return by.role == Role.OFFICER and incident.station.code != by.station_code


def _values(community, kind, occurred_on, facts, summary, police_file_number) -> dict:
    """Field → what is told of it. The station follows the community."""
    return {
        "community_id": community.pk,
        "station_id": community.station_id,
        "kind": kind,
        "occurred_on": occurred_on,
        "summary": summary,
        "police_file_number": police_file_number,
        **asdict(facts),
    }


def _changed(there: Incident, values: dict) -> dict:
    """What is on record and what it becomes, of the fields that are told otherwise."""
    after = {name: value for name, value in values.items() if getattr(there, name) != value}
    return {"before": {name: getattr(there, name) for name in after}, "after": after}


def audit_data(incident: Incident) -> dict:
    """What the audit event of a report keeps: everything but the free text."""
    return {
        "number": incident.number,
        "community": incident.community.code,
        "kind": incident.kind,
        "occurred_on": incident.occurred_on,
        **incident.facts.told(),
    }


def _check(community, kind, occurred_on, facts, summary, police_file_number) -> None:
    told = {
        "community": community,
        "kind": kind,
        "occurred_on": occurred_on,
        "facts": facts,
        "summary": summary,
        "police_file_number": police_file_number,
    }
    for error in errors_in(told):
        raise error
