"""What the office types in about the end of a title."""

from django import forms

from evaluation.streaks.models import Honour
from wufaan.clock import today
from wufaan.forms import TextField, day_input


class EndForm(forms.Form):
    """Why and from when a title ends."""

    reason = TextField(
        Honour.end_reason.field,
        label="原因",
        rows=3,
        help_text="公众看得到。写清事实和依据，不写姓名、证件号码和电话。",
    )
    on = forms.DateField(label="终止日期", widget=day_input(), initial=today)
