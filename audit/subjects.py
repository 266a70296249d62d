"""What the plain texts of the chain speak of, in words. The chain knows nobody and outlives the
rows it tells of: everything here is looked up by name at the moment of showing, and what is not
found is shown as it stands in the chain."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.db import models

# By which unique field people call a thing, the first that its model has.
_CALLED_BY = ("number", "code", "username", "reference", "year")


# What has no Chinese name of its own.
_KINDS = {"plaques.bundle": "证书合订本"}


def kind_of(subject: str) -> str:
    """案（事）件"""
    label, model = subject.partition(":")[0], _model(subject)
    return _KINDS.get(label) or (model._meta.verbose_name if model else label)


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """What people call each: a number, a code. One query for each model that is spoken of."""
    keys: dict[type[models.Model], list[str]] = defaultdict(list)
    for subject in set(subjects):
        if (model := _model(subject)) and _name_field(model):
            keys[model].append(subject.partition(":")[2])
    return {
        f"{model._meta.label_lower}:{pk}": str(name)
        for model, pks in keys.items()
        for pk, name in model._base_manager.filter(pk__in=pks).values_list(
            "pk", _name_field(model).name
        )
    }


def called(text: str) -> list[str]:
    """The subjects that go by this number, code or name."""
    found = []
    for model in apps.get_models():
        field = _name_field(model)
        if field is None or (isinstance(field, models.IntegerField) and not text.isdecimal()):
            continue
        keys = model._base_manager.filter(**{field.name: text}).values_list("pk", flat=True)
        found += [f"{model._meta.label_lower}:{key}" for key in keys]
    return found


def field_of(subject: str, name: str) -> models.Field | None:
    model = _model(subject)
    return next((f for f in model._meta.fields if f.name == name), None) if model else None


def _model(subject: str) -> type[models.Model] | None:
    try:
        return apps.get_model(subject.partition(":")[0])
    except (LookupError, ValueError):
        return None


def _name_field(model: type[models.Model]) -> models.Field | None:
    unique = {field.name: field for field in model._meta.fields if field.unique}
    return next((unique[name] for name in _CALLED_BY if name in unique), None)
