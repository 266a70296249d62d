"""Bringing a file of incidents into the database: everything or nothing, and a number of
queries that does not depend on the number of rows.

A row that says `determined` is an old record on which the office found long ago: what the rules
propose is taken as the finding. What a row says otherwise of an incident that is on record:
file_corrections.py.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from django.db import transaction

from accounts.permissions import Role
from audit import actions as audit
from communities.models import Community
from incidents.actions.determining import determination_fields
from incidents.actions.reporting import audit_data, is_of_another_station
from incidents.checks import check_own, errors_in
from incidents.facts import FACTS, Facts
from incidents.file_corrections import (
    Correction,
    check_waits,
    content,
    correction,
    differences,
    fill_in,
    told_changes,
    write_corrections,
)
from incidents.kinds import Kind
from incidents.models import Determination, Incident
from incidents.numbers import issue_numbers
from incidents.signals import determined
from incidents.workflow import State
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError, refusals
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.results import ImportResult, Outcome, Plan, RowResult
from wufaan.texts import checked_text


@transaction.atomic
def import_incidents(*, table: Table, by) -> ImportResult:
    """Add what is new, and put right what is on record under the same number and still waits for
    the office; what waits no longer and is told otherwise is an error. Columns that the file lacks
    stay as they are, blank cells clear. A row without a number gets one, once: the same file again
    changes nothing, nor does a row without a number that says in every column what is on record.
    An officer brings in what happened at the own station, for the office to find on."""
    plan = plan_import(table=table, by=by)
    plan.write()
    return plan.result


def plan_import(*, table: Table, by) -> Plan:
    """What `import_incidents` would do. Needs a transaction; no other import of incidents comes
    in between until that ends, and nobody finds on what is on record under the file's numbers."""
    one_at_a_time("import incidents")
    communities, known = _communities(table), _known(table)
    pairs = _read(table, communities, by)
    there = {row.number: known.get(i.number or i.entry_key) for row, i in pairs}
    alike = _alike(pairs)
    said = _said_already(pairs, there, alike, table)
    there |= said
    for row, incident in pairs:
        _check(row, incident, there[row.number], table, by)
    sound = {row.number for row in table.sound_rows()}
    pairs = [(row, incident) for row, incident in pairs if row.number in sound]
    new = [incident for row, incident in pairs if not there[row.number]]
    corrections = _corrections(pairs, there, table)
    repeated = _repeated(pairs)
    name = partial(_name, communities)
    rows = [
        _changed(row, incident, corrections[row.number], name, table)
        if row.number in corrections
        else _unchanged(row, there[row.number], name, _since(row, incident, there, said, table))
        if there[row.number]
        else _new(row, incident, alike, name, repeated.get(row.number))
        for row, incident in pairs
    ]
    result = ImportResult(rows)
    table.check(rest=result, name=name)
    return Plan(result, partial(_write, new, list(corrections.values()), table.sha256, by))


def _corrections(pairs: list[tuple[Row, Incident]], there: dict, table: Table) -> dict:
    """By row. A row without a number corrects nothing: its file brought the incident in, and what
    the file was put right by may have come since."""
    made = {
        row.number: correction(row, there[row.number], incident, table)
        for row, incident in pairs
        if incident.number and there[row.number]
    }
    return {number: correction for number, correction in made.items() if correction.after}


def _changed(row: Row, told: Incident, made: Correction, name, table: Table) -> RowResult:
    changes = told_changes(made, told.community, table)
    return RowResult(row.number, Outcome.CHANGED, name(row), changes, note=_doubt(told))


def _unchanged(row: Row, there: Incident, name, note: str) -> RowResult:
    return RowResult(row.number, Outcome.UNCHANGED, name(row, there.number), note=note)


def _since(row: Row, told: Incident, there: dict, said: dict, table: Table) -> str:
    """What is to be said of a row without a number that changes nothing."""
    number = there[row.number].number
    if row.number in said:
        return f"与已有的 {number} 完全相同，不再导入；确是另一件的，请填编号或写明不同的情况"
    if not told.number and differences(row, there[row.number], told, table):
        return f"已由这个文件导入为 {number}，之后更正过，以登记的为准；还要更正的，请填编号"
    return ""


def _new(row: Row, incident: Incident, alike: dict, name, repeats: int | None) -> RowResult:
    same = [] if incident.number else alike.get(content(incident), [])
    notes = [
        f"与已有的 {same[-1].number} 内容相同，可能重复" if same else "",
        f"与第 {repeats} 行内容相同，可能重复" if repeats else "",
        _doubt(incident),
    ]
    return RowResult(row.number, Outcome.NEW, name(row), note="；".join(filter(None, notes)))


def _doubt(incident: Incident) -> str:
    return incident.doubt.removesuffix("。")


def _name(communities: dict[str, Community], row: Row, number: str = "") -> str:
    """What a row is about, as far as it can be read."""
    code = row["community_code"]
    community = communities[code].name if code in communities else code
    kind = Kind(row["kind"]).label if row["kind"] else ""
    parts = (number or row.get("number"), community, row["occurred_on"], kind)
    return " ".join(str(part) for part in parts if part)


