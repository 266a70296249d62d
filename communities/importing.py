"""Bringing a registry file into the database: everything or nothing, and a number of queries
that does not depend on the number of rows."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from audit import actions as audit
from communities.checks import check_rows
from communities.codes import compound_code
from communities.models import Community, CommunityKind, PropertyCompany, Station, Township
from communities.pinyin import pinyin_key
from wufaan.sheets.reading import Row, Table

# Columns that go into the community as they are.
_PLAIN = ["name", "kind", "households", "population", "shops"]


@dataclass(frozen=True)
class ImportResult:
    """How many rows were new, changed something, or said what was known."""

    new: int
    changed: int
    unchanged: int

    def __str__(self):
        return f"新增 {self.new}，更新 {self.changed}，无变化 {self.unchanged}"


@dataclass
class Registry:
    """What the database holds, by code, as far as a file can refer to it."""

    townships: dict[str, Township] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    companies: dict[str, PropertyCompany] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Registry":
        return cls(
            {t.code: t for t in Township.objects.all()},
            {s.code: s for s in Station.objects.all()},
            {c.code: c for c in PropertyCompany.objects.all()},
            {c.code: c for c in Community.objects.select_for_update()},
        )


@transaction.atomic
def import_communities(*, table: Table, by) -> ImportResult:
    """Add and update by code. Columns that the file lacks stay as they are, blank cells clear.
    A compound without a code is found by parent and name, or given the next code."""
    registry = Registry.load()
    _issue_codes(table, registry)
    check_rows(table, registry)
    table.check()
    _bring_in_named(table, registry)
    return _bring_in_communities(table, registry, by)


def _issue_codes(table: Table, registry: Registry) -> None:
    """Fill in the codes of compounds that came without one."""
    by_place = {
        (c.code[:12], c.name): c.code
        for c in registry.communities.values()
        if c.kind == CommunityKind.COMPOUND
    }
    taken = defaultdict(int)
    for code in [*registry.communities, *(row["code"] or "" for row in table.rows)]:
        parent, _, number = code.partition("-X")
        taken[parent] = max(taken[parent], int(number or 0))
    for row in table.rows:
        parent = row.get("parent_code")
        if row["code"] or row["kind"] != CommunityKind.COMPOUND or not parent:
            continue
        known = by_place.get((parent, row["name"]))
        if known is None:
            taken[parent] += 1
            known = by_place[parent, row["name"]] = compound_code(parent, taken[parent])
        row.values["code"] = known


def _bring_in_named(table: Table, registry: Registry) -> None:
    """Townships, stations and companies: new ones, and new names of known ones."""
    townships = {township_code(row): row.get("township_name") for row in table.rows}
    _upsert(Township, registry.townships, townships, {"pinyin": pinyin_key})
    _upsert(Station, registry.stations, _names(table, "station"), {})
    _upsert(PropertyCompany, registry.companies, _names(table, "property_company"), {})


def _names(table: Table, prefix: str) -> dict[str, str | None]:
    return {
        row[f"{prefix}_code"]: row.get(f"{prefix}_name")
        for row in table.rows
        if row.get(f"{prefix}_code")
    }


def _upsert(model, known: dict, names: dict[str, str | None], derived: dict) -> None:
    new, renamed = [], []
    for code, name in names.items():
        thing = known.get(code) or model(code=code, name="")
        if not name or thing.name == name:
            continue
        thing.name = name
        for attribute, of_name in derived.items():
            setattr(thing, attribute, of_name(name))
        (renamed if code in known else new).append(thing)
    model.objects.bulk_create(new, batch_size=1000)
    model.objects.bulk_update(renamed, ["name", *derived], batch_size=1000)
    known.update({thing.code: thing for thing in new})


def township_code(row: Row) -> str:
    """The column, or the first nine digits of the community's own code."""
    return row.get("township_code") or row["code"][:9]


def _bring_in_communities(table: Table, registry: Registry, by) -> ImportResult:
    new, changed = [], []
    # Villages first, so that compounds of the same file find their parent.
    rows = sorted(table.rows, key=lambda row: row["kind"] == CommunityKind.COMPOUND)
    villages = [r for r in rows if r["kind"] != CommunityKind.COMPOUND]
    compounds = rows[len(villages) :]
    for batch in (villages, compounds):
        fresh = []
        for row in batch:
            community = registry.communities.get(row["code"])
            if community is None:
                community = registry.communities[row["code"]] = Community(code=row["code"])
                _apply(community, row, table, registry)
                fresh.append(community)
            elif before := _apply(community, row, table, registry):
                changed.append((community, before))
        Community.objects.bulk_create(fresh, batch_size=1000)
        new += fresh
    Community.objects.bulk_update([c for c, _ in changed], _FIELDS, batch_size=1000)
    _record(new, changed, table, by)
    unchanged = len(table.rows) - len(new) - len(changed)
    return ImportResult(len(new), len(changed), unchanged)


_FIELDS = [*_PLAIN, "township", "station", "parent", "property_company", "pinyin"]


def _apply(community: Community, row: Row, table: Table, registry: Registry) -> dict:
    """Set what the row says; returns what was there before, where it differs."""
    values = {name: row[name] for name in _PLAIN if table.has(name)}
    if community.name != row["name"]:  # a key that was put right by hand stays
        values["pinyin"] = pinyin_key(row["name"])
    values["township_id"] = registry.townships[township_code(row)].pk
    if row.get("station_code"):
        values["station_id"] = registry.stations[row["station_code"]].pk
    if table.has("parent_code") and row["kind"] == CommunityKind.COMPOUND:
        values["parent_id"] = registry.communities[parent_code(row)].pk
    if table.has("property_company_code"):
        company = registry.companies.get(row["property_company_code"])
        values["property_company_id"] = company.pk if company else None
    before = {k: getattr(community, k) for k, v in values.items() if getattr(community, k) != v}
    for name, value in values.items():
        setattr(community, name, value)
    return before


def parent_code(row: Row) -> str:
    """The column, or what the compound's own code begins with."""
    return row.get("parent_code") or row["code"][:12]


def _record(new, changed, table: Table, by) -> None:
    source = {"sha256": table.sha256}
    audit.record_many(verb="community_added", subjects=[(c, source) for c in new], by=by)
    audit.record_many(
        verb="community_changed",
        subjects=[(c, source | {"before": before}) for c, before in changed],
        by=by,
    )
