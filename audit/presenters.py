"""One event in words: what was, what is, what else was kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from audit.models import Event
from audit.subjects import field_of, kind_of, model_of, pointer
from audit.words import Pointer, key_of
from audit.words import label as verb_label

_EMPTY = "（空）"
_HASH = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")


# What data point at, as `subjects.pointed_at` finds it.
Places = Mapping[tuple[Pointer, str], str]


@dataclass(frozen=True)
class InWords:
    """An event in a list: what was done (`did`), to what kind of thing (`about`), what that is
    `called`, and what is different."""

    event: Event
    did: str
    about: str
    called: str
    brief: str


def in_words(event: Event, names: Mapping[str, str], places: Places) -> InWords:
    return InWords(
        event,
        did=verb_label(event.verb),
        about=kind_of(event.subject),
        called=names.get(event.subject, event.subject.partition(":")[2]),
        brief=in_brief(event, places),
    )


@dataclass(frozen=True)
class Line:
    """`before` is None where the event keeps no earlier value."""

    label: str
    after: str
    before: str | None = None


def changes(event: Event, places: Places = MappingProxyType({})) -> list[Line]:
    """What is different, where the event keeps what was before. `places` as from pointed_at."""
    before, after = event.data.get("before") or {}, event.data.get("after") or {}
    if isinstance(before, str) or isinstance(after, str):  # a text as a whole
        return [Line("文字", str(after or _EMPTY), str(before or _EMPTY))]
    lines = [
        Line(
            label(event.subject, name),
            value(event.subject, name, after.get(name), places),
            value(event.subject, name, before.get(name), places),
        )
        for name in dict.fromkeys([*before, *after])
    ]
    return [line for line in lines if line.before != line.after]


def details(event: Event, places: Places = MappingProxyType({})) -> list[Line]:
    """What else it keeps."""
    return [
        Line(label(event.subject, name), value(event.subject, name, kept, places))
        for name, kept in event.data.items()
        if name not in ("before", "after")
    ]


def in_brief(event: Event, places: Places = MappingProxyType({})) -> str:
    """On one line, for lists: what is different, and of a hash only how it begins."""
    told = [f"{c.label} {c.before} → {c.after}" for c in changes(event, places)]
    told += [f"{detail.label} {detail.after}" for detail in details(event, places)]
    return _HASH.sub(r"\1…", "；".join(told))


def label(subject: str, name: str) -> str:
    return known_label(subject, name) or name


def known_label(subject: str, name: str) -> str | None:
    """None of a key that nothing has a name for."""
    name = name.removesuffix("_id")
    field = field_of(subject, name)
    if field is not None and field.verbose_name != field.name.replace("_", " "):
        return str(field.verbose_name)
    key = key_of(model_of(subject), name)
    return key.label if key else None


def value(subject: str, name: str, kept: object, places: Places = MappingProxyType({})) -> str:
    if kept in (None, "", [], {}, "None"):
        return _EMPTY
    if isinstance(kept, bool) or kept in ("True", "False"):
        return "是" if kept in (True, "True") else "否"
    if isinstance(kept, list):
        return "、".join(value(subject, name, item, places) for item in kept)
    if isinstance(kept, dict):
        return "；".join(f"{part} {value(subject, name, item)}" for part, item in kept.items())
    way = pointer(subject, name)
    place = places.get((way, str(kept))) if way else None
    return place or _in_words(subject, name, str(kept))


def _in_words(subject: str, name: str, kept: str) -> str:
    key = key_of(model_of(subject), name)
    if word := key and key.word(kept):
        return word
    field = field_of(subject, name)
    choices = {str(key): text for key, text in field.flatchoices} if field is not None else {}
    return str(choices.get(kept, kept))
