"""Bringing a registry file into the database: everything or nothing, and a number of queries
that does not depend on the number of rows. What would change is worked out before anything is
written, so that it can be shown first."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import models, transaction

from audit import actions as audit
from communities.checks import check_rows
from communities.codes import compound_code
from communities.models import Community, CommunityKind, PropertyCompany, Station, Township
from communities.pinyin import pinyin_key
from communities.signals import CompanyChange, companies_changed
from wufaan.database import one_at_a_time
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.results import Change, ImportResult, Outcome, Plan, RowResult, shown

# Columns that go into the community as they are.
_PLAIN = ["name", "kind", "households", "population", "shops"]
# Field of a community → the column that names what it points to.
_POINTERS = {
    "township": "township_code",
    "station": "station_code",
    "parent": "parent_code",
    "property_company": "property_company_code",
}
_VERBS = {
    Township: ("township_added", "township_renamed"),
    Station: ("station_added", "station_renamed"),
    PropertyCompany: ("company_added", "company_renamed"),
}
_NAMED = ("township", "station", "property_company")
_FIELDS = [*_PLAIN, *_POINTERS, "pinyin"]


@dataclass
class Registry:
    """What the database holds, by code, as far as a file can refer to it; then also what the
    file brings. `former_names` are those of what it renames, by prefix of the columns and code."""

    townships: dict[str, Township] = field(default_factory=dict)
    stations: dict[str, Station] = field(default_factory=dict)
    companies: dict[str, PropertyCompany] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    former_names: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Registry":
        return cls(
            {t.code: t for t in Township.objects.all()},
            {s.code: s for s in Station.objects.all()},
            {c.code: c for c in PropertyCompany.objects.all()},
            {c.code: c for c in Community.objects.select_for_update()},
        )

    @property
    def named(self) -> dict[str, tuple[type[models.Model], dict]]:
        """What has a code and a name in the file, by the prefix of those columns."""
        return {
            "township": (Township, self.townships),
            "station": (Station, self.stations),
            "property_company": (PropertyCompany, self.companies),
        }

    def codes_by_pk(self) -> dict[str, dict[int, str]]:
        """Field of a community → primary key → code, of what was on record."""
        pointed_at = {prefix: known for prefix, (_, known) in self.named.items()}
        pointed_at["parent"] = self.communities
        return {name: {t.pk: t.code for t in known.values()} for name, known in pointed_at.items()}


@transaction.atomic
def import_communities(*, table: Table, by) -> ImportResult:
    """Add and update by code. Columns that the file lacks stay as they are, blank cells clear.
    A compound without a code is found by parent and name, or given the next code."""
    plan = plan_import(table=table, by=by)
    plan.write()
    return plan.result


def plan_import(*, table: Table, by) -> Plan:
    """What `import_communities` would do. Needs a transaction; the registry stays as it is until
    that ends."""
    one_at_a_time("community_code")
    registry = Registry.load()
    _issue_codes(table, registry)
    check_rows(table, registry)
    sound, codes = _sound_rows(table, registry), registry.codes_by_pk()
    named = [_bring_in_named(sound, registry, prefix) for prefix in registry.named]
    rows = [_bring_in(row, table, registry, codes) for row in _parents_first(sound)]
    for row in rows:
        _check_is_open(row, table)
    result = _result(rows, table)
    table.check(rest=result, name=_name)
    return Plan(result, lambda: _write(named, rows, registry.companies, table.sha256, by))


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


def _sound_rows(table: Table, registry: Registry) -> list[Row]:
    """Without a compound whose village is in a row that has an error."""
    sound = table.sound_rows()
    known = {*registry.communities, *(row["code"] for row in sound)}
    return [r for r in sound if r["kind"] != CommunityKind.COMPOUND or parent_code(r) in known]


@dataclass(frozen=True)
class _Named:
    """Townships, stations or companies that are new, or have a new name; the former by code."""

    model: type[models.Model]
    new: list
    renamed: list
    former: dict[str, str]


def _bring_in_named(rows: list[Row], registry: Registry, prefix: str) -> _Named:
    model, known = registry.named[prefix]
    names = _names(rows, prefix)
    new = [model(code=code, name="") for code in names if code not in known]
    known.update({thing.code: thing for thing in new})
    for code, name in names.items():
        thing = known[code]
        if not name or thing.name == name:
            continue
        if thing.pk:
            registry.former_names[prefix, code] = thing.name
        thing.name = name
        if prefix == "township":
            thing.pinyin = pinyin_key(name)
    former = {c: name for (p, c), name in registry.former_names.items() if p == prefix}
    return _Named(model, new, [known[code] for code in former], former)


def _names(rows: list[Row], prefix: str) -> dict[str, str | None]:
    code_of = township_code if prefix == "township" else lambda row: row.get(f"{prefix}_code")
    return {code_of(row): row.get(f"{prefix}_name") for row in rows if code_of(row)}


def township_code(row: Row) -> str:
    """The column, or the first nine digits of the community's own code."""
    return row.get("township_code") or row["code"][:9]


def parent_code(row: Row) -> str:
    """The column, or what the compound's own code begins with."""
    return row.get("parent_code") or row["code"][:12]


def _parents_first(rows: list[Row]) -> list[Row]:
    """So that compounds of the same file find the village that they lie in."""
    return sorted(rows, key=lambda row: row["kind"] == CommunityKind.COMPOUND)


@dataclass(frozen=True)
class _Planned:
    """A row's community, with the row's values set; `before` and `after` tell, field by field,
    what differs from the record."""

    row: Row
    community: Community
    result: RowResult
    before: dict
    after: dict


