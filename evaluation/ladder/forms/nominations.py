"""What the office types in about nominations: our paper, the answer to it, or why none went up."""

from django import forms
from django.db.models import CharField
from django.utils.functional import lazy

from evaluation.ladder.models import Nomination
from evaluation.ladder.queries import last_number
from wufaan.clock import today
from wufaan.forms import TextField, day_input


def _number(label: str, field: "CharField[str, str]", *, required: bool = True) -> TextField:
    example = lazy(lambda: f"如 {last_number(field.name)}", str)()
    return TextField(
        field,
        label=label,
        required=required,
        widget=forms.TextInput({"class": "form-control", "placeholder": example}),
    )


def _issuer() -> TextField:
    return TextField(
        Nomination.submitted_issuer.field,
        label="发文机关",
        required=False,
        help_text="照文件写。",
    )


class SubmitForm(forms.Form):
    document_number = _number("上报文件的文号", Nomination.submitted_number.field)
    issuer = _issuer()
    on = forms.DateField(label="上报日期", widget=day_input(), initial=today)
    # Asked where a title below is being looked at again.
    despite = TextField(
        Nomination.despite.field,
        label="复核没有办结，仍要上报的理由",
        rows=3,
        help_text="写在这一批每一个的上报页上，存入审计记录。不写姓名、证件号码和电话。",
    )


class GrantForm(forms.Form):
    document_number = _number("上级命名文件的文号", Nomination.result_number.field)
    issuer = _issuer()
    granted_on = forms.DateField(
        label="命名日期", widget=day_input(), help_text="以文件上的日期为准。"
    )


class RefuseForm(forms.Form):
    reason = TextField(
        Nomination.reason.field,
        label="没有命名的原因",
        rows=3,
        help_text="照上级的答复写。不写姓名、证件号码和电话。",
    )
    on = forms.DateField(label="答复日期", widget=day_input(), initial=today)
    document_number = _number("上级答复的文号", Nomination.result_number.field, required=False)


class WithdrawForm(forms.Form):
    reason = TextField(
        Nomination.reason.field,
        label="撤回的原因",
        rows=3,
        help_text="存入审计记录。不写姓名、证件号码和电话。",
    )


class RestoreForm(forms.Form):
    reason = TextField(
        Nomination.reason.field,
        label="恢复的原因",
        rows=3,
        help_text="存入审计记录。不写姓名、证件号码和电话。",
    )
