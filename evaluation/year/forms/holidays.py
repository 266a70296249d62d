"""The holiday table."""

from typing import Any

from django import forms

from evaluation.year.holidays import Days, parse
from evaluation.year.models import CalendarDay
from evaluation.year.rules import MOST_NOTICE_DAYS
from wufaan.forms import NUMBER, TextField, day_input


class DayForm(forms.Form):
    """One day that does not follow its weekday."""

    day = forms.DateField(label="日期", widget=day_input())
    worked = forms.TypedChoiceField(
        label="休还是班",
        choices=[("False", "休息"), ("True", "上班")],
        coerce=lambda value: value == "True",
        widget=forms.Select({"class": "form-select short"}),
    )
    name = TextField(CalendarDay.name.field, required=False, help_text="例如：春节、国庆节调休。")


class DaysForm(forms.Form):
    """Lines of the yearly circular on public holidays; `year` is that of days without one."""

    lines = forms.CharField(
        label="每行一天或一段",
        max_length=5000,
        widget=forms.Textarea({"class": "form-control", "rows": 6}),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.fields["lines"].help_text = (
            f"例如：{year}年10月1日至7日 休 国庆节，或者 {year}-10-09 班。不写年份的算 {year} 年。"
            "有一行不对就都不保存。"
        )

    def clean_lines(self) -> Days:
        days, errors = parse(self.cleaned_data["lines"], self.year)
        if errors:
            raise forms.ValidationError(errors)
        return days


class SpanForm(forms.Form):
    """How long would a notice run?"""

    starts_on = forms.DateField(label="公示自", widget=day_input())
    working_days = forms.IntegerField(
        label="工作日",
        min_value=1,
        max_value=MOST_NOTICE_DAYS,
        widget=forms.NumberInput({**NUMBER, "min": 1, "max": MOST_NOTICE_DAYS}),
    )
