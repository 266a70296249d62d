"""What the office types in about titles that are looked at again."""

from datetime import date, timedelta
from typing import Any

from django import forms

from evaluation.ladder.models import ReReview, ReReviewQuerySet
from wufaan.clock import today
from wufaan.errors import NOTHING_TICKED
from wufaan.forms import TextField, day_input, offer

# A quarter to put things right, unless the office says otherwise.
_USUAL_DAYS = 90


def _usual_day() -> date:
    return today() + timedelta(days=_USUAL_DAYS)


class KeepForm(forms.Form):
    note = TextField(
        ReReview.note.field,
        label="保留的理由",
        rows=3,
        help_text="存入复核记录。不写姓名、证件号码和电话。",
    )

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        """Not `needed`: the facts speak for keeping it."""
        super().__init__(*args, **kwargs)
        self.fields["note"].required = needed


class RectifyForm(forms.Form):
    demand = TextField(
        ReReview.demand.field,
        label="整改要求",
        rows=3,
        help_text="写清要做到什么，由谁负责（写单位，不写姓名、证件号码和电话）。",
    )
    due_on = forms.DateField(label="整改期限", widget=day_input(), initial=_usual_day)


class ShownForm(forms.Form):
    """Confirms a list that was shown: the numbers of its rows."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shown: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = shown

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("shown") != self.now:
            raise forms.ValidationError("下面的名单刚才有变化，请重新核对，再确认。")
        return cleaned


class TogetherForm(forms.Form):
    """One decision about all that are ticked. `words` are why they stay, or what must be put
    right."""

    rereviews: "forms.ModelMultipleChoiceField[ReReview]" = forms.ModelMultipleChoiceField(
        None,
        label="勾选",
        error_messages={
            "required": NOTHING_TICKED,
            "invalid_choice": "所选的有些已经不在，请刷新页面重新勾选。",
            "invalid_pk_value": "所选的有些已经不在，请刷新页面重新勾选。",
        },
    )
    act = forms.ChoiceField(choices=[("keep", "保留"), ("rectify", "限期整改"), ("revoke", "撤销")])
    words = TextField(
        ReReview.demand.field,
        label="理由或者整改要求",
        required=False,
        widget=forms.TextInput(
            {"class": "form-control words", "placeholder": "保留的理由，或者整改要求"}
        ),
    )
    due_on = forms.DateField(
        label="整改期限", required=False, widget=day_input(), initial=_usual_day
    )

    def __init__(self, *args: Any, offered: ReReviewQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "rereviews", offered)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        blank = not cleaned.get("due_on") and "due_on" not in self.errors
        if cleaned.get("act") == "rectify" and blank:
            self.add_error("due_on", "请填写整改期限。")
        return cleaned
