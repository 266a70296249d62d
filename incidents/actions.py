"""Every write to incidents, one function per verb. Import from files: importing.py."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from accounts.permissions import Role
from audit import actions as audit
from communities.models import Community, Station
from incidents import criteria
from incidents.criteria import Facts, Proposal
from incidents.kinds import Kind
from incidents.models import Determination, Incident, MonthlyReturn
from incidents.numbers import issue_numbers
from incidents.workflow import WORKFLOW, State
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
    by,
) -> Incident:
    """Put an incident on record under a number issued here. It waits for a determination."""
    check_report(community, kind, occurred_on, facts)
    personal_data.refuse(summary, "简要情况")
    (number,) = issue_numbers(year=occurred_on.year)
    incident = Incident.objects.create(
        number=number,
        community=community,
        station_id=community.station_id,
        kind=kind,
        occurred_on=occurred_on,
        summary=summary,
        police_file_number=police_file_number,
        reported_by=by,
        **asdict(facts),
    )
    audit.record(verb="incident_reported", subject=incident, by=by, data=audit_data(incident))
    return incident


@transaction.atomic
def determine(
    *, incident: Incident, criterion: int | None, counts: bool, reason: str, by
) -> Determination:
    """The office's finding (N 3(1)): which criterion the incident breaks, or that it does not
    count, and why. Determining again adds a finding; the latest stands."""
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    _check_finding(incident, criterion, counts, reason, by)
    incident.state = WORKFLOW.enter("determine", State(incident.state))
    incident.save(update_fields=["state"])
    determination = Determination.objects.create(
        **finding(incident, propose(incident), by=by)
        | {
            "criterion": criterion,
            "counts": counts,
            "reason": reason.strip(),
            "clause": criteria.CRITERIA[criterion].clause if criterion else "",
        }
    )
    audit.record(
        verb="incident_determined",
        subject=incident,
        by=by,
        data={"criterion": criterion, "counts": counts, "reason": determination.reason},
    )
    return determination


def accept_proposal(*, incident: Incident, by) -> Determination:
    """Determine as the rules propose, with their reasons as the reason."""
    proposal = propose(incident)
    return determine(
        incident=incident,
        criterion=proposal.criterion,
        counts=proposal.counts,
        reason="".join(proposal.reasons),
        by=by,
    )


@transaction.atomic
def sign_return(*, station: Station, month: date, by) -> MonthlyReturn:
    """A station states what is on record for a month that is over (N 3(2): assessed by year, so
    every month must be accounted for). Signing again is refused."""
    month = month.replace(day=1)
    if month >= today().replace(day=1):
        raise DomainError(f"{month:%Y年%m月}还没有结束，月底之后再签报。")
    on_record = Incident.objects.filter(
        station=station, occurred_on__year=month.year, occurred_on__month=month.month
    ).count()
    signed, created = MonthlyReturn.objects.get_or_create(
        station=station, month=month, defaults={"incident_count": on_record, "signed_by": by}
    )
    if not created:
        raise DomainError(f"{station.name}{month:%Y年%m月}已经签报过，不能重复签报。")
    data = {"month": month, "incidents": on_record}
    audit.record(verb="return_signed", subject=signed, by=by, data=data)
    return signed


def propose(incident: Incident) -> Proposal:
    """What the rules in force on the day of the incident say."""
    return criteria.judge(Kind(incident.kind), incident.facts, on=incident.occurred_on)


def finding(incident: Incident, proposal: Proposal, *, by) -> dict:
    """The fields of a determination that follows the proposal."""
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


def check_report(community: Community, kind: Kind, occurred_on: date, facts: Facts) -> None:
    """Refuses what cannot be: a day to come, a place that was not there, a grade below what the
    figures imply, a case without the nature that its criterion asks for."""
    if occurred_on > today():
        raise DomainError(f"发生日期 {occurred_on} 还没有到，请核对。")
    if community.closed_on and occurred_on >= community.closed_on:
        raise DomainError(
            f"“{community.name}”已于 {community.closed_on} 撤并，请改填并入后的小区（村社）。"
        )
    criteria.check_facts(kind, facts)


def audit_data(incident: Incident) -> dict:
    """What the audit event of a report keeps: everything but the free text."""
    return {
        "number": incident.number,
        "community": incident.community.code,
        "kind": incident.kind,
        "occurred_on": incident.occurred_on,
        **{field: value for field, value in asdict(incident.facts).items() if value},
    }


def _check_finding(incident, criterion, counts, reason, by) -> None:
    if by == incident.reported_by and by.role != Role.SYSTEM:
        raise DomainError("不能认定自己填报的案（事）件，请由办公室其他人员认定。")
    if counts and criterion not in criteria.CRITERIA:
        raise DomainError("计入的案（事）件要写明违反了第几项标准（1 至 10）。")
    if not reason.strip():
        raise DomainError("请写明认定的理由。")
    personal_data.refuse(reason, "认定理由")
