"""What shows that a notice hangs in a village."""

from typing import Any

from django import forms

from communities.evidence_files import ACCEPT_PHOTOS, MAX_BYTES, check_size
from evaluation.notice.models import Posting
from wufaan.errors import DomainError
from wufaan.forms import TextField, day_input


class PostingForm(forms.Form):
    place = TextField(
        Posting.place.field, help_text="如村委会公示栏、小区东门宣传栏。不写姓名和电话。"
    )
    posted_on = forms.DateField(label="张贴日期", widget=day_input())
    photo = forms.FileField(
        label="照片",
        widget=forms.FileInput(
            {"class": "form-control", "accept": ACCEPT_PHOTOS, "data-photographs": True}
        ),
        help_text=(
            "看得清公示和张贴的地方就行，不要拍到人脸和车牌，不要拍别人的文件。"
            f"JPG 或 PNG，不超过 {MAX_BYTES // 2**20} MB。"
        ),
    )

    def clean_photo(self) -> Any:
        photo = self.cleaned_data["photo"]
        try:
            check_size(photo.name, photo.size)  # said before it is read into memory
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return photo
