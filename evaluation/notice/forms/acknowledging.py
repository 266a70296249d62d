"""What is missing below a list, each with the form by which the office says that it knows."""

from collections.abc import Iterable

from django import forms

from evaluation.notice.basis import Line
from evaluation.notice.models import Acknowledgement
from wufaan.forms import TextField


class AcknowledgementForm(forms.Form):
    """`seen` is the fingerprint of what stood on the page."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    words = TextField(
        Acknowledgement.words.field,
        label="说明",
        rows=2,
        required=False,
        help_text="和数字一起存档，印在呈批件里。不写姓名、证件号码和电话。",
    )


def with_forms(
    lines: Iterable[Line], refused: AcknowledgementForm | None = None
) -> list[tuple[Line, AcknowledgementForm | None]]:
    """None beside what is acknowledged. `refused` is what was sent just now and would not do."""
    forms = {refused.prefix: refused} if refused else {}
    return [
        (line, None if line.is_settled else forms.get(line.gap) or _form(line)) for line in lines
    ]


def _form(line: Line) -> AcknowledgementForm:
    fingerprint = line.missing.fingerprint if line.missing else ""
    return AcknowledgementForm(prefix=line.gap, initial={"seen": fingerprint})
