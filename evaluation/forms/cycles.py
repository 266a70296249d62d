"""What the office types in about a year and its notice."""

from django import forms

from evaluation.forms.inputs import NUMBER, day_input
from evaluation.models import Cycle, Notice

_TEXT = forms.TextInput({"class": "form-control"})


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
            "target_percent": forms.NumberInput(NUMBER),
            "exemplar_percent": forms.NumberInput(NUMBER),
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
            "working_days": forms.NumberInput({**NUMBER, "min": 1}),
            "channels": forms.Textarea({"class": "form-control", "rows": 3}),
        }
        help_texts = {
            "working_days": "按国务院放假安排计算，调休上班日计入。起始日是工作日的，算第一天。",
            "channels": "公众怎样提出异议：受理单位、电话、信箱、地址。不写个人姓名和手机号码。",
        }
