"""Six and a half years of invented incidents, the same ones wherever the demo runs."""

import random
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from communities.models import CommunityKind
from communities.period import PROGRAMME_BEGAN, whole_period
from demo import plots
from demo.plots import Plot
from incidents.criteria import touches_on_people

SEED = 2020
FIRST, LAST = PROGRAMME_BEGAN, whole_period(2026)[1]

# Incidents a month in a place of average trouble. A compound is a few buildings; the
# neighbourhoods of the county town are busier than a village in the hills.
MONTHLY: dict[str, float] = {
    CommunityKind.COMPOUND: 0.21,
    CommunityKind.VILLAGE: 0.35,
    CommunityKind.NEIGHBOURHOOD: 0.15,
}
# The programme is meant to help: a little less each year.
YEARLY_DECLINE = 0.88


@dataclass(frozen=True)
class Invented:
    """One incident: where, when, what."""

    community_code: str
    occurred_on: date
    plot: Plot = field(repr=False)

    def row(self) -> dict[str, Any]:
        """As a row of import_incidents, found upon long ago; its number is issued on import."""
        return {
            "community_code": self.community_code,
            "occurred_on": self.occurred_on,
            "kind": self.plot.kind,
            "summary": "" if touches_on_people(self.plot.kind) else self.plot.summary,
            "status": "determined",
            **asdict(self.plot.facts),
        }


def invent(places: Iterable[tuple[str, str]]) -> list[Invented]:
    """All incidents from FIRST to LAST, in the order of their days. `places` are (code, kind);
    the same places give the same incidents."""
    rng = random.Random(SEED)
    # Trouble is not spread evenly: some places hardly know it, so that titles come in streaks.
    trouble = {code: rng.lognormvariate(-0.6, 1.1) for code, _ in places}
    every = plots.load()
    there = {kind: [plot for plot in every if plot.only_in in ("", kind)] for kind in MONTHLY}
    found = []
    for year, month in _months():
        decline = YEARLY_DECLINE ** (year - FIRST.year)
        for code, kind in places:
            chance = min(0.9, MONTHLY[kind] * trouble[code] * decline)
            while rng.random() < chance:
                day = rng.randint(1, monthrange(year, month)[1])
                found.append(Invented(code, date(year, month, day), _pick(rng, there[kind])))
    return sorted(found, key=lambda i: i.occurred_on)


def _pick(rng: random.Random, there: list[Plot]) -> Plot:
    return rng.choices(there, weights=[plot.weight for plot in there])[0]


def _months() -> Iterator[tuple[int, int]]:
    for year in range(FIRST.year, LAST.year + 1):
        for month in range(1, 13):
            if FIRST <= date(year, month, 1) <= LAST:
                yield year, month
