"""A list that somebody wants to hold against the published one."""

from django import forms


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
