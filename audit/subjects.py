"""What the plain texts of the chain speak of, in words. The chain knows nobody and outlives the
rows it tells of: everything here is looked up by name at the moment of showing, and what is not
found is shown as it stands in the chain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from audit.models import Event

# A model and the field by which a row of it is meant.
Pointer = tuple[type[models.Model], str]

# By which unique field people call a thing, the first that its model has.
_CALLED_BY = ("number", "code", "username", "reference", "year")


# How what has no such field is called instead.
_CALLED_LIKE = {
    "communities.workrecord": ("community__name", "year"),
    "communities.evidence": ("record__community__name", "record__year"),
    "evaluation.verdict": ("cycle__year", "name"),
    "evaluation.honour": ("year", "level", "name"),
    "evaluation.nomination": ("year", "level", "community__name"),
    "evaluation.rereview": ("honour__year", "honour__level", "honour__name"),
    "evaluation.notice": ("cycle__year",),
    "evaluation.noticecorrection": ("notice__cycle__year", "position"),
    "evaluation.survey": ("cycle__year", "community__name"),
    "evaluation.calendarday": ("day",),
    "incidents.monthlyreturn": ("station__name", "month"),
    "jobs.fileimport": ("name",),
}

# How rows hang on the place that they are about.
_ABOUT_A_PLACE = (
    "community",
    "record__community",
    "honour__community",
    "entry__verdict__community",
)


# Keys that are no field of their subject, but hold the code of a place.
_CODES = {
    "code": "communities.community",
    "taken_off": "communities.community",
    "station_code": "communities.station",
}

# What has no Chinese name of its own.
_KINDS = {"evaluation.survey": "满意度", "plaques.bundle": "证书合订本"}


def kind_of(subject: str) -> str:
    """案（事）件"""
    label, model = subject.partition(":")[0], model_of(subject)
    return _KINDS.get(label) or (model._meta.verbose_name if model else label)


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """What people call each: a number, a code. One query for each model that is spoken of."""
    keys: dict[type[models.Model], list[str]] = defaultdict(list)
    for subject in set(subjects):
        if (model := model_of(subject)) and _name_fields(model):
            keys[model].append(subject.partition(":")[2])
    return {
        f"{model._meta.label_lower}:{pk}": name
        for model, pks in keys.items()
        for pk, name in _named(model, pks)
    }


def _named(model: type[models.Model], pks: list[str]) -> Iterator[tuple[object, str]]:
    """Each row's key and what people call it."""
    fields = _name_fields(model)
    words = [_choices_at(model, path) for path in fields]
    for pk, *parts in model._base_manager.filter(pk__in=pks).values_list("pk", *fields):
        told = zip(words, parts, strict=True)
        yield pk, " ".join(str(choices.get(part, part)) for choices, part in told)


def _choices_at(model: type[models.Model], path: str) -> dict:
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return dict(model._meta.get_field(last).flatchoices)


def called(text: str) -> list[str]:
    """The subjects that go by this number, code or name; of a community everything about it."""
    found = _about_places(text)
    for model in apps.get_models():
        field = _name_field(model)
        if field is None or (isinstance(field, models.IntegerField) and not text.isdecimal()):
            continue
        keys = model._base_manager.filter(**{field.name: text}).values_list("pk", flat=True)
        found += [f"{model._meta.label_lower}:{key}" for key in keys]
    return found


def usernames(post: str) -> list[str]:
    users = apps.get_model("accounts.user")._base_manager
    return list(users.filter(display_name=post).values_list("username", flat=True))


def _about_places(text: str) -> list[str]:
    community = apps.get_model("communities.community")
    named = community._base_manager.filter(models.Q(code=text) | models.Q(name=text))
    places = dict(named.values_list("pk", "code"))
    if not places:
        return []
    found = [f"communities.community:{pk}" for pk in places]
    # What was reported of a place and later put right to another is about both.
    found += (
        Event.objects.order_by().naming_place(places.values()).values_list("subject", flat=True)
    )
    for model in apps.get_models():
        for path in _ABOUT_A_PLACE:
            if _leads_to(model, path, community):
                keys = model._base_manager.filter(**{f"{path}__in": list(places)}).values_list("pk")
                found += [f"{model._meta.label_lower}:{key}" for (key,) in keys]
    return found


def _leads_to(model, path: str, end) -> bool:
    for step in path.split("__"):
        field = next((f for f in model._meta.fields if f.name == step), None)
        if field is None or field.related_model is None:
            return False
        model = field.related_model
    return model is end


def pointed_at(events: Iterable[Event]) -> dict[tuple[Pointer, str], str]:
    """What the data of events points at by code or by key: code and name, for `value`. One query
    for each way that is used."""
    wanted: dict[Pointer, set[str]] = defaultdict(set)
    for event in events:
        for name, kept in _values_in(event.data):
            if kept and (way := pointer(event.subject, name)):
                wanted[way] |= {str(item) for item in (kept if isinstance(kept, list) else [kept])}
    return {
        ((model, by), str(key)): f"{code} {name}"
        for (model, by), keys in wanted.items()
        for key, code, name in model._base_manager.filter(**{f"{by}__in": keys}).values_list(
            by, "code", "name"
        )
    }


def pointer(subject: str, name: str) -> Pointer | None:
    """Which place a key points at, and by which field: `station_id` by pk, `station` by code."""
    field = field_of(subject, name.removesuffix("_id"))
    model = field.related_model if field is not None else None
    if model is not None and model._meta.app_label == "communities" and _has_name(model):
        return (model, "pk" if name.endswith("_id") else "code")
    if name == "community" or (name in _CODES and not subject.startswith("communities.")):
        return (apps.get_model(_CODES.get(name, "communities.community")), "code")
    return None


def _has_name(model: type[models.Model]) -> bool:
    return {"code", "name"} <= {field.name for field in model._meta.fields}


def _values_in(data: dict) -> Iterator[tuple[str, object]]:
    for name, kept in data.items():
        if name in ("before", "after") and isinstance(kept, dict):
            yield from kept.items()
        else:
            yield name, kept


def field_of(subject: str, name: str) -> models.Field | None:
    model = model_of(subject)
    return next((f for f in model._meta.fields if f.name == name), None) if model else None


def field_at(path: str) -> models.Field | None:
    """`evaluation.rereview.cause`"""
    subject, _, name = path.rpartition(".")
    return field_of(subject, name)


def model_of(subject: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject.partition(":")[0])
    except (LookupError, ValueError):
        return None


def _name_fields(model: type[models.Model]) -> tuple[str, ...]:
    field = _name_field(model)
    return (field.name,) if field else _CALLED_LIKE.get(model._meta.label_lower, ())


def _name_field(model: type[models.Model]) -> models.Field | None:
    unique = {field.name: field for field in model._meta.fields if field.unique}
    return next((unique[name] for name in _CALLED_BY if name in unique), None)
