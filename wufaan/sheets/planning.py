"""What a file would change, worked out before anything is written: everything or nothing, in a
number of queries that does not depend on the number of rows. A kind of files says how a row finds
its record, what it says of it, and what stands against that; the rest is here, once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model

from wufaan.database import one_at_a_time
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.resource import Resource
from wufaan.sheets.results import Change, ImportResult, Outcome, Plan, Question, RowResult

Record = TypeVar("Record", bound=Model)


@dataclass
class Told(Generic[Record]):
    """What a row tells of a record. `before` and `after` hold what differs, by field; `changes` say
    it to people."""

    row: Row
    record: Record
    outcome: Outcome
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    changes: Sequence[Change] = ()

    @property
    def audit_data(self) -> dict[str, Any]:
        return {"before": self.before, "after": self.after}

    def set(self) -> None:
        """Put on the record what the row says, for it to be saved."""
        for name, value in self.after.items():
            setattr(self.record, name, value)


class ImportPlan(Generic[Record]):
    """Made from a table within a transaction. `lock`: who else takes it waits until that ends.
    `key`: the columns that say what a row speaks of; a later row that speaks of the same is told
    so at `repeated_at`. `columns`: of fields that another column tells than that of their name.
    `otherwise`: where errors go that are about nothing that the file has."""

    resource: type[Resource]
    lock = ""
    key: tuple[str, ...] = ()
    repeated_at = ""
    otherwise = ""
    columns: Mapping[str, str] = MappingProxyType({})

    def __init__(self, table: Table, by: Any) -> None:  # a User, which stands above
        self.table, self.by = table, by

    @classmethod
    def plan(cls, *, table: Table, by: Any) -> Plan:
        """Needs a transaction: what it rests on stays as it is until that ends."""
        one_at_a_time(cls.lock)
        made = cls(table, by)
        made.load()
        return made._plan()

    @classmethod
    @transaction.atomic
    def carry_out(cls, *, table: Table, by: Any) -> ImportResult:
        """Add what is new and put right what is on record. Columns that the file lacks stay as they
        are, blank cells clear."""
        plan = cls.plan(table=table, by=by)
        plan.write()
        return plan.result

    # What a kind of files declares.

    def load(self) -> None:
        """Read, and lock, all that the rows refer to."""
        raise NotImplementedError

    def check(self, row: Row) -> Iterator[DomainError]:
        """What is wrong with a row whatever its record says."""
        raise NotImplementedError

    def readable(self) -> Iterable[Row]:
        """Once all were checked, those of which it is known what they speak of."""
        raise NotImplementedError

    def tell(self, row: Row) -> Told[Record]:
        """By `compare`."""
        raise NotImplementedError

    def object_to(self, told: Told[Record]) -> Iterator[DomainError]:
        """What stands against a row that changes something: what says no more than is on record
        passes, also where it could not be put there today."""
        raise NotImplementedError

    def names(self, row: Row) -> Iterable[object]:
        """What a row is about, in parts, as far as they can be read."""
        raise NotImplementedError

    def note(self, told: Told[Record]) -> str:
        """Something to look at in a row without an error. Asked in the order of the file."""
        return ""

    def question(self, told: Told[Record]) -> Question | None:
        """What a row leaves open though nothing is wrong with it."""
        return None

    def write(self, new: list[Told[Record]], changed: list[Told[Record]]) -> None:
        raise NotImplementedError

    # What all have in common.

    def name(self, row: Row) -> str:
        return " ".join(str(part) for part in self.names(row) if part)

    def _plan(self) -> Plan:
        for row in self.table.rows:
            self._refuse(row, self.check(row))
        self._refuse_repeated()
        told = self._without_errors([self.tell(row) for row in self.readable()])
        result = ImportResult([self._result(each) for each in told], self.table.remarks)
        self.table.check(rest=result, name=self.name)
        new, changed = (
            [each for each in told if each.outcome == outcome]
            for outcome in (Outcome.NEW, Outcome.CHANGED)
        )
        return Plan(result, partial(self.write, new, changed))

    def _refuse_repeated(self) -> None:
        first: dict[tuple[Any, ...], Row] = {}
        for row in self.table.rows:
            key = tuple(row.get(name) for name in self.key)
            if all(key) and first.setdefault(key, row) is not row:
                what = f"“{key[0]}”" if len(key) == 1 else ""
                reason = f"{what}与第 {first[key].number} 行重复。"
                self.table.refuse(row, self.repeated_at, reason)

    def _without_errors(self, told: list[Told[Record]]) -> list[Told[Record]]:
        for each in told:
            if each.outcome != Outcome.UNCHANGED:
                self._refuse(each.row, self.object_to(each))
        sound = {row.number for row in self.table.sound_rows()}
        return [each for each in told if each.row.number in sound]

    def _refuse(self, row: Row, errors: Iterable[DomainError]) -> None:
        """All are found before one is noted: what is noted is not looked at again."""
        for error in list(errors):
            column = self.column_of(error.field or "")
            if self.otherwise and not self.table.has(column):
                column = self.otherwise
            self.table.refuse(row, column, str(error))

    def _result(self, told: Told[Record]) -> RowResult:
        name = self.name(told.row)
        changes = list(told.changes)
        note, question = self.note(told), self.question(told)
        return RowResult(told.row.number, told.outcome, name, changes, note, question)

    def compare(
        self, row: Row, record: Record, says: Mapping[str, object], more: Iterable[Change] = ()
    ) -> Told[Record]:
        """`says`: field → what the row says, of the columns that the file has; `more` is what it
        changes beside the record."""
        unlike = self.unlike(record, says)
        before = {name: self.on_record(record, name) for name in unlike}
        after = {name: says[name] for name in unlike}
        changes = [*self._changes(before, after), *more]
        if record.pk is None and changes:
            return Told(row, record, Outcome.NEW, before, after)
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        return Told(row, record, outcome, before, after, changes)

    def unlike(self, record: Record, says: Mapping[str, object]) -> list[str]:
        """The fields of which something else is said than is on record."""
        return [n for n, v in says.items() if not self.is_same(self.on_record(record, n), v)]

    def is_same(self, there: object, said: object) -> bool:
        return there == said

    def on_record(self, record: Record, name: str) -> Any:
        """What is there at a field, as a row would say it."""
        return getattr(record, name)

    def said(self, says: Mapping[str, object]) -> str:
        """In one line."""
        return "；".join(
            f"{self.resource.named[name].header}：{self.shown(name, value)}"
            for name, value in says.items()
            if value not in (None, "")
        )

    def _changes(self, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
        """By the columns of the file; a field without one changes with another."""
        for name, value in after.items():
            if column := self.resource.named.get(self.column_of(name)):
                was, now = self.shown(name, before[name]), self.shown(name, value)
                yield Change(column.header, was, now)

    def shown(self, name: str, value: object) -> str:
        return self.resource.named[self.column_of(name)].shown(value)

    def column_of(self, field: str) -> str:
        return self.columns.get(field, field)
