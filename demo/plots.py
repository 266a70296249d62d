"""What can happen in the demo county, `data/plots.csv`: one row for each sort of incident, with
how often it happens there compared with the others, what the report says, and the facts that
decide whether it counts. All invented; summaries speak of places and cases, never of a person.
The gravest are told of compounds only, which are invented too."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidents.facts import FACTS, Facts
from incidents.kinds import Kind

DATA = Path(__file__).parent / "data" / "plots.csv"


@dataclass(frozen=True)
class Plot:
    """`only_in` is a kind of community, or blank."""

    kind: Kind
    weight: float
    only_in: str
    summary: str
    facts: Facts


def load() -> list[Plot]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return [_plot(row) for row in csv.DictReader(file)]


def _plot(row: dict[str, str]) -> Plot:
    facts: dict[str, Any] = {n: fact.input.parse(row[n]) for n, fact in FACTS.items() if row.get(n)}
    return Plot(
        kind=Kind(row["kind"]),
        weight=float(row["weight"]),
        only_in=row["only_in"],
        summary=row["summary"],
        facts=Facts(**facts),
    )
