"""What the office writes of a notice: before it is published, and about it afterwards."""

from typing import Any

from django import forms

from communities.models import Township
from evaluation.notice.forms.objections import AgainstEntry
from evaluation.notice.models import Notice, NoticeCorrection, NoticeDraft, NoticeEntry
from evaluation.year.rules import MOST_NOTICE_DAYS
from wufaan.forms import NUMBER, TextField, day_input
from wufaan.personal_data import OF_AN_OFFICE

_TEXT = forms.TextInput({"class": "form-control"})
_SELECT = forms.Select({"class": "form-select"})


class DraftForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    class Meta:
        model = NoticeDraft
        fields = ["title", "number", "starts_on", "working_days", "channels"]
        widgets = {
            "title": _TEXT,
            "number": forms.TextInput({"class": "form-control short"}),
            "starts_on": day_input(),
            "working_days": forms.NumberInput({**NUMBER, "min": 1, "max": MOST_NOTICE_DAYS}),
            "channels": forms.Textarea({"class": "form-control", "rows": 3}),
        }
        help_texts = {
            "number": "按上一年度的编号拟的，请核对。上一年度没有的，这里空着。",
            "working_days": "按国务院放假安排计算，调休上班日计入。起始日是工作日的，算第一天。",
            "channels": "公众怎样提出异议：受理单位、电话、信箱、地址。不写个人姓名和手机号码。",
        }


class CorrectionForm(AgainstEntry):
    """`entry` is the line of the list that is meant, if any."""

    none = "整份公示"
    text = TextField(
        NoticeCorrection.text.field,
        label="更正内容",
        rows=3,
        allowing=OF_AN_OFFICE,
        help_text="写清哪里错了、应为什么，公众看得到。名单和校验值不变，更正列在旁边。发布后不能撤回。",
    )

    name = forms.CharField(
        label="名称应为",
        required=False,
        max_length=NoticeEntry.name.field.max_length,
        widget=_TEXT,
    )
    township = forms.ModelChoiceField(
        Township.objects.order_by("code"),
        label="乡镇应为",
        required=False,
        empty_label="不变",
        widget=_SELECT,
    )
    exemplar = forms.TypedChoiceField(
        label="先进典型应为",
        required=False,
        choices=[("", "不变"), ("1", "是"), ("0", "否")],
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=_SELECT,
        help_text="名单上的名称、乡镇、先进典型错了的在这里改：命名按改过的，原来的写进更正。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "correction"})
        self.fields["entry"].label = "更正对象"

    def clean(self) -> dict[str, Any]:
        """What the list ought to say is of one place; `corrects` whether anything is told."""
        fields = super().clean() or self.cleaned_data
        told = {name: fields.pop(name, None) for name in ("name", "township", "exemplar")}
        self.corrects = {name: value for name, value in told.items() if value not in ("", None)}
        if self.corrects and fields.get("entry") is None:
            self.add_error("entry", "请选定名单上的哪一个要改。")
        return fields


class CancellationForm(forms.Form):
    reason = TextField(
        Notice.void_reason.field,
        label="作废的原因",
        rows=3,
        allowing=OF_AN_OFFICE,
        help_text="公众看得到，写在作废的公示上面。写清哪里有错、接下来怎样办。",
    )


class ExtensionForm(forms.Form):
    working_days = forms.IntegerField(
        label="一共公示几个工作日",
        min_value=1,
        max_value=MOST_NOTICE_DAYS,
        widget=forms.NumberInput(NUMBER),
    )
    reason = TextField(
        NoticeCorrection.text.field,
        label="延长的原因",
        rows=3,
        allowing=OF_AN_OFFICE,
        help_text="公众看得到，列在公示的更正里。",
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "extension"})
        days = self.fields["working_days"]
        days.help_text = (
            f"从{notice.starts_on}算起，现在是 {notice.working_days} 个，至 {notice.ends_on}。"
        )
        days.widget.attrs["min"] = notice.working_days + 1
