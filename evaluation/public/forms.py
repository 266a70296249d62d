"""What the public types in: an objection, its reference, a list to be checked."""

from django import forms

from evaluation.notice.forms.objections import TEXT_HELP, AgainstEntry, Once, area


class PublicObjectionForm(AgainstEntry, Once):
    """`left_blank` is out of sight: only a program fills it in."""

    text = forms.CharField(
        label="异议内容",
        max_length=2000,
        widget=area(7),
        help_text=TEXT_HELP,
        error_messages={"required": "请写明异议内容。"},
    )
    contact = forms.CharField(
        label="联系方式",
        max_length=100,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        help_text="需要回电的留电话。只有办理异议的人能看到，年度名单公布时清除，不会公开。",
    )
    left_blank = forms.CharField(
        label="这一栏请留空",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

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
        error_messages={"required": "请填写受理编号。"},
    )


class ListCheckForm(forms.Form):
    file = forms.FileField(
        label="名单文件",
        required=False,
        widget=forms.ClearableFileInput(
            {"class": "form-control", "accept": ".docx,.xlsx,.csv,.txt"}
        ),
        help_text="从公示页下载或别人转来的 Word（.docx）、Excel（.xlsx）、CSV、文本文件，"
        "不超过 2 MB。PDF 的请复制粘贴。",
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

    def clean(self):
        fields = super().clean()
        if not self.errors and not (fields.get("file") or fields.get("text", "").strip()):
            raise forms.ValidationError("请选择文件，或者粘贴名单。")
        return fields
