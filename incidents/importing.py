"""Bringing a file of incidents into the database: everything or nothing, and a number of
queries that does not depend on the number of rows.

A row that says `determined` is an old record on which the office found long ago: what the rules
propose is taken as the finding.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, fields
from functools import partial

from django.db import transaction

from accounts.permissions import Role
from audit import actions as audit
from audit.clearing import CLEARED
from communities.models import Community
from incidents import criteria
from incidents.actions.determining import finding, propose
from incidents.actions.reporting import audit_data, check_report, check_summary
from incidents.criteria import Facts
from incidents.kinds import Kind
from incidents.models import Determination, Incident
from incidents.numbers import issue_numbers
from incidents.signals import determined
from incidents.workflow import State
from wufaan import personal_data
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.results import ImportResult, Outcome, Plan, RowResult


@transaction.atomic
def import_incidents(*, table: Table, by) -> ImportResult:
    """Add what is new. A number that is on record with the same content is left as it is; with
    other content it is an error. A row without a number gets one, once: the same file again
    changes nothing, nor does a row without a number that says in every column what is on record.
    An officer brings in what happened at the own station, for the office to
    find on."""
    plan = plan_import(table=table, by=by)
    plan.write()
    return plan.result


def plan_import(*, table: Table, by) -> Plan:
    """What `import_incidents` would do. Needs a transaction; no other import of incidents comes
    in between until that ends."""
    one_at_a_time("import incidents")
    communities = _communities(table)
    pairs, known = _read(table, communities, by), _known(table)
    there = {row.number: known.get(i.number or i.entry_key) for row, i in pairs}
    alike = _alike(pairs)
    said = _said_already(pairs, there, alike, table)
    there |= said
    for row, incident in pairs:
        _check(row, incident, there[row.number], table, by)
    sound = {row.number for row in table.sound_rows()}
    pairs = [(row, incident) for row, incident in pairs if row.number in sound]
    new = [incident for row, incident in pairs if not there[row.number]]
    repeated = _repeated(pairs)
    name = partial(_name, communities)
    rows = [
        _unchanged(row, there[row.number], name, row.number in said)
        if there[row.number]
        else _new(row, incident, alike, name, repeated.get(row.number))
        for row, incident in pairs
    ]
    result = ImportResult(rows)
    table.check(rest=result, name=name)
    return Plan(result, partial(_write, new, table.sha256, by))


def _unchanged(row: Row, there: Incident, name, by_content: bool) -> RowResult:
    note = f"与已有的 {there.number} 完全相同，不再导入；确是另一件的，请填编号或写明不同的情况"
    return RowResult(
        row.number, Outcome.UNCHANGED, name(row, there.number), note=note if by_content else ""
    )


def _new(row: Row, incident: Incident, alike: dict, name, repeats: int | None) -> RowResult:
    same = [] if incident.number else alike.get(_content(incident), [])
    notes = [
        f"与已有的 {same[-1].number} 内容相同，可能重复" if same else "",
        f"与第 {repeats} 行内容相同，可能重复" if repeats else "",
        criteria.doubt(Kind(incident.kind), incident.facts).removesuffix("。"),
    ]
    return RowResult(row.number, Outcome.NEW, name(row), note="；".join(filter(None, notes)))


def _name(communities: dict[str, Community], row: Row, number: str = "") -> str:
    """What a row is about, as far as it can be read."""
    code = row["community_code"]
    community = communities[code].name if code in communities else code
    kind = Kind(row["kind"]).label if row["kind"] else ""
    parts = (number or row.get("number"), community, row["occurred_on"], kind)
    return " ".join(str(part) for part in parts if part)


def _write(new: list[Incident], sha256: str, by) -> None:
    _number(new)
    created = Incident.objects.bulk_create(new, batch_size=1000)
    audit.record_many(
        verb="incident_imported",
        subjects=[(i, audit_data(i) | {"sha256": sha256}) for i in created],
        by=by,
    )
    _determine([i for i in created if i.state == State.DETERMINED], by)


def _communities(table: Table) -> dict[str, Community]:
    codes = {row["community_code"] for row in table.rows}
    found = Community.objects.filter(code__in=codes).select_related("station")
    return {community.code: community for community in found}


def _read(table: Table, communities: dict[str, Community], by) -> list[tuple[Row, Incident]]:
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
            found.append((row, _incident(row, community, table.sha256, by)))
        else:
            _refuse_all(row, table, _what_can_be_told(row, community, by))
    return found


def _facts(row: Row) -> Facts:
    return Facts(**{f.name: row[f.name] for f in fields(Facts) if row.get(f.name) is not None})


def _incident(row: Row, community: Community, sha256: str, by) -> Incident:
    return Incident(
        number=row.get("number") or "",
        community=community,
        station_id=community.station_id,
        occurred_on=row["occurred_on"],
        kind=row["kind"],
        summary=row.get("summary") or "",
        police_file_number=row.get("police_file_number") or "",
        state=row.get("status") or State.SUBMITTED,
        reported_by=by,
        entry_key=None if row.get("number") else f"{sha256[:24]}:{row.number}",
        **asdict(_facts(row)),
    )


def _known(table: Table) -> dict[str, Incident]:
    """Incidents on record by number, and by import key."""
    numbers = [row["number"] for row in table.rows if row.get("number")]
    by_number = {i.number: i for i in Incident.objects.filter(number__in=numbers)}
    keyed = Incident.objects.filter(entry_key__startswith=f"{table.sha256[:24]}:")
    return by_number | {i.entry_key: i for i in keyed}


# Where an input of the report form has another name in files.
_COLUMN_OF = {"community": "community_code"}


def _check(row: Row, incident: Incident, there: Incident | None, table: Table, by) -> None:
    """What is on record as the row says it is not judged again: rules came later than some
    records."""
    differs = there is not None and _differs(there, incident, table)
    if differs and row.number not in table.wrong:  # else it is not known what the row says
        reason = f"“{incident.number}”已有记录，内容与这一行不同。请核对，或换一个编号。"
        table.refuse(row, "number", reason)
    checks = {"community_code": lambda: _check_own(incident.community, by)}
    if there is None:
        checks["status"] = lambda: _check_may_begin(incident.state, by)
    if there is None or differs:
        checks |= _rules(incident)
    _refuse_all(row, table, checks)


def _refuse_all(row: Row, table: Table, checks: dict[str, Callable[[], None]]) -> None:
    """Each check by the column that it is about."""
    for column, check in checks.items():
        try:
            check()
        except DomainError as error:
            named = _COLUMN_OF.get(error.field, error.field)
            table.refuse(row, named if table.has(named) else column, str(error))


def _rules(incident: Incident) -> dict[str, Callable[[], None]]:
    """Those of a report."""
    kind = Kind(incident.kind)
    place, day, facts = incident.community, incident.occurred_on, incident.facts
    return {
        "kind": lambda: check_report(place, kind, day, facts),
        "summary": lambda: check_summary(kind, incident.summary),
        **_words(incident.number, incident.police_file_number),
    }


def _words(number: str, police_file_number: str) -> dict[str, Callable[[], None]]:
    return {
        "number": lambda: personal_data.refuse(number, "编号"),
        "police_file_number": lambda: personal_data.refuse(police_file_number, "公安系统案卷号"),
    }


def _what_can_be_told(row: Row, community: Community | None, by) -> dict[str, Callable[[], None]]:
    """The checks of a row whose place, day or kind cannot be read: what else is wrong is told all
    the same, so that nobody corrects a file twice."""
    summary = row.get("summary") or ""
    checks = _words(row.get("number") or "", row.get("police_file_number") or "")
    checks["status"] = lambda: _check_may_begin(row.get("status") or State.SUBMITTED, by)
    checks["summary"] = lambda: personal_data.refuse(summary, "简要情况")
    if row["kind"]:
        kind = Kind(row["kind"])
        checks["kind"] = lambda: criteria.check_facts(kind, _facts(row))
        checks["summary"] = lambda: check_summary(kind, summary)
    if community:
        checks["community_code"] = lambda: _check_own(community, by)
    return checks


def _check_own(community: Community, by) -> None:
    if by.role == Role.OFFICER and community.station.code != by.station_code:
        raise DomainError(
            f"“{community.name}”属于{community.station}，不在本所辖区。请核对代码，或由该所上报。"
        )


def _check_may_begin(state: str, by) -> None:
    """Exports tell of every state; only two can begin with a file. Nobody finds on what they
    report: old findings are brought in by the command."""
    if state == State.DETERMINED and by.role != Role.SYSTEM:
        raise DomainError("上报的案（事）件由办公室认定，这里填“待认定”或留空。")
    if state not in (State.SUBMITTED, State.DETERMINED):
        words = "“待认定”或“已认定”" if by.role == Role.SYSTEM else "“待认定”或留空"
        raise DomainError(f"新导入的不能是“{State(state).label}”，请填{words}。")


# What must be equal for a row to say what is on record. The state may have moved on since.
_CONTENT = ["community_id", "occurred_on", "kind", "summary", *(f.name for f in fields(Facts))]


def _content(incident: Incident) -> tuple:
    """Before figures could be left blank a blank was 0."""
    return tuple(_value(incident, name) for name in _CONTENT)


def _value(incident: Incident, name: str):
    value = getattr(incident, name)
    return 0 if value is None else value


def _differs(there: Incident, incident: Incident, table: Table) -> bool:
    """Whether the row says something else. Older files have no column for the police file; words
    that were cleared are not compared."""
    names = [*_CONTENT, *(["police_file_number"] if table.has("police_file_number") else [])]
    compared = [name for name in names if getattr(there, name) != CLEARED]
    return any(_value(there, name) != _value(incident, name) for name in compared)


def _repeated(pairs: list[tuple[Row, Incident]]) -> dict[int, int]:
    """Rows without a number that say what an earlier row of the file says, and which."""
    first: dict[tuple, int] = {}
    repeated = {}
    for row, incident in pairs:
        said = (*_content(incident), incident.police_file_number)
        if not incident.number and first.setdefault(said, row.number) != row.number:
            repeated[row.number] = first[said]
    return repeated


def _alike(pairs: list[tuple[Row, Incident]]) -> dict[tuple, list[Incident]]:
    """What is on record, by content, that rows without a number seem to say again."""
    unnumbered = [incident for _, incident in pairs if not incident.number]
    on_record = Incident.objects.on_record().filter(
        community__in={i.community_id for i in unnumbered},
        occurred_on__in={i.occurred_on for i in unnumbered},
    )
    alike = defaultdict(list)
    for incident in on_record.order_by("number"):
        alike[_content(incident)].append(incident)
    return alike


def _said_already(pairs, there: dict, alike: dict, table: Table) -> dict[int, Incident]:
    """By row, what is on record with the same in every column: the file was saved anew, or typed
    again. Each is found once: two rows that say the same are two incidents."""
    taken = {incident.pk for incident in there.values() if incident}
    said = {}
    for row, incident in pairs:
        if incident.number or there[row.number]:
            continue
        for other in alike.get(_content(incident), []):
            if other.pk not in taken and not _differs(other, incident, table):
                said[row.number] = other
                taken.add(other.pk)
                break
    return said


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
    determined.send(sender=Determination, determinations=determinations, by=by)
