"""A community's year on one page: for every head how far it is, what was done, and files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from communities.actions import Entry
from communities.evidence_files import ACCEPT, MAX_BYTES, check_size
from communities.heads import WorkState
from communities.models import Evidence, WorkRecord
from communities.work import Line
from wufaan.errors import DomainError
from wufaan.forms import TextField

# What one page may carry; deploy/nginx.conf lets a little more through, so that we can say so.
MAX_TOGETHER = 20 * 2**20


class _FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files, each small enough; a list, empty where there is none."""

    widget = _FilesInput

    def clean(self, data: Any, initial: object = None) -> list[Any]:
        files = [super(_FilesField, self).clean(file) for file in data or []]
        for file in files:
            try:
                check_size(file.name, file.size)  # said before it is read into memory
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return files


@dataclass(frozen=True)
class Row:
    """One head with its inputs."""

    line: Line
    state: forms.BoundField
    note: forms.BoundField
    officers: forms.BoundField | None
    files: forms.BoundField


class WorkForm(forms.Form):
    """What was shown goes with it (`show_hidden_initial`), so that only what this person changed
    is saved over what a colleague saved meanwhile."""

    limits = f"每个不超过 {MAX_BYTES // 2**20} MB，一次共不超过 {MAX_TOGETHER // 2**20} MB"

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields |= _fields(line)

    def rows(self) -> Iterator[Row]:
        for line in self.lines:
            key = line.head.key
            officers = f"{key}-information_officers"
            yield Row(
                line,
                self[f"{key}-state"],
                self[f"{key}-note"],
                self[officers] if officers in self.fields else None,
                self[f"{key}-files"],
            )

    def clean(self) -> dict[str, Any]:
        together = sum(f.size for files in self._files().values() for f in files)
        if together > MAX_TOGETHER:
            raise forms.ValidationError(
                f"一次添加的文件超过 {MAX_TOGETHER // 2**20} MB，请分几次添加。"
            )
        return self.cleaned_data

    def entries(self) -> dict[str, Entry]:
        """Of the heads at which anything was changed, by key."""
        return {
            line.head.key: self._entry(line)
            for line in self.lines
            if any(name.startswith(f"{line.head.key}-") for name in self._changed())
        }

    def sent_files(self) -> dict[str, list[tuple[str, bytes]]]:
        """By the head's key: names and contents."""
        return {
            key: [(file.name, file.read()) for file in files]
            for key, files in self._files().items()
        }

    def _entry(self, line: Line) -> Entry:
        record, key = line.record, line.head.key
        values = {
            name: self.cleaned_data[f"{key}-{name}"]
            if f"{key}-{name}" in self._changed()
            else getattr(record, name)
            for name in ("state", "note", "information_officers")
        }
        return Entry(WorkState(values.pop("state")), **values)

    def _changed(self) -> list[str]:
        return [name for name in self.changed_data if not name.endswith("-files")]

    def _files(self) -> dict[str, list[Any]]:
        return {
            line.head.key: files
            for line in self.lines
            if (files := self.cleaned_data.get(f"{line.head.key}-files"))
        }


def _fields(line: Line) -> dict[str, forms.Field]:
    head, record = line.head, line.record
    fields = {
        "state": forms.ChoiceField(
            label="状态",
            choices=WorkState.choices,
            initial=record.state,
            widget=forms.RadioSelect,
            show_hidden_initial=True,
        ),
        "note": TextField(
            WorkRecord.note.field,
            called=f"“{head.title}”的情况",
            required=False,
            initial=record.note,
            rows=2,
            show_hidden_initial=True,
        ),
        "files": _FilesField(
            label="添加证明材料",
            required=False,
            widget=_FilesInput(
                {"class": "form-control", "accept": ACCEPT, "data-photographs": True}
            ),
        ),
    }
    if head.counts_officers:
        fields["information_officers"] = forms.IntegerField(
            label="信息员人数",
            required=False,
            min_value=0,
            max_value=99_999,
            initial=record.information_officers,
            widget=forms.NumberInput({"class": "form-control short"}),
            show_hidden_initial=True,
        )
    return {f"{head.key}-{name}": field for name, field in fields.items()}


class WithdrawForm(forms.Form):
    reason = TextField(
        Evidence.withdrawn_reason.field,
        label="撤下的原因",
        help_text="如拍错了、传错了小区。不写姓名和电话。",
    )
