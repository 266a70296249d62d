"""Looking for anything by a few characters. Each app says in its search.py, which its apps.ready
imports, what of its own can be found; what is found starts at what the person may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.http import urlencode

from wufaan.access import Person
from wufaan.normalise import tidy_number, tidy_text

# Of each kind; a list that is filtered shows the rest.
SHOWN = 10
MAX_LENGTH = 100


@dataclass(frozen=True)
class Sought:
    """What was typed, as words and as a number."""

    text: str
    number: str

    @classmethod
    def typed(cls, text: str) -> "Sought":
        text = text[:MAX_LENGTH]
        return cls(tidy_text(text), tidy_number(text))


@dataclass(frozen=True)
class Hit:
    label: str
    detail: str
    url: str


@dataclass(frozen=True)
class Found:
    """What one kind of thing gave. `exact` is the address of the one whose number was typed in
    full, `more` that of the list with all of them where they are too many to show."""

    title: str
    hits: list[Hit]
    exact: str = ""
    more: str = ""


# The first is accounts.models.User, which stands above.
Provider = Callable[[Any, Sought], Found]
Row = TypeVar("Row", bound=Model)
_providers: list[Provider] = []


def provider(find: Provider) -> Provider:
    """Declare that `find(user, sought)` looks through one kind of thing."""
    _providers.append(find)
    return find


def find(user: Person, sought: Sought) -> list[Found]:
    """What every kind of thing gave, where it gave anything."""
    if not sought.text:
        return []
    return [found for look in _providers if (found := look(user, sought)).hits]


def exact(found: list[Found]) -> str:
    """The address of the one thing whose number was typed in full, if there is just one."""
    addresses = [kind.exact for kind in found if kind.exact]
    return addresses[0] if len(addresses) == 1 else ""


def bounded(
    title: str,
    rows: QuerySet[Row],
    sought: Sought,
    *,
    key: str,
    hit: Callable[[Row], Hit],
    all_of_them: str,
    number: str = "",
) -> Found:
    """The first few rows of a query as hits: one query. `key` names the field that holds a
    thing's own number, `number` is what was typed where such numbers are read in a way of their
    own; `all_of_them` is the address of the list that `?text=` narrows down."""
    first = list(rows[: SHOWN + 1])
    whole = [row for row in first if getattr(row, key) == (number or sought.number)]
    return Found(
        title,
        [hit(row) for row in first[:SHOWN]],
        exact=hit(whole[0]).url if whole else "",
        more=f"{all_of_them}?{urlencode({'text': sought.text})}" if len(first) > SHOWN else "",
    )
