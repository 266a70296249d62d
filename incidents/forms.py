"""What the office types in about a report."""

from typing import Any

from django import forms
from django.http import QueryDict

from incidents.criteria import CRITERIA, Finding, found_as
from incidents.models import Determination, Incident
from wufaan.forms import TextField

_NO_NAMES = "会存入记录。不写姓名、证件号码和电话。"


def _reason(label: str, *, help_text: str = _NO_NAMES) -> TextField:
    """See actions.steps.checked_reason."""
    kept = Incident.returned_reason.field
    return TextField(kept, label=label, rows=2, printed=False, help_text=help_text)


class SeenForm(forms.Form):
    """`seen` is the incident's version that the page showed; see actions.steps.take_step."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def show(self, version: int) -> None:
        """Before the form comes back on a page that shows a later version."""
        self.initial["seen"] = version
        if isinstance(self.data, QueryDict):  # it was sent
            sent = self.data.copy()
            sent["seen"] = str(version)
            self.data = sent

    def arguments(self) -> dict[str, Any]:
        """What its action takes."""
        return self.cleaned_data


class FindingForm(SeenForm):
    """A finding of the office's own."""

    finding = forms.ChoiceField(
        label="认定为",
        choices=[
            ("", "请选择"),
            (Finding.NOT.value, Finding.NOT.label),
            *((number, f"{found_as(number, True)}：{c.title}") for number, c in CRITERIA.items()),
        ],
        widget=forms.Select({"class": "form-select"}),
    )
    reason = TextField(Determination.reason.field, rows=2, printed=False, help_text=_NO_NAMES)

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        counts = data["finding"] != Finding.NOT
        return {
            "criterion": int(data["finding"]) if counts else None,
            "counts": counts,
            "reason": data["reason"],
            "seen": data["seen"],
        }


class SendBackForm(SeenForm):
    reason = _reason(
        "退回的原因", help_text="派出所会看到：缺什么、哪里存疑、怎样补正。" + _NO_NAMES
    )


class RefusalForm(SeenForm):
    reason = _reason("不同意的原因", help_text="派出所会看到。" + _NO_NAMES)


class KeepForm(SeenForm):
    reason = _reason("维持的理由", help_text="派出所会看到。" + _NO_NAMES)


class RedactionForm(SeenForm):
    reason = _reason("清除的原因", help_text="例如：简要情况里写了姓名。不要再写一遍。")
