"""What the plain texts of the chain are called on screens. The chain knows nobody: each app says in
its audit_words.py, which its apps.ready imports, what its verbs, its rows and the keys of their
data are called, and what points at what. The chain itself keeps only the plain texts; whatever
nobody has words for is shown as it stands there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

Name = TypeVar("Name")
Said = TypeVar("Said")
# A model and the field by which a row of it is meant.
Pointer = tuple[type[Model], str]


@dataclass(frozen=True, order=True)
class Area:
    """A part of the work, under whose name verbs stand in a list to choose from."""

    order: int
    label: str


@dataclass(frozen=True)
class Verb:
    """`clears` names the keys whose words of before no page shows any more once it happened to a
    subject (audit.clearing)."""

    label: str
    area: Area
    clears: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Key:
    """`words` says what its values are called that are no choices of a field of that name: a table
    or a function. `points_at` is what they are codes of."""

    label: str
    words: Mapping[str, str] | Callable[[str], str] = field(default_factory=dict)
    points_at: Pointer | None = None

    def word(self, kept: str) -> str | None:
        return self.words(kept) if callable(self.words) else self.words.get(kept)


@dataclass(frozen=True)
class Subject:
    """How a row of `model` is called: by its unique `number`, which also finds it, or by the fields
    of `called`. `kind` is what it is, where that is not the model's own name.

    `about` is the path to what the row is about. What gathers all that is about it has in `gathers`
    the key under which data keep its code; it is found by its name as well. `pointed_at` are the
    fields that tell a row where data of others point at it.

    `keys` are those that mean something else of it than of others."""

    model: type[Model]
    number: str = ""
    called: tuple[str, ...] = ()
    kind: str = ""
    about: str = ""
    gathers: str = ""
    pointed_at: tuple[str, ...] = ()
    keys: Mapping[str, Key] = field(default_factory=dict)

    @property
    def name_fields(self) -> tuple[str, ...]:
        return (self.number,) if self.number else self.called


VERBS: dict[str, Verb] = {}
SUBJECTS: dict[type[Model], Subject] = {}
KEYS: dict[str, Key] = {}
_ACTORS: list[Callable[[str], Iterable[str]]] = []


def verbs(
    area: Area, labels: Mapping[str, str], *, clears: Mapping[str, Iterable[str]] = {}
) -> None:
    for name, label in labels.items():
        _add(VERBS, name, Verb(label, area, frozenset(clears.get(name, ()))))


def subject(model: type[Model], *, keys: Mapping[str, Key | str] = {}, **told: Any) -> None:
    _add(SUBJECTS, model, Subject(model, keys=_as_keys(keys), **told))


def keys(labels: Mapping[str, Key | str]) -> None:
    """Keys that mean the same of every subject."""
    for name, key in _as_keys(labels).items():
        _add(KEYS, name, key)


def actors(find: Callable[[str], Iterable[str]]) -> None:
    """Declare that `find(text)` gives the usernames of those whom people call so."""
    _ACTORS.append(find)


def usernames(text: str) -> list[str]:
    return [name for find in _ACTORS for name in find(text)]


def label(verb: str) -> str:
    return VERBS[verb].label if verb in VERBS else verb


def by_area() -> list[tuple[str, list[tuple[str, str]]]]:
    """For a list to choose from."""
    areas = sorted({verb.area for verb in VERBS.values()})
    named = sorted(VERBS.items())
    return [
        (area.label, [(name, verb.label) for name, verb in named if verb.area == area])
        for area in areas
    ]


def key_of(model: type[Model] | None, name: str) -> Key | None:
    """What is said of this key of such a row, or of any."""
    own = SUBJECTS[model].keys if model in SUBJECTS else {}
    return own.get(name) or KEYS.get(name)


def _as_keys(labels: Mapping[str, Key | str]) -> dict[str, Key]:
    return {name: Key(k) if isinstance(k, str) else k for name, k in labels.items()}


def _add(table: dict[Name, Said], name: Name, said: Said) -> None:
    if name in table:
        raise RuntimeError(f"Two say what {name!r} is called in the audit trail.")
    table[name] = said


# Words of every day, which are no app's own.
keys(
    {
        "document_number": "文号",
        "note": "说明",
        "number": "编号",
        "on": "日期",
        "reason": "原因或理由",
        "sha256": "文件或名单的 SHA-256",
        "year": "年度",
    }
)
