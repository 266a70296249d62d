"""What the office types in about the end of a title."""

from django import forms

from evaluation.forms.inputs import day_input
from wufaan.clock import today


class EndForm(forms.Form):
    """Why and from when a title ends."""

    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea({"class": "form-control", "rows": 3}),
        help_text="公众看得到。写清事实和依据，不写姓名、证件号码和电话。",
    )
    on = forms.DateField(label="终止日期", widget=day_input(), initial=today)
