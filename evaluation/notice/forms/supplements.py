"""What the office decides of a place beside the year's main list."""

from collections.abc import Iterable
from typing import Any

from django import forms

from evaluation.year.models import Verdict
from wufaan.forms import TextField, offer_words


class BesideForm(forms.Form):
    """One of these places, and why."""

    code = forms.ChoiceField(label="小区或村社", widget=forms.Select({"class": "form-select"}))
    reason = TextField(
        Verdict.cleared_reason.field,
        label="原因",
        rows=2,
        help_text="不公开，存入审计记录。不写姓名、证件号码和电话。",
    )

    def __init__(self, *args: Any, verdicts: Iterable[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [(v.code, f"{v.name}（{v.township_name}）") for v in verdicts]
        offer_words(self, "code", [("", "请选择"), *self.places])
