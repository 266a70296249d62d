"""What the office types in when a certificate goes or comes."""

from django import forms

from plaques.models import CustodyStep, Recipient
from wufaan.clock import today
from wufaan.forms import TextField


def _today() -> str:
    return today().isoformat()


class RecoverForm(forms.Form):
    on = forms.DateField(
        label="日期",
        initial=_today,
        widget=forms.DateInput({"type": "date", "class": "form-control short"}, "%Y-%m-%d"),
    )
    note = TextField(CustodyStep.note.field, required=False, help_text="不写姓名、证件号码和电话。")

    field_order = ["on", "recipient", "note"]


class RecallForm(RecoverForm):
    note = TextField(
        CustodyStep.note.field,
        label="收回的原因",
        help_text="例如：印制有误，重新制作。不写姓名、证件号码和电话。",
    )


class TakeBackForm(RecoverForm):
    note = TextField(
        CustodyStep.note.field,
        label="更正的原因",
        help_text="例如：勾错了证书，这一张没有送出。不写姓名、证件号码和电话。",
    )


class DeliverForm(RecoverForm):
    recipient = forms.ChoiceField(
        label="送交",
        choices=Recipient.choices,
        widget=forms.Select({"class": "form-select"}),
        help_text="只登记单位或岗位，不登记经手人姓名。",
    )
