"""What a station puts on record, and puts right: while it waits, or when it comes back."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from accounts.permissions import Role
from audit import actions as audit
from communities.models import Community
from incidents import criteria
from incidents.actions.steps import checked_reason, locked, refuse_repetition, take_step
from incidents.criteria import Facts
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.numbers import issue_numbers
from wufaan import personal_data
from wufaan.clock import today
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


def check_own(community: Community, by) -> None:
    """An officer tells of what happened in the district of the own station."""
    if by.role == Role.OFFICER and community.station.code != by.station_code:
        raise DomainError(
            f"“{community.name}”属于{community.station}，不在本所辖区。请核对代码，或由该所上报。",
            field="community",
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


def check_report(community: Community, kind: Kind, occurred_on: date, facts: Facts) -> None:
    """Refuses what cannot be: a day to come or one before any year, a place that was not there, a
    grade below what the figures imply, a case without the nature that its criterion asks for."""
    if occurred_on > today():
        raise DomainError(f"{occurred_on} 还没有到，请核对。", field="occurred_on")
    if occurred_on < criteria.FIRST_DAY:
        raise DomainError(
            f"{occurred_on} 太早：只登记 {criteria.FIRST_DAY} 以来的，请核对年份。",
            field="occurred_on",
        )
    if community.opened_on and occurred_on < community.opened_on:
        raise DomainError(
            f"“{community.name}”{community.opened_on} 才设立，{occurred_on} 还没有，请核对。",
            field="community",
        )
    if community.closed_on and occurred_on >= community.closed_on:
        raise DomainError(
            f"“{community.name}”已于 {community.closed_on} 撤并，{_instead_of(community)}。",
            field="community",
        )
    criteria.check_facts(kind, facts)


def _instead_of(closed: Community) -> str:
    if closed.successor is None:
        return "没有并入别处，请核对发生日期和地点"
    return f"并入了“{closed.successor.name}”（代码 {closed.successor.code}），请改填那里"


def audit_data(incident: Incident) -> dict:
    """What the audit event of a report keeps: everything but the free text."""
    return {
        "number": incident.number,
        "community": incident.community.code,
        "kind": incident.kind,
        "occurred_on": incident.occurred_on,
        **{name: value for name, value in asdict(incident.facts).items() if _is_told(value)},
    }


def _is_told(value) -> bool:
    return value is not None and value is not False and value != ""


def _check(community, kind, occurred_on, facts, summary, police_file_number) -> None:
    check_report(community, kind, occurred_on, facts)
    check_summary(kind, summary)
    personal_data.refuse(police_file_number, "公安系统案卷号", at="police_file_number")


def check_summary(kind: Kind, summary: str) -> None:
    """Refuses words on people, and any on kinds that are about people."""
    if summary and criteria.touches_on_people(kind):
        raise DomainError(
            f"{Kind(kind).label}涉及具体人员，只写公安系统案卷号，情况留在公安系统里，请清空这一栏。",
            field="summary",
        )
    personal_data.refuse(summary, "简要情况", at="summary")
