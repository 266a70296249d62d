"""What the office types in about the end of a title, and about an end that was wrong."""

from django import forms

from evaluation.ladder.models import Reinstatement
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
    document_number = TextField(
        Honour.end_document.field,
        label="决定文件的文号",
        required=False,
        help_text="有文件的填写。",
    )


class RevokeTogetherForm(EndForm):
    """Several by one document."""

    document_number = TextField(Honour.end_document.field, label="决定文件的文号")


class ReinstateForm(forms.Form):
    """By which document an ending was found wrong, and why."""

    reason = TextField(
        Reinstatement.reason.field,
        label="恢复的原因",
        rows=3,
        help_text="写清原来的决定错在哪里。公众看不到，领导小组和办公室看得到。"
        "不写姓名、证件号码和电话。",
    )
    document_number = TextField(Reinstatement.document_number.field, label="恢复文件的文号")
    document_date = forms.DateField(
        label="文件日期", widget=day_input(), help_text="以文件上的日期为准。"
    )


class DeclineForm(forms.Form):
    note = TextField(
        Reinstatement.note.field,
        rows=3,
        help_text="存入称号的记录。不写姓名、证件号码和电话。",
    )
