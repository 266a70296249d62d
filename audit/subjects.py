"""What the plain texts of the chain speak of, in words. The chain outlives the rows it tells of:
everything here is looked up at the moment of showing, and what is not found is shown as it stands
in the chain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from audit.models import Event
from audit.words import SUBJECTS, Pointer, Subject, key_of


def kind_of(subject: str) -> str:
    """案（事）件"""
    model = model_of(subject)
    if model is None:
        return subject.partition(":")[0]
    return (model in SUBJECTS and SUBJECTS[model].kind) or str(model._meta.verbose_name)


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """What people call each: a number, a code. One query for each model that is spoken of."""
    keys: dict[type[models.Model], list[str]] = defaultdict(list)
    for subject in set(subjects):
        model = model_of(subject)
        if model in SUBJECTS and SUBJECTS[model].name_fields:
            keys[model].append(subject.partition(":")[2])
    return {
        f"{model._meta.label_lower}:{pk}": name
        for model, pks in keys.items()
        for pk, name in _named(model, pks)
    }


def _named(model: type[models.Model], pks: list[str]) -> Iterator[tuple[object, str]]:
    """Each row's key and what people call it."""
    fields = SUBJECTS[model].name_fields
    words = [_choices_at(model, path) for path in fields]
    for pk, *parts in model._base_manager.filter(pk__in=pks).values_list("pk", *fields):
        told = zip(words, parts, strict=True)
        yield pk, " ".join(str(choices.get(part, part)) for choices, part in told)


def _choices_at(model: type[models.Model], path: str) -> dict[str, Any]:
    *steps, last = path.split("__")
    field = _end_of(model, steps)._meta.get_field(last)
    return dict(field.flatchoices) if isinstance(field, models.Field) else {}


def _end_of(model: type[models.Model], steps: Iterable[str]) -> type[models.Model]:
    for step in steps:
        related = model._meta.get_field(step).related_model
        if related is None:
            raise LookupError(f"{step} of {model._meta.label} leads nowhere.")
        model = related
    return model


def called(text: str) -> list[str]:
    """The subjects that go by this number, code or name; with what gathers others all of them."""
    found = []
    for told in SUBJECTS.values():
        if told.gathers:
            found += _gathered(told, text)
        elif told.number and _can_be(told, text):
            rows = told.model._base_manager.filter(**{told.number: text})
            found += _labels(told.model, rows.values_list("pk", flat=True))
    return found


def _can_be(told: Subject, text: str) -> bool:
    counted = isinstance(told.model._meta.get_field(told.number), models.IntegerField)
    return text.isdecimal() if counted else True


def _gathered(told: Subject, text: str) -> list[str]:
    """What goes by this number or name, and everything about it."""
    going_by_it = models.Q(**{told.number: text}) | models.Q(name=text)
    codes = dict(told.model._base_manager.filter(going_by_it).values_list("pk", told.number))
    if not codes:
        return []
    # What was reported of a place and later put right to another is about both.
    kept = Event.objects.order_by().keeping(told.gathers, codes.values())
    found = [*_labels(told.model, codes), *kept.values_list("subject", flat=True)]
    for other in SUBJECTS.values():
        if other.about and _end_of(other.model, other.about.split("__")) is told.model:
            rows = other.model._base_manager.filter(**{f"{other.about}__in": list(codes)})
            found += _labels(other.model, rows.values_list("pk", flat=True))
    return found


def _labels(model: type[models.Model], keys: Iterable[Any]) -> list[str]:
    return [f"{model._meta.label_lower}:{key}" for key in keys]


def pointed_at(events: Iterable[Event]) -> dict[tuple[Pointer, str], str]:
    """What the data of events points at by code or by key: code and name, for `value`. One query
    for each way that is used."""
    wanted: dict[Pointer, set[str]] = defaultdict(set)
    for event in events:
        for name, kept in _values_in(event.data):
            if kept and (way := pointer(event.subject, name)):
                wanted[way] |= {str(item) for item in (kept if isinstance(kept, list) else [kept])}
    return {
        ((model, by), str(key)): " ".join(told)
        for (model, by), keys in wanted.items()
        for key, *told in model._base_manager.filter(**{f"{by}__in": keys}).values_list(
            by, *SUBJECTS[model].pointed_at
        )
    }


def pointer(subject: str, name: str) -> Pointer | None:
    """Which row a key points at, and by which field: `station_id` by pk, `station` by code."""
    field = field_of(subject, name.removesuffix("_id"))
    model = field.related_model if field is not None else None
    if model in SUBJECTS and SUBJECTS[model].pointed_at:
        return (model, "pk" if name.endswith("_id") else SUBJECTS[model].number)
    key = key_of(model_of(subject), name)
    return key.points_at if key else None


def _values_in(data: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for name, kept in data.items():
        if name in ("before", "after") and isinstance(kept, dict):
            yield from kept.items()
        else:
            yield name, kept


def field_of(subject: str, name: str) -> "models.Field[Any, Any] | None":
    model = model_of(subject)
    return next((f for f in model._meta.fields if f.name == name), None) if model else None


def model_of(subject: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject.partition(":")[0])
    except (LookupError, ValueError):
        return None
