"""The registry by code, as far as a file can refer to it, and what a file brings to it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from communities.codes import COMPOUND_CODE, compound_code
from communities.models import (
    Community,
    CommunityKind,
    FormerCode,
    PropertyCompany,
    Station,
    Township,
)
from communities.pinyin import pinyin_key
from wufaan.sheets.reading import Row

# What has a code and a name in the file, by the prefix of those columns.
NAMED: dict[str, type[Township] | type[Station] | type[PropertyCompany]] = {
    "township": Township,
    "station": Station,
    "property_company": PropertyCompany,
}


@dataclass(frozen=True)
class Named:
    """Townships, stations or companies that are new, or have a new name; the former by code."""

    model: type[Township] | type[Station] | type[PropertyCompany]
    new: list[Any]
    renamed: list[Any]
    former: dict[str, str]


@dataclass
class Registry:
    """What the database holds, then also what the file brings; communities by former codes too.
    `lies_in` has the village's code by the compound's, as on record, `on_record` with its name
    where it still is one. `told` has the file's rows by code, `bearers` the compound's code by
    village and name, as they will be; `called` the first row and name by which the file calls a
    thing."""

    townships: dict[str, Township]
    stations: dict[str, Station]
    companies: dict[str, PropertyCompany]
    communities: dict[str, Community]
    lies_in: dict[str, str]
    on_record: dict[str, tuple[str, str]] = field(default_factory=dict)
    told: dict[str, Row] = field(default_factory=dict)
    bearers: dict[tuple[str, str], str] = field(default_factory=dict)
    called: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Registry":
        """Communities stay as they are until the transaction ends."""
        places = {place.pk: place for place in Community.objects.select_for_update()}
        former = FormerCode.objects.values_list("code", "community")
        return cls(
            {township.code: township for township in Township.objects.all()},
            {station.code: station for station in Station.objects.select_related("successor")},
            {company.code: company for company in PropertyCompany.objects.all()},
            {code: places[pk] for code, pk in former} | {p.code: p for p in places.values()},
            {p.code: places[p.parent_id].code for p in places.values() if p.parent_id},
            {
                p.code: (places[p.parent_id].code, p.name)
                for p in places.values()
                if p.parent_id and not p.closed_on
            },
        )

    def things(self, prefix: str) -> dict[str, Any]:
        """By code, what a column of a community points to."""
        things: dict[str, dict[str, Any]] = {
            "township": self.townships,
            "station": self.stations,
            "property_company": self.companies,
            "parent": self.communities,
        }
        return things[prefix]

    def codes_by_pk(self) -> dict[str, dict[int, str]]:
        """Field of a community → primary key → code, of what was on record."""
        return {
            name: {thing.pk: code for code, thing in self.things(name).items()}
            for name in (*NAMED, "parent")
        }

    def hear(self, rows: Iterable[Row]) -> None:
        """Which rows there are, and who will be called what: first who is and stays so, then in
        the order of the file."""
        self.issue_codes(rows)
        for row in rows:
            self.told.setdefault(row["code"], row)
        said = {
            code: (self.village_of(row), row["name"])
            for code, row in self.told.items()
            if row["kind"] == CommunityKind.COMPOUND and not self.is_closed(code)
        }
        for code, at in self.on_record.items():
            if said.get(code, at) == at:
                self.bearers.setdefault(at, code)
        for code, at in said.items():
            self.bearers.setdefault(at, code)

    def is_closed(self, code: str) -> bool:
        return code in self.communities and self.communities[code].closed_on is not None

    def name_of(self, village: str) -> str:
        """As the file has it, or as on record."""
        if told := self.told.get(village):
            return told["name"] or village
        return self.communities[village].name if village in self.communities else village

    def issue_codes(self, rows: Iterable[Row]) -> None:
        """Fill in the codes of compounds that came without one: that of the compound of the same
        place and name, or the next. What comes under a former code gets that of today."""
        by_place = {
            (village, self.communities[code].name): code for code, village in self.lies_in.items()
        } | {at: code for code, at in self.on_record.items()}
        taken: Counter[str] = Counter()
        for code in [*self.communities, *(row["code"] or "" for row in rows)]:
            if issued := COMPOUND_CODE.fullmatch(code):
                parent, number = issued["parent"], int(issued["number"])
                taken[parent] = max(taken[parent], number)
        for row in rows:
            if there := self.communities.get(row["code"]):
                row.values["code"] = there.code
            parent = row.get("parent_code")
            if row["code"] or row["kind"] != CommunityKind.COMPOUND or not parent:
                continue
            known = by_place.get((parent, row["name"]))
            if known is None:
                taken[parent] += 1
                known = by_place[parent, row["name"]] = compound_code(parent, taken[parent])
            row.values["code"] = known

    def bring_in(self, prefix: str, rows: Iterable[Row]) -> Named:
        """What the rows name by code: added here, or renamed. Nothing is written."""
        known, former = self.things(prefix), {}
        names = {code_of(row, prefix): row.get(f"{prefix}_name") for row in rows}
        named = {code: name for code, name in names.items() if code}
        new = [NAMED[prefix](code=code, name="") for code in named if code not in known]
        known.update({thing.code: thing for thing in new})
        for code, name in named.items():
            thing = known[code]
            if not name or thing.name == name:
                continue
            if thing.pk:
                former[code] = thing.name
            thing.name = name
            if prefix == "township":
                thing.pinyin = pinyin_key(name)
        return Named(NAMED[prefix], new, [known[code] for code in former], former)

    def village_of(self, row: Row) -> str:
        """In which a compound lies: the column; or else as on record, or as its code says."""
        code: str = row["code"] or ""
        told: str | None = row.get("parent_code")
        return told or self.lies_in.get(code) or code[:12]


def code_of(row: Row, prefix: str) -> str | None:
    """What a row points to: the column; for a township that is not told the first nine digits of
    the community's own code."""
    told: str | None = row.get(f"{prefix}_code")
    own: str = row["code"]
    return told or (own[:9] if prefix == "township" else told)
