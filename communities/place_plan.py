"""What files about communities have in common: their rows speak of one by its code."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from django.db.models import Model

from communities.models import Community, CommunityQuerySet, FormerCode
from wufaan.errors import DomainError
from wufaan.sheets.planning import ImportPlan
from wufaan.sheets.reading import Row

Record = TypeVar("Record", bound=Model)


class PlaceImport(ImportPlan[Record]):
    """By `community_code`."""

    communities: Mapping[str, Community]

    def find_places(self, among: CommunityQuerySet) -> None:
        """What comes under a former code gets that of today."""
        codes = {row["community_code"] for row in self.table.rows}
        found = {place.pk: place for place in among.coded(codes)}
        former = FormerCode.objects.filter(code__in=codes, community__in=found)
        of_today = {code: found[pk].code for code, pk in former.values_list("code", "community")}
        for row in self.table.rows:
            code = row["community_code"]
            row.values["community_code"] = of_today.get(code, code)
        self.communities = {place.code: place for place in found.values()}

    def check(self, row: Row) -> Iterator[DomainError]:
        code = row["community_code"]
        if code and code not in self.communities:
            yield DomainError(f"没有代码为 {code} 的小区（村社）。", field="community_code")

    def place_of(self, row: Row) -> str:
        """Its name, or the code where there is none."""
        place = self.communities.get(row["community_code"])
        return place.name if place else row["community_code"] or ""
