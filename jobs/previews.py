"""What the check of a file found, kept as a file of its own: read whole and shown by the page,
dropped together with the upload."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from operator import methodcaller
from types import MappingProxyType
from typing import Any

from jobs.models import FileImport
from wufaan import filtering
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.sheets.errors import CellError
from wufaan.sheets.results import ImportResult


class Facet(MarkedChoices):
    """What a row of a preview can be: in the order in which it wants attention."""

    ERROR = "error", Shape.CROSS, Tone.BAD, "有错误"
    NOTED = "noted", Shape.TRIANGLE, Tone.LACKING, "请留意"
    NEW = "new", Shape.TICK, Tone.GOOD, "新增"
    CHANGED = "changed", Shape.HALF, Tone.WAITING, "更新"
    UNCHANGED = "unchanged", Shape.DASH, Tone.PAST, "无变化"


@dataclass(frozen=True)
class PreviewRow:
    """`errors` are pairs of label and reason; `changes` hold column, before and after."""

    number: int
    outcome: str
    name: str = ""
    changes: list[dict[str, Any]] = field(default_factory=list)
    errors: list[list[str]] = field(default_factory=list)
    note: str = ""
    question: dict[str, Any] | None = None

    @property
    def facet(self) -> Facet:
        return Facet(self.outcome)

    def is_in(self, facet: str) -> bool:
        return bool(self.note) if facet == Facet.NOTED else self.outcome == facet


def preview_of(
    result: ImportResult,
    errors: Sequence[CellError] = (),
    names: Mapping[int, str] = MappingProxyType({}),
) -> bytes:
    """Rows with errors first, then what is to be said of the file and the rows to look at, each by
    number. `names` says what the first are about."""
    by_number = defaultdict(list)
    for error in errors:
        by_number[error.row].append([error.label, error.reason])
    wrong = [
        PreviewRow(number, Facet.ERROR, names.get(number, ""), errors=found)
        for number, found in sorted(by_number.items())
    ]
    told = [PreviewRow(0, Facet.NOTED, note=f"{remark}。") for remark in result.remarks]
    rest = sorted(result.rows, key=lambda row: (not row.note, row.number))
    rows = [*map(asdict, wrong), *map(asdict, told), *map(asdict, rest)]
    return json.dumps(rows, ensure_ascii=False).encode()


def rows_of(file_import: FileImport) -> list[PreviewRow]:
    """None where there is no preview yet, or none any more."""
    try:
        with file_import.preview.open() as file:
            return [PreviewRow(**row) for row in json.load(file)]
    except (FileNotFoundError, ValueError):
        return []


def facets(rows: Sequence[PreviewRow]) -> list[filtering.Facet]:
    """With how many rows, where there are any."""
    choices = [(facet, facet.label, methodcaller("is_in", facet)) for facet in Facet]
    return [told for told in filtering.facets_of(rows, choices) if told[2]]