def _bring_in(row: Row, table: Table, registry: Registry, codes: dict) -> _Planned:
    community = registry.communities.get(row["code"])
    is_new = community is None
    if is_new:
        community = registry.communities[row["code"]] = Community(code=row["code"])
    before, after = {}, {}
    for name, value in _values(row, table, registry, community).items():
        there = _plain_value(community, name, codes)
        after_plain = value.code if isinstance(value, models.Model) else value
        if is_new or there != after_plain:
            before[name], after[name] = there, after_plain
            setattr(community, name, value)
    changes = [] if is_new else _changes(row, table, registry, before, after)
    outcome = Outcome.NEW if is_new else Outcome.CHANGED if changes else Outcome.UNCHANGED
    result = RowResult(row.number, outcome, _name(row), changes)
    return _Planned(row, community, result, before, after)


def _name(row: Row) -> str:
    return " ".join(filter(None, (row["code"], row["name"])))


def _values(row: Row, table: Table, registry: Registry, community: Community) -> dict:
    """Field → what the row says, for every field of which it says anything."""
    values = {name: row[name] for name in _PLAIN if table.has(name)}
    if community.name != row["name"]:  # a key that was put right by hand stays
        values["pinyin"] = pinyin_key(row["name"])
    values["township"] = registry.townships[township_code(row)]
    if row.get("station_code"):
        values["station"] = registry.stations[row["station_code"]]
    if table.has("parent_code") and row["kind"] == CommunityKind.COMPOUND:
        values["parent"] = registry.communities[parent_code(row)]
    if table.has("property_company_code"):
        values["property_company"] = registry.companies.get(row["property_company_code"])
    return values


def _plain_value(community: Community, name: str, codes: dict):
    """What is on record; for what it points to, the code."""
    if name in _POINTERS:
        return codes[name].get(getattr(community, f"{name}_id"))
    return getattr(community, name)


def _changes(row: Row, table: Table, registry: Registry, before: dict, after: dict) -> list[Change]:
    """For people: the columns of the file, also where the row renames what it refers to."""
    headers = {column.name: column.header for column in table.columns}
    changes = [
        Change(headers.get(_POINTERS.get(name, name), name), _shown(name, was), _shown(name, now))
        for (name, was), now in zip(before.items(), after.values(), strict=True)
        if name != "pinyin"
    ]
    for prefix in _NAMED:
        code = township_code(row) if prefix == "township" else row.get(f"{prefix}_code")
        former, name = registry.former_names.get((prefix, code)), row.get(f"{prefix}_name")
        if former and name:
            changes.append(Change(headers[f"{prefix}_name"], former, name))
    return changes


def _shown(name: str, value: object) -> str:
    return CommunityKind(value).label if name == "kind" else shown(value)


def _check_is_open(planned: _Planned, table: Table) -> None:
    closed_on = planned.community.closed_on
    if closed_on and planned.result.outcome == Outcome.CHANGED:
        table.refuse(planned.row, "code", f"已于 {closed_on} 撤并，登记信息不再更改。")


def _result(rows: list[_Planned], table: Table) -> ImportResult:
    """In the order of the file, without what turned out to be wrong."""
    sound = {row.number for row in table.sound_rows()}
    results = [planned.result for planned in rows if planned.row.number in sound]
    return ImportResult(sorted(results, key=lambda result: result.number))


def _write(named: list[_Named], rows: list[_Planned], companies: dict, sha256: str, by) -> None:
    for things in named:
        fields = ["name", "pinyin"] if things.model is Township else ["name"]
        things.model.objects.bulk_create(things.new, batch_size=1000)
        things.model.objects.bulk_update(things.renamed, fields, batch_size=1000)
        _record_named(things, by)
    new = [row.community for row in rows if row.result.outcome == Outcome.NEW]
    for is_compound in (False, True):
        batch = [c for c in new if (c.kind == CommunityKind.COMPOUND) == is_compound]
        Community.objects.bulk_create(batch, batch_size=1000)
    changed = [row for row in rows if row.result.outcome == Outcome.CHANGED and row.before]
    Community.objects.bulk_update([row.community for row in changed], _FIELDS, batch_size=1000)
    _record(new, changed, sha256, by)
    if changes := list(_company_changes(changed, companies)):
        companies_changed.send(sender=Community, changes=changes, by=by)


def _company_changes(changed: list[_Planned], companies: dict) -> Iterator[CompanyChange]:
    for row in changed:
        if "property_company" in row.before:
            former, new = row.before["property_company"], row.after["property_company"]
            yield CompanyChange(row.community, companies.get(former), companies.get(new))


def _record_named(things: _Named, by) -> None:
    added, renamed = _VERBS[things.model]
    after = [(thing, {"after": {"code": thing.code, "name": thing.name}}) for thing in things.new]
    audit.record_many(verb=added, subjects=after, by=by)
    changes = [
        (t, {"before": {"name": things.former[t.code]}, "after": {"name": t.name}})
        for t in things.renamed
    ]
    audit.record_many(verb=renamed, subjects=changes, by=by)


def _record(new: list[Community], changed: list[_Planned], sha256: str, by) -> None:
    source = {"sha256": sha256}
    audit.record_many(verb="community_added", subjects=[(c, source) for c in new], by=by)
    audit.record_many(
        verb="community_changed",
        subjects=[
            (row.community, source | {"before": row.before, "after": row.after}) for row in changed
        ],
        by=by,
    )
