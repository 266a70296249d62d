"""Bringing a file of work records into the database: everything or nothing, and a number of
queries that does not depend on the number of rows."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction

from audit import actions as audit
from communities.actions.work import (
    Entry,
    audit_data,
    check_entry,
    check_may_keep,
    set_entry,
    values_of,
)
from communities.heads import WorkState, head_titled
from communities.models import Community, WorkRecord
from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.results import Change, ImportResult, Outcome, Plan, RowResult, shown

_HEADERS = {"state": "状态", "note": "情况", "information_officers": "信息员人数"}
# Without these it is not known what a row says.
_NEEDED = ("community_code", "year", "head", "state")


@dataclass(frozen=True)
class _Planned:
    row: Row
    record: WorkRecord
    before: dict
    after: dict

    @property
    def differs(self) -> bool:
        return self.before != self.after


@transaction.atomic
def import_work(*, table: Table, by) -> ImportResult:
    """Put on record what is new at a head and put right what is there. Columns that the file
    lacks stay as they are, blank cells clear. An officer brings in the own station's."""
    plan = plan_import(table=table, by=by)
    plan.write()
    return plan.result


def plan_import(*, table: Table, by) -> Plan:
    """What `import_work` would do. Needs a transaction."""
    one_at_a_time("import work")
    communities = _communities(table)
    records = _records(table.rows, communities)
    _check(table, communities, records, by)
    sound = table.sound_rows()
    planned = [_plan(row, communities[row["community_code"]], records) for row in sound]
    result = ImportResult([_result(p) for p in planned])
    table.check(rest=result, name=partial(_name, communities))
    return Plan(result, partial(_write, [p for p in planned if p.differs], table.sha256, by))


def _communities(table: Table) -> dict[str, Community]:
    codes = {row["community_code"] for row in table.rows}
    found = Community.objects.filter(code__in=codes).select_related("station")
    return {community.code: community for community in found.select_for_update(of=("self",))}


def _check(
    table: Table, communities: dict[str, Community], records: dict[tuple, WorkRecord], by
) -> None:
    """What says no more than is on record passes, also of a place that is no more."""
    first: dict[tuple, Row] = {}
    for row in table.rows:
        community = communities.get(row["community_code"])
        if row["community_code"] and community is None:
            reason = f"没有代码为 {row['community_code']} 的小区（村社）。"
            table.refuse(row, "community_code", reason)
        if community is None or any(row[name] is None for name in _NEEDED):
            continue
        key = _key(row)
        if first.setdefault(key, row) is not row:
            table.refuse(row, "head", f"与第 {first[key].number} 行重复。")
        try:
            check_may_keep(community, row["year"], by)
            check_entry(community, row["head"], _entry(row, Entry(row["state"])))
        except DomainError as error:
            if not _plan(row, community, records).differs:
                continue
            table.refuse(row, error.field or "community_code", str(error))


def _key(row: Row) -> tuple[str, int, str]:
    return row["community_code"], row["year"], row["head"]


def _entry(row: Row, there: Entry) -> Entry:
    """What the row says; for a column that the file lacks, what is there."""
    return Entry(
        WorkState(row["state"]),
        row.get("note", there.note) or "",
        row.get("information_officers", there.information_officers),
    )


def _records(rows: list[Row], communities: dict[str, Community]) -> dict[tuple, WorkRecord]:
    """Of rows whose place is known, by place, year and head."""
    codes = {row["community_code"] for row in rows}
    places = [community.pk for code, community in communities.items() if code in codes]
    years = {row["year"] for row in rows if row["year"]}
    found = WorkRecord.objects.filter(community__in=places, year__in=years)
    return {(r.community_id, r.year, r.head): r for r in found}


def _plan(row: Row, community: Community, records: dict[tuple, WorkRecord]) -> _Planned:
    fields = {"community": community, "year": row["year"], "head": row["head"]}
    key = (community.pk, row["year"], row["head"])
    record = records.get(key) or WorkRecord(**fields)
    record.community = community
    before = values_of(record)
    there = Entry(WorkState(record.state), record.note, record.information_officers)
    set_entry(record, _entry(row, there))
    return _Planned(row, record, before, values_of(record))


def _result(planned: _Planned) -> RowResult:
    name = _record_name(planned.record)
    if not planned.differs:
        return RowResult(planned.row.number, Outcome.UNCHANGED, name)
    if planned.record.pk is None:
        return RowResult(planned.row.number, Outcome.NEW, name, note=_told(planned.after))
    changes = [
        Change(header, _shown(key, planned.before[key]), _shown(key, planned.after[key]))
        for key, header in _HEADERS.items()
        if planned.before[key] != planned.after[key]
    ]
    return RowResult(planned.row.number, Outcome.CHANGED, name, changes)


def _told(values: dict) -> str:
    said = {key: value for key, value in values.items() if value not in (None, "")}
    return "；".join(f"{_HEADERS[key]}：{_shown(key, value)}" for key, value in said.items())


def _shown(key: str, value: object) -> str:
    return WorkState(value).label if key == "state" else shown(value)


def _record_name(record: WorkRecord) -> str:
    return f"{record.community.name} {record.year} {record.title}"


def _name(communities: dict[str, Community], row: Row) -> str:
    """What a row is about, as far as it can be read."""
    code, head = row["community_code"], row["head"]
    community = communities.get(code)
    is_compound = "-X" in (code or "")
    parts = [community.name if community else code, row["year"]]
    parts += [head_titled(head, is_compound=is_compound)] if head else []
    return " ".join(str(part) for part in parts if part)


def _write(planned: list[_Planned], sha256: str, by) -> None:
    new = [p for p in planned if p.record.pk is None]
    changed = [p for p in planned if p.record.pk is not None]
    WorkRecord.objects.bulk_create([p.record for p in new], batch_size=1000)
    fields = ["state", "note", "information_officers"]
    WorkRecord.objects.bulk_update([p.record for p in changed], fields, batch_size=1000)
    audit.record_many(
        verb="work_recorded",
        subjects=[(p.record, audit_data(p.before, p.after) | {"sha256": sha256}) for p in planned],
        by=by,
    )
