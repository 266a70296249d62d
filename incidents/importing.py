"""Bringing a file of incidents into the database: everything or nothing, and a number of
queries that does not depend on the number of rows.

A row that says `determined` is an old record on which the office found long ago: what the rules
propose is taken as the finding.
"""

from collections import defaultdict
from dataclasses import asdict, fields

from django.db import transaction

from audit import actions as audit
from communities.importing import ImportResult
from communities.models import Community
from incidents.actions.determining import finding, propose
from incidents.actions.reporting import audit_data, check_report
from incidents.criteria import Facts
from incidents.kinds import Kind
from incidents.models import Determination, Incident
from incidents.numbers import issue_numbers
from incidents.workflow import State
from wufaan import personal_data
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table


@transaction.atomic
def import_incidents(*, table: Table, by) -> ImportResult:
    """Add what is new. A number that is on record with the same content is left as it is; with
    other content it is an error. A row without a number gets one, once: the same file again
    changes nothing."""
    incidents = _read(table, by)
    known = _known(table)
    new = [pair for pair in incidents if not _is_known(*pair, known, table)]
    table.check()
    _number([incident for _, incident in new])
    created = Incident.objects.bulk_create([i for _, i in new], batch_size=1000)
    audit.record_many(
        verb="incident_imported",
        subjects=[(i, audit_data(i) | {"sha256": table.sha256}) for i in created],
        by=by,
    )
    _determine([i for i in created if i.state == State.DETERMINED], by)
    return ImportResult(len(new), 0, len(table.rows) - len(new))


def _read(table: Table, by) -> list[tuple[Row, Incident]]:
    codes = {row["community_code"] for row in table.rows}
    communities = {c.code: c for c in Community.objects.filter(code__in=codes)}
    first: dict[str, Row] = {}
    found = []
    for row in table.rows:
        community = communities.get(row["community_code"])
        if row["community_code"] and community is None:
            table.refuse(
                row, "community_code", f"没有代码为 {row['community_code']} 的小区（村社）。"
            )
        number = row.get("number")
        if number and first.setdefault(number, row) is not row:
            table.refuse(row, "number", f"“{number}”与第 {first[number].number} 行重复。")
        if community and row["occurred_on"] and row["kind"]:
            found.append((row, _incident(table, row, community, by)))
    return found


def _incident(table: Table, row: Row, community: Community, by) -> Incident:
    given = {f.name: row[f.name] for f in fields(Facts) if row.get(f.name) is not None}
    facts = Facts(**given)
    for column, check in (
        ("kind", lambda: check_report(community, Kind(row["kind"]), row["occurred_on"], facts)),
        ("number", lambda: personal_data.refuse(row.get("number") or "", "编号")),
        ("summary", lambda: personal_data.refuse(row.get("summary") or "", "简要情况")),
    ):
        try:
            check()
        except DomainError as error:
            table.refuse(row, column, str(error))
    return Incident(
        number=row.get("number") or "",
        community=community,
        station_id=community.station_id,
        occurred_on=row["occurred_on"],
        kind=row["kind"],
        summary=row.get("summary") or "",
        state=row.get("status") or State.SUBMITTED,
        reported_by=by,
        entry_key=None if row.get("number") else f"{table.sha256[:24]}:{row.number}",
        **asdict(facts),
    )


def _known(table: Table) -> dict[str, Incident]:
    """Incidents on record by number, and by import key."""
    numbers = [row["number"] for row in table.rows if row.get("number")]
    by_number = {i.number: i for i in Incident.objects.filter(number__in=numbers)}
    keyed = Incident.objects.filter(entry_key__startswith=f"{table.sha256[:24]}:")
    return by_number | {i.entry_key: i for i in keyed}


# What must be equal for a row to say what is on record. The state may have moved on since.
_CONTENT = ["community_id", "occurred_on", "kind", "summary", *(f.name for f in fields(Facts))]


def _is_known(row: Row, incident: Incident, known: dict[str, Incident], table: Table) -> bool:
    there = known.get(incident.number or incident.entry_key)
    if there is None:
        return False
    if any(getattr(there, name) != getattr(incident, name) for name in _CONTENT):
        table.refuse(
            row, "number", f"“{incident.number}”已有记录，内容与这一行不同。请核对，或换一个编号。"
        )
    return True


def _number(incidents: list[Incident]) -> None:
    unnumbered = defaultdict(list)
    for incident in incidents:
        if not incident.number:
            unnumbered[incident.occurred_on.year].append(incident)
    for year, of_year in unnumbered.items():
        for incident, number in zip(
            of_year, issue_numbers(year=year, count=len(of_year)), strict=True
        ):
            incident.number = number


def _determine(incidents: list[Incident], by) -> None:
    determinations = [Determination(**finding(i, propose(i), by=by)) for i in incidents]
    Determination.objects.bulk_create(determinations, batch_size=1000)
    audit.record_many(
        verb="incident_determined",
        subjects=[
            (d.incident, {"criterion": d.criterion, "counts": d.counts, "reason": d.reason})
            for d in determinations
        ],
        by=by,
    )
