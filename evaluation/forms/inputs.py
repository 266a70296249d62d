"""Inputs that several forms have."""

import re

from django import forms

NUMBER = {"class": "form-control short"}


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "form-control short"}, format="%Y-%m-%d")


class CodesField(forms.MultipleChoiceField):
    """Ticked rows. Which there are and what may be done with them is the action's to say."""

    def valid_value(self, value: str) -> bool:
        return re.fullmatch(r"\d{12}(-X\d{2,6})?", value) is not None


def prose(model, field: str, label: str, help_text: str) -> forms.CharField:
    """Words that are kept in that field, and no longer than it."""
    return forms.CharField(
        label=label,
        max_length=model._meta.get_field(field).max_length,
        widget=forms.Textarea({"class": "form-control", "rows": 3}),
        help_text=help_text,
    )
