"""What kinds of files can be imported. An app registers its kinds in its import_kinds.py, which is
loaded with the app."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from wufaan.sheets.planning import ImportPlan
from wufaan.sheets.templates import template_bytes


@dataclass(frozen=True)
class Then:
    """What is to be done once such a file is in; `page` is the name of the address."""

    text: str
    link: str
    page: str


@dataclass(frozen=True)
class ImportKind:
    """`importing` says of a file what it would change. `permission` is asked for beside
    IMPORT_FILES; `advice` is what a person should know who prepares the file; `place` orders the
    kinds on the page, what is brought most often first; `then` is told after an import. The
    template has `notes`, and what `lists` gives this person to choose from, by column."""

    place: int
    name: str
    title: str
    advice: str
    permission: Permission
    importing: type[ImportPlan[Any]]
    notes: Sequence[str]
    lists: Callable[[User], Mapping[str, Sequence[str]]]
    then: Then | None = None

    def template(self, by: User) -> bytes:
        """A workbook to fill in."""
        columns = [column for column in self.importing.resource.columns if column.asked]
        return template_bytes(
            title=self.title, columns=columns, lists=self.lists(by), notes=self.notes
        )


_KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    if kind.name in _KINDS:
        raise RuntimeError(f"Two kinds of imports named {kind.name!r}.")
    _KINDS[kind.name] = kind


def kind_named(name: str) -> ImportKind:
    return _KINDS[name]


def kind_title(name: str) -> str:
    """Also of a kind that a former version knew: rows are kept for good."""
    return _KINDS[name].title if name in _KINDS else name


def kinds_for(user: User) -> dict[str, ImportKind]:
    """What this person may import, by name."""
    return {
        kind.name: kind
        for kind in sorted(_KINDS.values(), key=attrgetter("place"))
        if user.can(Permission.IMPORT_FILES) and user.can(kind.permission)
    }