def _write(new: list[Incident], corrections: list[Correction], sha256: str, by) -> None:
    write_corrections(corrections, sha256, by)
    _number(new)
    created = Incident.objects.bulk_create(new, batch_size=1000)
    audit.record_many(
        verb="incident_imported",
        subjects=[(i, audit_data(i.number, i.report) | {"sha256": sha256}) for i in created],
        by=by,
    )
    _determine([i for i in created if i.state == State.DETERMINED], by)


def _communities(table: Table) -> dict[str, Community]:
    codes = {row["community_code"] for row in table.rows}
    found = Community.objects.filter(code__in=codes).select_related("station")
    return {community.code: community for community in found}


def _read(table: Table, communities: dict[str, Community], by) -> list[tuple[Row, Incident]]:
    """Every row, and the incident that it tells of as far as its cells can be read."""
    first: dict[str, Row] = {}
    for row in table.rows:
        if row["community_code"] and row["community_code"] not in communities:
            table.refuse(
                row, "community_code", f"没有代码为 {row['community_code']} 的小区（村社）。"
            )
        number = row.get("number")
        if number and first.setdefault(number, row) is not row:
            table.refuse(row, "number", f"“{number}”与第 {first[number].number} 行重复。")
    return [
        (row, _incident(row, communities.get(row["community_code"]), table.sha256, by))
        for row in table.rows
    ]


def _facts(row: Row) -> Facts:
    return Facts(**{name: row[name] for name in FACTS if row.get(name) is not None})


def _incident(row: Row, community: Community | None, sha256: str, by) -> Incident:
    return Incident(
        number=row.get("number") or "",
        community=community,
        station_id=community and community.station_id,
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
    """Incidents on record by number, and by import key. The former may be corrected: they stay as
    they are until the transaction ends. Who only opens one meanwhile need not wait."""
    numbers = [row["number"] for row in table.rows if row.get("number")]
    there = Incident.objects.select_related("community", "station").order_by("pk")
    numbered = there.select_for_update(of=("self",), no_key=True).filter(number__in=numbers)
    keyed = there.filter(entry_key__startswith=f"{table.sha256[:24]}:")
    return {i.number: i for i in numbered} | {i.entry_key: i for i in keyed}


# Where an input of the report form has another name in files.
_COLUMN_OF = {"community": "community_code"}


def _check(row: Row, told: Incident, there: Incident | None, table: Table, by) -> None:
    """Each error by the column that it is about; by the kind, which every file has, where that is
    about what the file says nothing of."""
    for error in list(_errors(row, told, there, table, by)):
        named = _COLUMN_OF.get(error.field, error.field)
        table.refuse(row, named if table.has(named) else "kind", str(error))


def _errors(
    row: Row, told: Incident, there: Incident | None, table: Table, by
) -> Iterator[DomainError]:
    """What is on record as the row says it is not judged again: rules came later than some
    records. What another station has on record is not looked at."""
    if place := _place(told):
        yield from refusals(check_own, place, by)
    if there and told.number and is_of_another_station(there, by):
        reason = f"“{told.number}”是别的派出所用的编号。请核对，或换一个编号。"
        yield DomainError(reason, field="number")
        there = None
    if there is None:
        yield from refusals(_check_may_begin, told.state, by)
        yield from _rules(told)
    elif told.number:
        fill_in(told, there, table)
        if differences(row, there, told, table):
            yield from refusals(check_waits, row, there, told, table)
            yield from _rules(told)


def _rules(told: Incident) -> Iterator[DomainError]:
    """Those of a report, as far as it can be read, and of its number."""
    report = {
        "community": _place(told),
        "kind": told.kind and Kind(told.kind),
        "occurred_on": told.occurred_on,
        "facts": told.facts,
        "summary": told.summary,
        "police_file_number": told.police_file_number,
    }
    yield from errors_in(report)
    yield from refusals(_check_number, told.number)


def _place(told: Incident) -> Community | None:
    return told.community if told.community_id else None


def _check_number(number: str) -> None:
    checked_text(number, Incident.number.field, blank=True, printed=False)


def _check_may_begin(state: str, by) -> None:
    """Exports tell of every state; only two can begin with a file. Nobody finds on what they
    report: old findings are brought in by the command."""
    if state == State.DETERMINED and by.role != Role.SYSTEM:
        raise DomainError("上报的案（事）件由办公室认定，这里填“待认定”或留空。", field="status")
    if state not in (State.SUBMITTED, State.DETERMINED):
        words = "“待认定”或“已认定”" if by.role == Role.SYSTEM else "“待认定”或留空"
        raise DomainError(f"新导入的不能是“{State(state).label}”，请填{words}。", field="status")


def _repeated(pairs: list[tuple[Row, Incident]]) -> dict[int, int]:
    """Rows without a number that say what an earlier row of the file says, and which."""
    first: dict[tuple, int] = {}
    repeated = {}
    for row, incident in pairs:
        said = (*content(incident), incident.police_file_number)
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
        alike[content(incident)].append(incident)
    return alike


def _said_already(pairs, there: dict, alike: dict, table: Table) -> dict[int, Incident]:
    """By row, what is on record with the same in every column: the file was saved anew, or typed
    again. Each is found once: two rows that say the same are two incidents."""
    taken = {incident.pk for incident in there.values() if incident}
    said = {}
    for row, incident in pairs:
        if incident.number or there[row.number]:
            continue
        for other in alike.get(content(incident), []):
            if other.pk not in taken and not differences(row, other, incident, table):
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
    determinations = [Determination(**determination_fields(i, by=by)) for i in incidents]
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
