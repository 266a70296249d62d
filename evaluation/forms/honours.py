"""What the office types in about titles."""

from django import forms

from evaluation.forms.inputs import CodesField, day_input
from wufaan.clock import today


class ResultForm(forms.Form):
    """A document of the city or the province that names communities of this county."""

    document_number = forms.CharField(
        label="命名文件文号",
        max_length=60,
        widget=forms.TextInput({"class": "form-control", "placeholder": "如 保无案组〔2026〕3号"}),
    )
    granted_on = forms.DateField(label="命名日期", widget=day_input())
    codes = CodesField(
        label="命名的小区和村社",
        error_messages={"required": "还没有勾选。请勾选文件命名的小区和村社。"},
    )


class EndForm(forms.Form):
    """Why and from when a title ends; `confirmed` comes with the second step."""

    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea({"class": "form-control", "rows": 3}),
        help_text="公众看得到。写清事实和依据，不写姓名、证件号码和电话。",
    )
    on = forms.DateField(label="终止日期", widget=day_input(), initial=today)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
