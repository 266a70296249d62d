"""What the office types in about a year."""

from django import forms

from evaluation.year.models import Cycle
from wufaan.forms import NUMBER, day_input

_TEXT = forms.TextInput({"class": "form-control"})


class CycleForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """Period, policy and texts of a year."""

    class Meta:
        model = Cycle
        fields = [
            "starts_on",
            "ends_on",
            "returns_policy",
            "satisfaction_policy",
            "rolls_up",
            "least_months",
            "target_percent",
            "compounds_target_percent",
            "villages_target_percent",
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
            "least_months": forms.NumberInput(NUMBER),
            "target_percent": forms.NumberInput(NUMBER),
            "compounds_target_percent": forms.NumberInput(NUMBER),
            "villages_target_percent": forms.NumberInput(NUMBER),
            "exemplar_percent": forms.NumberInput(NUMBER),
            "issuer": _TEXT,
            "approval_basis": _TEXT,
        }
        help_texts = {
            "least_months": "到评选期末设立不满这么多个月的不参评。不填的，评选期内设立的只提示。",
            "target_percent": "只用于对照进度，不影响任何评估结果。",
            "compounds_target_percent": "不填，就与达标目标相同。",
            "villages_target_percent": "行政村和社区。不填，就与达标目标相同。",
            "issuer": "印在公示和证书上。按现行命名表彰规定，须是有权命名的单位。",
            "approval_basis": "批准开展本项命名的文件名称和文号。",
        }

    def clean_least_months(self) -> int:
        return self.cleaned_data["least_months"] or 0
