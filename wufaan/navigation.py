"""The rail of the staff pages, as data. Each app says in its navigation.py, which its apps.ready
imports, where on it its pages stand; who may see an entry is what its page asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from wufaan.access import Person


class Heading(StrEnum):
    """In the order of the rail. What stands first has none."""

    FIRST = ""
    INCIDENTS = "上报与认定"
    YEAR = "评选"
    REGISTRY = "登记"
    SYSTEM = "系统"


@dataclass(frozen=True)
class Entry:
    """`name` is the URL's name and what a page calls its `section`; `permission` is one of
    accounts.permissions; `chapter` is the part of the user's guide (docs/user-guide/) that tells
    of it; `order` is its place under its heading. On one that `begins` a role's work starts."""

    name: str
    label: str
    permission: str
    chapter: str
    heading: Heading
    order: int
    begins: bool = False

    @property
    def url(self) -> str:
        return reverse(self.name)


@dataclass(frozen=True)
class Group:
    label: str
    entries: tuple[Entry, ...]


_ENTRIES: list[Entry] = []

# Fewer entries than these are seen at a glance and stand without headings.
MANY = 8


def register(*entries: Entry) -> None:
    _ENTRIES.extend(entries)


def entries() -> Iterator[Entry]:
    """All of them, from top to bottom."""
    for heading in Heading:
        under_it = (entry for entry in _ENTRIES if entry.heading == heading)
        yield from sorted(under_it, key=lambda entry: entry.order)


def groups_for(user: Person) -> list[Group]:
    seen = [entry for entry in entries() if user.can(entry.permission)]
    groups = [Group(h, tuple(e for e in seen if e.heading == h)) for h in Heading]
    return [Group(g.label if len(seen) >= MANY else "", g.entries) for g in groups if g.entries]


def first_entry(user: Person) -> Entry | None:
    """Where a role's work is: at the first that begins one and that it may see, else at the top
    of its rail."""
    seen = [entry for entry in entries() if user.can(entry.permission)]
    beginnings = (entry for entry in seen if entry.begins)
    return next(beginnings, seen[0] if seen else None)


def chapter_of(section: str) -> str:
    """The chapter of the user's guide for a page of that section, "" where there is none."""
    return next((entry.chapter for entry in entries() if entry.name == section), "")
