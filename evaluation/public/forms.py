"""What the public types in: an objection, its reference, a list to be checked."""

from typing import Any

from django import forms

from communities.models import Community
from evaluation.notice.forms.objections import TEXT_HELP, AgainstEntry, reached, said
from evaluation.public.list_rows import MAX_BYTES
from wufaan.forms import Once


class PublicObjectionForm(AgainstEntry, Once):
    """For a place that is `missing` there is no line to choose. `left_blank` is out of sight: only
    a program fills it in."""

    text = said(rows=7, help_text=TEXT_HELP)
    contact = reached("需要回电的留电话，不会公开。")
    left_blank = forms.CharField(
        label="这一栏请留空",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, missing: Community | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if missing:
            del self.fields["entry"]

    def clean_left_blank(self) -> None:
        if self.cleaned_data["left_blank"]:
            raise forms.ValidationError("“这一栏请留空”里有内容。请清空后再提交。")


class ReferenceForm(forms.Form):
    reference = forms.CharField(
        label="受理编号",
        max_length=40,
        widget=forms.TextInput(
            {
                "class": "form-control",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "K7QM-3XWD-9RTF",
            }
        ),
    )


class ListCheckForm(forms.Form):
    file = forms.FileField(
        label="名单文件",
        required=False,
        widget=forms.ClearableFileInput(
            {"class": "form-control", "accept": ".docx,.xlsx,.csv,.txt"}
        ),
        help_text="从公示页下载或别人转来的 Word（.docx）、Excel（.xlsx）、CSV、文本文件，"
        f"不超过 {MAX_BYTES // 2**20} MB。PDF 的请复制粘贴。",
    )
    text = forms.CharField(
        label="或者粘贴名单",
        required=False,
        max_length=500_000,
        strip=False,
        widget=forms.Textarea(
            {"class": "form-control", "rows": 6, "spellcheck": "false", "autocomplete": "off"}
        ),
        help_text="从 PDF、Word 或表格里复制名单的各行，每行一个，要有序号和代码。",
    )

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if not self.errors and not (fields.get("file") or fields.get("text", "").strip()):
            raise forms.ValidationError("请选择文件，或者粘贴名单。")
        return fields
