"""What lists are narrowed down with: one row of controls whose labels only screen readers hear."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet


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

    def get_form_class(self) -> type[forms.Form]:
        form = super().get_form_class()
        return type(form.__name__, (_InOrder, form), {})

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
    """A list above which its `conditions` stand with how many there are: key → (label, Q). The
    class declares a filter of that name, `condition`, by the method `in_condition`."""

    conditions: dict[str, tuple[str, Q]] = {}

    def without_condition(self) -> QuerySet[Any]:
        """Narrowed down by everything else."""

        rows = self.queryset.all()
        for name, each in self.filters.items():
            if name != "condition" and name not in self.errors:
                rows = each.filter(rows, self.form.cleaned_data[name])
        return rows

    def facets(self) -> list[tuple[str, str, int]]:
        """Each condition with how many there are, and all of them under a blank key."""
        counts = self.without_condition().aggregate(
            every=Count("pk"),
            **{key: Count("pk", filter=where) for key, (_, where) in self.conditions.items()},
        )
        return [
            ("", "全部", counts["every"]),
            *((key, label, counts[key]) for key, (label, _) in self.conditions.items()),
        ]

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
