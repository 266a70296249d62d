"""What a file would change, row by row, before anything is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices


class Outcome(TextChoices):
    NEW = "new", "新增"
    CHANGED = "changed", "更新"
    UNCHANGED = "unchanged", "无变化"


@dataclass(frozen=True)
class Change:
    """One column of a row, as people read it."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Question:
    """What a row leaves open: the column that answers it, its values with their words, and the one
    that holds meanwhile."""

    column: str
    answers: list[tuple[str, str]]
    given: str


@dataclass(frozen=True)
class RowResult:
    """`number` is the spreadsheet's own; `name` says what the row is about; `note` is something
    to look at that is no error."""

    number: int
    outcome: Outcome
    name: str
    changes: list[Change] = field(default_factory=list)
    note: str = ""
    question: Question | None = None


@dataclass(frozen=True)
class ImportResult:
    """How many rows were new, changed something, or said what was known; and which. `remarks` are
    on the file as a whole."""

    rows: list[RowResult]
    remarks: Sequence[str] = ()

    def count(self, outcome: Outcome) -> int:
        return Counter(row.outcome for row in self.rows)[outcome]

    def __str__(self) -> str:
        return "，".join(f"{outcome.label} {self.count(outcome)}" for outcome in Outcome)


@dataclass(frozen=True)
class Plan:
    """Made and carried out in one transaction, under the locks that it took."""

    result: ImportResult
    write: Callable[[], None]


def shown(value: object) -> str:
    """A value as a preview shows it."""
    if value is None or value == "":
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
