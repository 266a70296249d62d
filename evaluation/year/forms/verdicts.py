"""What the office decides about results."""

from django import forms

from communities.codes import COMMUNITY_CODE
from evaluation.year.models import Verdict
from wufaan.errors import NOTHING_TICKED
from wufaan.forms import NUMBER, TextField


class CodesField(forms.MultipleChoiceField):
    """Ticked rows. Which there are and what may be done with them is the action's to say."""

    def valid_value(self, value: str) -> bool:
        return COMMUNITY_CODE.fullmatch(value) is not None


class DecisionForm(forms.Form):
    """One decision about several results; each button sends its own `act`."""

    codes = CodesField(
        label="勾选",
        error_messages={"required": NOTHING_TICKED},
    )
    act = forms.ChoiceField(
        choices=[("exemplar", "选为先进典型"), ("plain", "取消先进典型"), ("withhold", "暂缓命名")]
    )
    reason = TextField(
        Verdict.withheld_reason.field,
        label="暂缓命名的原因",
        required=False,
        widget=forms.TextInput({"class": "form-control", "placeholder": "一并暂缓的原因"}),
    )


class SurveyForm(forms.Form):
    """What a survey of satisfaction found; which figures are possible is the action's to say."""

    respondents = forms.IntegerField(
        label="受访人数", min_value=0, widget=forms.NumberInput(NUMBER)
    )
    satisfied = forms.IntegerField(label="满意人数", min_value=0, widget=forms.NumberInput(NUMBER))


class ReasonForm(forms.Form):
    """Why a qualified community is kept off the list."""

    reason = TextField(
        Verdict.withheld_reason.field,
        label="暂缓命名的原因",
        rows=2,
        help_text="会存入审计记录。不写姓名、证件号码和电话。",
    )
