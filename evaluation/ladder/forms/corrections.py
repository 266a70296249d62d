"""What the office types in where something on record is wrong: one form for all of it."""

from typing import Any

from django import forms
from django.db.models import DateField, Field, Model

from evaluation.ladder.corrections import Fact
from evaluation.ladder.models import Nomination
from wufaan.forms import TextField, day_input


class CorrectionForm(forms.Form):
    """The fields of the fact as they are on record; `others` were written down from the same
    paper."""

    def __init__(self, *args: Any, fact: Fact, row: Model, others: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(row, name) for name in fact.fields}
        for name in fact.fields:
            self.fields[name] = _input(row, name, required=name not in fact.blank)
        if others:
            self.fields["together"] = forms.BooleanField(
                label=f"同一份文件登记的另外 {others} 个一并更正", required=False, initial=True
            )
        self.fields["why"] = TextField(
            Nomination.reason.field,
            label="更正的原因",
            rows=2,
            help_text="例如：文号录入有误。原来的值和原因都留在记录里。不写姓名、证件号码和电话。",
        )
        self.named = fact.fields

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.named}


def _input(row: Model, name: str, *, required: bool) -> forms.Field:
    field = row._meta.get_field(name)
    assert isinstance(field, Field), "a fact has only fields of its own"
    if isinstance(field, DateField):
        return forms.DateField(label=str(field.verbose_name), widget=day_input())
    if choices := field.choices:
        widget = forms.Select({"class": "form-select"})
        return forms.ChoiceField(label=str(field.verbose_name), choices=choices, widget=widget)
    return TextField(field, required=required)
