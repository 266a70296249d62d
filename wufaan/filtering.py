"""What lists are narrowed down with: one row of controls whose labels only screen readers hear."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property, reduce
from operator import and_
from typing import Any, TypeVar

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet

R = TypeVar("R")


# A choice, its word, and how many rows there would be: `_facets.html` shows a list of them. A state
# is a choice as itself, which has a mark.
Facet = tuple[str, str, int]
ALL = "全部"


class _InOrder(forms.Form):
    """Of a form with a first and a last day: one after the other."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and since > until:
            self.add_error("until", f"起止日期颠倒了：从 {since} 到 {until}，请对调。")
        return self.cleaned_data


class ListFilter(django_filters.FilterSet):
    # Of whatever model it is for: the package's types know none.
    qs: Any
    queryset: Any
    # Whether `text` is looked for among places, which are also found by their sound.
    finds_places = False

    def get_form_class(self) -> type[forms.Form]:
        form = super().get_form_class()
        return type(form.__name__, (_InOrder, form), {})

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """What may be chosen in one of the controls."""
        control = self.filters[name]
        assert isinstance(control, django_filters.ModelChoiceFilter)
        control.queryset = rows

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for: an empty list then says how to see the others."""
        return any((self.data or {}).get(name) for name in self.filters)

    @property
    def asked(self) -> int:
        """How many of the controls are set: told where they are folded away."""
        given = self.data or {}
        return sum(bool(given.get(field.name)) for field in self.form.visible_fields())


class FacetedFilter(ListFilter):
    """A list whose choices stand with how many there would be, all other filters being as they
    are: one query, however many filters and choices there are."""

    def faceted(self) -> dict[str, dict[str, Q]]:
        """Filter → choice → what holds of the rows under that choice."""
        raise NotImplementedError

    def chosen(self, name: str) -> str:
        """What is asked for, blank where nothing is or where there is no such choice."""
        return "" if name in self.errors else self.form.cleaned_data[name] or ""

    def without(self, *names: str) -> QuerySet[Any]:
        """Narrowed down by all other filters."""
        rows: QuerySet[Any] = self.queryset.all()
        for name, each in self.filters.items():
            if name not in names and name not in self.errors:
                rows = each.filter(rows, self.form.cleaned_data[name])
        return rows

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Filter → choice → how many; under a blank choice, without that filter."""
        faceted = self.faceted()
        asked = {name: choices.get(self.chosen(name), Q()) for name, choices in faceted.items()}
        wanted = {
            (name, choice): _all(where, *(q for other, q in asked.items() if other != name))
            for name, choices in faceted.items()
            for choice, where in {"": Q(), **choices}.items()
        }
        counting = {f"n{n}": Count("pk", filter=q or None) for n, q in enumerate(wanted.values())}
        found = self.without(*faceted).order_by().aggregate(**counting).values()
        counts: dict[str, dict[str, int]] = {name: {} for name in faceted}
        for (name, choice), count in zip(wanted, found, strict=True):
            counts[name][choice] = count
        return counts

    def facets(self, name: str) -> list[Facet]:
        """All of them before each choice of a filter."""
        labels = {"": ALL, **dict(self.filters[name].extra["choices"])}
        return [(choice, labels[choice], count) for choice, count in self.counts[name].items()]

    @property
    def total(self) -> int:
        """How many there are under all filters."""
        name, counts = next(iter(self.counts.items()))
        return counts[self.chosen(name)]


def facets_of(
    rows: Collection[R], choices: Iterable[tuple[str, str, Callable[[R], object]]]
) -> list[Facet]:
    """The same of rows in memory; of each choice what holds of a row under it."""
    counted = [(choice, word, sum(map(bool, map(fits, rows)))) for choice, word, fits in choices]
    return [("", ALL, len(rows)), *counted]


def _all(*conditions: Q) -> Q:
    return reduce(and_, conditions)


class ConditionFilter(FacetedFilter):
    """A list above which its `conditions` stand with how many there are: key → (label, Q). The
    class declares a filter of that name, `condition`, by the method `in_condition`."""

    conditions: dict[str, tuple[str, Q]] = {}

    def faceted(self) -> dict[str, dict[str, Q]]:
        return {"condition": {key: where for key, (_, where) in self.conditions.items()}}

    def in_condition(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(self.conditions[value][1])


def search_box(words: str, *, label: str = "") -> forms.TextInput:
    attrs = {"class": "form-control", "type": "search", "placeholder": words}
    return forms.TextInput(attrs | {"aria-label": label or words})


def select(label: str) -> forms.Select:
    return forms.Select({"class": "form-select", "aria-label": label})


def day(label: str) -> forms.DateInput:
    attrs = {"class": "form-control day", "type": "date", "aria-label": label, "title": label}
    return forms.DateInput(attrs, format="%Y-%m-%d")
