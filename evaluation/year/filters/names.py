"""Finding a row by the name that it bears or the place that it is about."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from communities.models import Community
from wufaan.normalise import tidy_number, tidy_text

Rows = TypeVar("Rows", bound=QuerySet[Any])


def named(rows: Rows, value: str) -> Rows:
    """Rows with a name and a community whose name, pinyin or code, be it one of before, this is a
    part of."""
    return rows.filter(places_named(value, "name"))


def places_named(value: str, name: str, *, at: str = "community") -> Q:
    """The same, where the row's name is found at `name` and the community `at` that."""
    value, number = tidy_text(value), tidy_number(value)
    places = Community.objects.filter(
        Q(pinyin__unspaced__contains=value.lower())
        | Q(code__startswith=number)
        | Q(former_codes__code__startswith=number)
    )
    found = {f"{at}__in": places.order_by().values("pk")}
    return Q(**{f"{name}__unspaced__contains": value}) | Q(**found)
