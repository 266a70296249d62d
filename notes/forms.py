from typing import Any

from django import forms

from notes.models import Note
from wufaan.forms import Once, TextField


class NoteForm(Once):
    """Stands on pages that have other forms: its inputs have ids of their own."""

    text = TextField(
        Note.text.field,
        label="写一条",
        rows=2,
        printed=False,
        help_text="写给同事看，看得到这一页的人都看得到，不对外公开。不写姓名、电话、"
        "证件号码和车牌。写了不能修改、不能删除。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="note_%s", **kwargs)


class ClearingForm(forms.Form):
    reason = TextField(
        Note.text.field,
        label="清除的原因",
        rows=2,
        printed=False,
        help_text="例如：写了姓名。不要再写一遍。",
    )
