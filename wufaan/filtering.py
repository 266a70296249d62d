"""What lists are narrowed down with: one row of controls whose labels only screen readers hear."""

import django_filters
from django import forms


class ListFilter(django_filters.FilterSet):
    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for: an empty list then says how to see the others."""
        return any(self.data.get(name) for name in self.filters)

    @property
    def asked(self) -> int:
        """How many of the controls are set: told where they are folded away."""
        return sum(bool(self.data.get(field.name)) for field in self.form.visible_fields())


def search_box(words: str, *, label: str = "") -> forms.TextInput:
    attrs = {"class": "form-control", "type": "search", "placeholder": words}
    return forms.TextInput(attrs | {"aria-label": label or words})


def select(label: str) -> forms.Select:
    return forms.Select({"class": "form-select", "aria-label": label})


def day(label: str) -> forms.DateInput:
    attrs = {"class": "form-control day", "type": "date", "aria-label": label, "title": label}
    return forms.DateInput(attrs, format="%Y-%m-%d")
