"""What somebody says against a notice, and what the office does with it."""

from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from evaluation.notice.models import (
    FormerAnswer,
    Notice,
    NoticeEntry,
    Objection,
    ObjectionChannel,
    ObjectionState,
)
from evaluation.notice.objection_period import check_received
from wufaan import personal_data
from wufaan.errors import DomainError
from wufaan.forms import Once, TextField, offer, offer_words

TEXT_HELP = (
    "写清时间、地点和发生了什么。不要写姓名、电话、证件号码和车牌：写了会被退回，"
    "电话请写在下面的“联系方式”里。"
)


def said(*, rows: int, help_text: str) -> TextField:
    return TextField(Objection.text.field, rows=rows, printed=False, help_text=help_text)


def reached(help_text: str) -> TextField:
    """How whoever objects can be called back, if they want to be."""
    return TextField(
        Objection.contact.field,
        printed=False,
        allowing=personal_data.TO_BE_REACHED,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off"}),
        help_text=help_text,
    )


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


class AgainstEntry(forms.Form):
    """Has a field for the line of the notice that is meant; `cleaned_data` has the line. `none`
    says what it means to choose none."""

    none = "不针对某一个，或者说不清"

    entry = forms.TypedChoiceField(
        label="针对名单中的哪一个", required=False, coerce=int, empty_value=None, widget=_select()
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notice = notice
        self._entries = list(notice.entries.all())
        offer_words(self, "entry", [("", self.none), *self._by_township()])

    def clean_entry(self) -> NoticeEntry | None:
        position = self.cleaned_data["entry"]
        return next((e for e in self._entries if e.position == position), None)

    def _by_township(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """The list is sorted by township."""
        return [
            (township, [(e.position, f"{e.position}　{e.name}（{township}）") for e in entries])
            for township, entries in groupby(self._entries, key=lambda e: e.township_name)
        ]


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """Posts share their names; accounts do not."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.display_name}（{user.username}）"


class EntryForm(AgainstEntry, Once):
    """What came by letter, phone or visit."""

    field_order = ["entry", "missing"]
    channel = forms.ChoiceField(
        label="来源",
        choices=[c for c in ObjectionChannel.choices if c[0] != ObjectionChannel.WEB],
        widget=forms.Select({"class": "form-select short"}),
    )
    received_on = forms.DateField(
        label="提出日期",
        widget=forms.DateInput({"type": "date", "class": "form-control short"}, format="%Y-%m-%d"),
        help_text="来信以邮戳日期为准。",
    )
    missing = forms.ModelChoiceField(
        label="没有列入的是哪一个",
        queryset=Community.objects.existing(),
        required=False,
        to_field_name="code",
        widget=forms.TextInput({"class": "form-control short"}),
        help_text="说的是没有列入名单的，填它的代码，上面不选。",
        error_messages={"invalid_choice": "没有这个代码的小区或村社，请核对。"},
    )
    text = said(rows=6, help_text="摘要即可。不写姓名、电话、证件号码和车牌。")
    contact = reached("对方愿意留的才填。只有办公室能看到，年度名单公布时清除。")

    def clean_received_on(self) -> date:
        """Told along with whatever else is wrong."""
        on: date = self.cleaned_data["received_on"]
        try:
            check_received(self.notice, on)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return on


class AnswerForm(AgainstEntry):
    """The entry is asked for only where the objection did not name a place, the reason only where
    it was answered before."""

    finding = forms.TypedChoiceField(
        label="结论",
        coerce=ObjectionState,
        choices=[c for c in ObjectionState.choices if c[0] != ObjectionState.RECEIVED],
        widget=forms.RadioSelect,
    )
    reply = TextField(
        Objection.reply.field,
        rows=5,
        allowing=personal_data.OF_AN_OFFICE,
        help_text="提出异议的人凭受理编号能看到，按公开的文字来写。不写姓名、电话、证件号码和车牌。",
    )

    reason = TextField(
        FormerAnswer.reason.field,
        label="再次答复的原因",
        rows=2,
        allowing=personal_data.OF_AN_OFFICE,
        help_text="原来的答复保留，与原因一起公开。",
    )

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        super().__init__(*args, notice=objection.notice, **kwargs)
        if objection.entry_id or objection.missing_id:
            del self.fields["entry"]
        if objection.state == ObjectionState.RECEIVED:
            del self.fields["reason"]


class AssignForm(forms.Form):
    """Who of the office looks into it."""

    to = AccountField(
        None,
        label="经办人",
        required=False,
        empty_label="没有指定",
        widget=forms.Select({"class": "form-select fit"}),
    )

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initial": {"to": objection.assigned_to_id}})
        offer(self, "to", User.objects.who_can(Permission.HANDLE_OBJECTIONS))
