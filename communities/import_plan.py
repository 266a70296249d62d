"""A registry file: communities by code, and the townships, stations and companies that it names."""

from collections.abc import Iterator
from typing import Any

from communities.actions import bulk
from communities.checks import errors_of
from communities.models import Community, CommunityKind
from communities.obstacles import of_adding_to, of_changing
from communities.pinyin import pinyin_key
from communities.registry import NAMED, Named, Registry, code_of
from communities.resources import CommunityResource
from wufaan.errors import DomainError, refusals
from wufaan.obstacles import refuse
from wufaan.sheets.planning import ImportPlan, Told
from wufaan.sheets.reading import Row
from wufaan.sheets.results import Change, Outcome

# Columns that go into the community as they are.
_PLAIN = ("name", "kind", "households", "population", "shops")
# Fields of a community that hold what a code points to.
_POINTERS = (*NAMED, "parent")


class CommunityImport(ImportPlan[Community]):
    """A compound without a code is found by parent and name, or given the next code."""

    resource = CommunityResource
    lock = "community_code"
    key = ("code",)
    repeated_at = "code"
    columns = {name: f"{name}_code" for name in _POINTERS}

    named: dict[str, Named]

    def load(self) -> None:
        self.registry = Registry.load()
        self.codes = self.registry.codes_by_pk()
        self.registry.hear(self.table.rows)

    def check(self, row: Row) -> Iterator[DomainError]:
        return errors_of(row, self.table, self.registry)

    def readable(self) -> list[Row]:
        """Without a compound whose village is in a row that has an error."""
        sound = self.table.sound_rows()
        known = {*self.registry.communities, *(row["code"] for row in sound)}
        village = self.registry.village_of
        rows = [row for row in sound if not _is_compound(row) or village(row) in known]
        self.named = {prefix: self.registry.bring_in(prefix, rows) for prefix in NAMED}
        return rows

    def tell(self, row: Row) -> Told[Community]:
        code = row["code"]
        community = self.registry.communities.setdefault(code, Community(code=code))
        return self.compare(row, community, self._says(row, community), self._renames(row))

    def _says(self, row: Row, community: Community) -> dict[str, Any]:
        says = {name: row[name] for name in _PLAIN if self.table.has(name)}
        if community.name != row["name"]:  # a key that was put right by hand stays
            says["pinyin"] = pinyin_key(row["name"])
        if row.get("township_code") or not community.pk:
            says["township"] = code_of(row, "township")
        if row.get("station_code"):
            says["station"] = row["station_code"]
        if self.table.has("parent_code") and _is_compound(row):
            says["parent"] = self.registry.village_of(row)
        if self.table.has("property_company_code"):
            says["property_company"] = row["property_company_code"] or None
        return says

    def on_record(self, record: Community, name: str) -> Any:
        if name in _POINTERS:
            return self.codes[name].get(getattr(record, f"{name}_id"))
        return super().on_record(record, name)

    def _renames(self, row: Row) -> Iterator[Change]:
        """What the row points to is told by its row too."""
        for prefix, named in self.named.items():
            former, name = named.former.get(code_of(row, prefix) or ""), row.get(f"{prefix}_name")
            if former and name:
                yield Change(self.resource.named[f"{prefix}_name"].header, former, name)

    def object_to(self, told: Told[Community]) -> Iterator[DomainError]:
        yield from refusals(refuse, of_changing(told.record, at="code"))
        if told.outcome == Outcome.NEW and _is_compound(told.row):
            village = self.registry.communities[self.registry.village_of(told.row)]
            yield from refusals(refuse, of_adding_to(village, at="parent"))

    def names(self, row: Row) -> Iterator[object]:
        yield from (row["code"], row["name"])

    def write(self, new: list[Told[Community]], changed: list[Told[Community]]) -> None:
        source = {"sha256": self.table.sha256}
        bulk.keep_named(named=self.named.values(), by=self.by)
        for told in (*new, *changed):
            for name, value in told.after.items():
                setattr(told.record, name, self._pointed_at(name, value))
        bulk.add_communities(communities=[told.record for told in new], source=source, by=self.by)
        bulk.change_communities(
            changes=[told for told in changed if told.after],
            companies=self.registry.companies,
            stations=self.registry.stations,
            source=source,
            by=self.by,
        )

    def _pointed_at(self, name: str, value: Any) -> Any:
        return self.registry.things(name).get(value) if name in _POINTERS else value


def _is_compound(row: Row) -> bool:
    return bool(row["kind"] == CommunityKind.COMPOUND)
