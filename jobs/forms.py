"""The one thing that people bring: a file."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jobs.import_actions import MAX_UPLOAD_BYTES, TOO_LARGE
from jobs.models import FileImport

_MEGABYTES = MAX_UPLOAD_BYTES // 2**20


class UploadForm(forms.Form):
    file = forms.FileField(
        label="填好的表格",
        max_length=FileImport.name.field.max_length,
        widget=forms.FileInput(
            {"class": "form-control", "accept": ".xlsx,.csv", "data-max-megabytes": _MEGABYTES}
        ),
        help_text=f"XLSX 或 CSV，不超过 {_MEGABYTES} MB。上传后先检查，您确认之前什么也不会写入。",
        error_messages={
            "required": "请先选择文件。",
            "empty": "文件是空的。请用下载的模板填写后再导入。",
            "max_length": "文件名太长，请改短后再上传。",
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_UPLOAD_BYTES:  # said before it is read into memory
            raise forms.ValidationError(TOO_LARGE)
        return file
