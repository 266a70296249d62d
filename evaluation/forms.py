"""What the office types in."""

import re

from django import forms

from evaluation.holiday_lines import parse
from evaluation.models import Cycle, CycleStep, Notice, NoticeEntry, Verdict

_TEXT = forms.TextInput({"class": "form-control"})
_NUMBER = {"class": "form-control short"}


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "form-control short"}, format="%Y-%m-%d")


class CycleForm(forms.ModelForm):
    """Period, policy and texts of a year."""

    class Meta:
        model = Cycle
        fields = [
            "starts_on",
            "ends_on",
            "returns_policy",
            "satisfaction_policy",
            "rolls_up",
            "target_percent",
            "exemplar_percent",
            "issuer",
            "approval_basis",
        ]
        widgets = {
            "starts_on": day_input(),
            "ends_on": day_input(),
            "returns_policy": forms.Select({"class": "form-select short"}),
            "satisfaction_policy": forms.Select({"class": "form-select short"}),
            "rolls_up": forms.CheckboxInput({"class": "form-check-input"}),
            "target_percent": forms.NumberInput(_NUMBER),
            "exemplar_percent": forms.NumberInput(_NUMBER),
            "issuer": _TEXT,
            "approval_basis": _TEXT,
        }
        help_texts = {
            "target_percent": "只用于对照进度，不影响任何评估结果。",
            "issuer": "印在公示和证书上。按现行命名表彰规定，须是有权命名的单位。",
            "approval_basis": "批准开展本项命名的文件名称和文号。",
        }


class NoticeForm(forms.ModelForm):
    """The public notice of a year."""

    class Meta:
        model = Notice
        fields = ["title", "number", "starts_on", "working_days", "channels"]
        widgets = {
            "title": _TEXT,
            "number": forms.TextInput({"class": "form-control short"}),
            "starts_on": day_input(),
            "working_days": forms.NumberInput({**_NUMBER, "min": 1}),
            "channels": forms.Textarea({"class": "form-control", "rows": 3}),
        }
        help_texts = {
            "working_days": "按国务院放假安排计算，调休上班日计入。起始日是工作日的，算第一天。",
            "channels": "公众怎样提出异议：受理单位、电话、信箱、地址。不写个人姓名和手机号码。",
        }


class CodesField(forms.MultipleChoiceField):
    """Ticked rows. Which there are and what may be done with them is the action's to say."""

    def valid_value(self, value: str) -> bool:
        return re.fullmatch(r"\d{12}(-X\d{2,6})?", value) is not None


class DecisionForm(forms.Form):
    """One decision about several results; each button sends its own `act`."""

    codes = CodesField(
        label="勾选",
        error_messages={"required": "还没有勾选。请先勾选要一并办理的小区（村社）。"},
    )
    act = forms.ChoiceField(
        choices=[("exemplar", "选为先进典型"), ("plain", "取消先进典型"), ("withhold", "暂缓命名")]
    )
    reason = forms.CharField(
        label="暂缓命名的原因",
        required=False,
        max_length=300,
        widget=forms.TextInput({"class": "form-control", "placeholder": "一并暂缓的原因"}),
    )


class SurveyForm(forms.Form):
    """What a survey of satisfaction found; which figures are possible is the action's to say."""

    respondents = forms.IntegerField(
        label="受访人数", min_value=0, max_value=99_999_999, widget=forms.NumberInput(_NUMBER)
    )
    satisfied = forms.IntegerField(
        label="满意人数", min_value=0, max_value=99_999_999, widget=forms.NumberInput(_NUMBER)
    )


class ReasonForm(forms.Form):
    """Why a qualified community is kept off the list."""

    reason = forms.CharField(
        label="暂缓命名的原因",
        max_length=300,
        widget=forms.Textarea({"class": "form-control", "rows": 2}),
        help_text="会存入审计记录。不写姓名、证件号码和电话。",
    )


def _prose(model, field: str, label: str, help_text: str) -> forms.CharField:
    """Words that are kept in that field, and no longer than it."""
    return forms.CharField(
        label=label,
        max_length=model._meta.get_field(field).max_length,
        widget=forms.Textarea({"class": "form-control", "rows": 3}),
        help_text=help_text,
    )


class SendBackForm(forms.Form):
    reason = _prose(
        CycleStep,
        "reason",
        "退回的原因",
        "办公室会看到，并存入审计记录。不写姓名、证件号码和电话。",
    )


class ResubmitForm(forms.Form):
    reason = _prose(CycleStep, "reason", "复核情况", "写明核查了什么、怎样处理，领导小组会看到。")


class EntryField(forms.ModelChoiceField):
    def label_from_instance(self, entry: NoticeEntry) -> str:
        return f"{entry.position}　{entry.name}（{entry.township_name}）"


class TakeOffForm(forms.Form):
    """Which entry of the published list is withheld, and why."""

    entry = EntryField(
        None,
        label="小区或村社",
        empty_label="请选择",
        widget=forms.Select({"class": "form-select"}),
    )
    reason = _prose(
        Verdict,
        "withheld_reason",
        "暂缓命名的原因",
        "公示页只写“暂缓命名”，原因不公开，存入审计记录。",
    )

    def __init__(self, *args, cycle: Cycle, **kwargs):
        super().__init__(*args, prefix="take-off", **kwargs)
        kept = NoticeEntry.objects.filter(notice__cycle=cycle).kept()
        self.fields["entry"].queryset = kept.select_related("verdict__cycle")


class DayForm(forms.Form):
    """One day that does not follow its weekday."""

    day = forms.DateField(label="日期", widget=day_input())
    worked = forms.TypedChoiceField(
        label="休还是班",
        choices=[("False", "休息"), ("True", "上班")],
        coerce=lambda value: value == "True",
        widget=forms.Select({"class": "form-select short"}),
    )
    name = forms.CharField(
        label="说明",
        max_length=30,
        required=False,
        widget=_TEXT,
        help_text="例如：春节、国庆节调休。",
    )


class DaysForm(forms.Form):
    """Lines of the yearly circular on public holidays."""

    lines = forms.CharField(
        label="每行一天或一段",
        max_length=5000,
        widget=forms.Textarea({"class": "form-control", "rows": 6}),
        help_text="例如：2027-10-01 至 2027-10-07 休 国庆节。上班的写“班”。有一行不对就都不保存。",
    )

    def clean_lines(self):
        days, errors = parse(self.cleaned_data["lines"])
        if errors:
            raise forms.ValidationError(errors)
        return days


class SpanForm(forms.Form):
    """How long would a notice run?"""

    starts_on = forms.DateField(label="公示自", widget=day_input())
    working_days = forms.IntegerField(
        label="工作日",
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({**_NUMBER, "min": 1, "max": 60}),
    )
