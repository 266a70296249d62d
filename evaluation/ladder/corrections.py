"""更正: what somebody wrote down wrongly of a paper or a hand-over. The value on record changes;
the event of it keeps the one of before, why and by whom, and stands beside it wherever it is shown.
The guards of the tables let nothing else through (audit/guards.sql)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.timezone import localtime

from accounts.models import User
from audit.models import Event, subject_label
from audit.presenters import Line, changes
from audit.words import label

# A second submission keeps the number of the first one in the same way.
_KEPT_BY = ("corrected", "nomination_resubmitted")


# A model that says where its `corrections` are found.
Corrected = TypeVar("Corrected", bound=Any)


@dataclass(frozen=True)
class Fact:
    """`fields` of the `rows` that have such a thing on record; those in `blank` may be empty.
    `check` refuses a row with its new values, `alike` are the other rows written down from the
    same paper. `repeated` are rows that say the same under other names (`also`)."""

    name: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    fields: tuple[str, ...]
    check: Callable[[Any], None]
    alike: Callable[[Any], QuerySet[Any]]
    page: Callable[[Any], str]
    section: str
    blank: tuple[str, ...] = ()
    repeated: Callable[[Sequence[Any]], Iterable[Model]] = lambda rows: ()
    also: Mapping[str, str] = field(default_factory=dict)


FACTS: dict[str, Fact] = {}


def register(*facts: Fact) -> None:
    FACTS.update((fact.name, fact) for fact in facts)


@dataclass(frozen=True)
class Correction:
    """What was done, when, by which post and why, and the values of before."""

    did: str
    on: date
    by: str
    reason: str
    lines: list[Line]
    fields: frozenset[str]

    @property
    def is_of_an_ending(self) -> bool:
        return self.fields <= {"end_document", "ended_on"}


def corrections(rows: Iterable[Model]) -> dict[str, list[Correction]]:
    """By subject, the first first; two queries, however many there are."""
    subjects = [subject_label(row) for row in rows]
    events = list(Event.objects.filter(subject__in=subjects, verb__in=_KEPT_BY))
    posts = User.objects.posts_of(events)
    found = defaultdict(list)
    for event in events:
        by, on = posts[event.sequence], localtime(event.at).date()
        lines, fields = changes(event), frozenset(event.data["before"])
        told = Correction(label(event.verb), on, by, event.data["reason"], lines, fields)
        found[event.subject].append(told)
    return found


def with_corrections(rows: Iterable[Corrected]) -> list[Corrected]:
    """Each with its `corrections`."""
    rows = list(rows)
    found = corrections(rows)
    for row in rows:
        row.corrections = found.get(subject_label(row), [])
    return rows


def corrections_of(row: Model) -> list[Correction]:
    return corrections([row]).get(subject_label(row), [])
