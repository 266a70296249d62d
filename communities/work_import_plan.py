"""A file of work records, a row a community, year and head. An officer brings in the own
station's."""

from collections.abc import Iterator
from typing import Any

from communities.actions.work import Entry, check_entry, keep_many
from communities.codes import COMPOUND_CODE
from communities.heads import WorkState, head_titled
from communities.models import Community, WorkRecord
from communities.obstacles import of_keeping_work
from communities.place_plan import PlaceImport
from communities.resources import WorkResource
from wufaan.errors import DomainError, refusals
from wufaan.obstacles import refuse
from wufaan.sheets.planning import Told
from wufaan.sheets.reading import Row
from wufaan.sheets.results import Outcome

_KEPT = ("state", "note", "information_officers")


class WorkImport(PlaceImport[WorkRecord]):
    resource = WorkResource
    lock = "import work"
    key = ("community_code", "year", "head")
    repeated_at = "head"
    otherwise = "community_code"

    def load(self) -> None:
        places = Community.objects.select_related("station")
        self.find_places(places.select_for_update(of=("self",)))
        years = {row["year"] for row in self.table.rows if row["year"]}
        records = WorkRecord.objects.filter(community__in=self.communities.values(), year__in=years)
        self.records = {(r.community_id, r.year, r.head): r for r in records}

    def readable(self) -> list[Row]:
        return [
            row
            for row in self.table.rows
            if row["community_code"] in self.communities and all(map(row.get, (*self.key, "state")))
        ]

    def tell(self, row: Row) -> Told[WorkRecord]:
        community = self.communities[row["community_code"]]
        at = {"year": row["year"], "head": row["head"]}
        record = self.records.get((community.pk, *at.values())) or WorkRecord(**at)
        record.community = community
        return self.compare(row, record, self._says(row))

    def _says(self, row: Row) -> dict[str, Any]:
        return {name: row[name] for name in _KEPT if self.table.has(name)}

    def object_to(self, told: Told[WorkRecord]) -> Iterator[DomainError]:
        row, community = told.row, told.record.community
        yield from refusals(refuse, of_keeping_work(community, row["year"], self.by))
        entry = Entry(
            WorkState(row["state"]), row.get("note") or "", row.get("information_officers")
        )
        yield from refusals(check_entry, community, row["head"], entry)

    def note(self, told: Told[WorkRecord]) -> str:
        return self.said(self._says(told.row)) if told.outcome == Outcome.NEW else ""

    def names(self, row: Row) -> Iterator[object]:
        yield from (self.place_of(row), row["year"])
        if head := row["head"]:
            is_compound = COMPOUND_CODE.fullmatch(row["community_code"] or "") is not None
            yield head_titled(head, is_compound=is_compound)

    def write(self, new: list[Told[WorkRecord]], changed: list[Told[WorkRecord]]) -> None:
        keep_many(told=[*new, *changed], source={"sha256": self.table.sha256}, by=self.by)
