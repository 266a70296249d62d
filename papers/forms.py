"""What the office types in for a paper, and for the words of a kind."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from papers.kinds import PaperKind, Subject
from papers.kinds.base import Words
from papers.models import Paper, Part, Wording
from papers.queries import words_of
from wufaan import personal_data
from wufaan.clock import today
from wufaan.documents.official import Form
from wufaan.errors import NOTHING_TICKED
from wufaan.forms import TextField, offer_words


def _today() -> str:
    return today().isoformat()


class KeyForm(forms.Form):
    """Of a button that orders: the same key again is the same order."""

    key = forms.UUIDField()


class OrderForm(forms.Form):
    """`abouts` is asked for only where there is a choice, number and day only where the paper has
    not got its own."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    number = TextField(
        Paper.number.field,
        most=50,  # leaves room for what it is counted up to
        required=False,
        help_text="没有定下来的先不填，Word 版上留有“文号待填”。",
    )
    dated = forms.DateField(
        label="成文日期",
        initial=_today,
        widget=forms.DateInput({"type": "date", "class": "form-control short"}, "%Y-%m-%d"),
    )
    abouts = forms.MultipleChoiceField(
        label="对象",
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        error_messages={"required": NOTHING_TICKED},
    )

    def __init__(self, *args: Any, kind: PaperKind, subjects: list[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(subjects) > 1:
            self.fields["number"].help_text = (
                "一次做几份的，从这个号起一份一号往后编："
                f"填“某文〔{today().year}〕7号”、勾选 3 个，就是 7号至9号。"
                "没有定下来的先不填，Word 版上留有“文号待填”。"
            )
        offer_words(self, "abouts", [(s.key, s.name) for s in subjects])
        if kind.stamp:
            del self.fields["number"], self.fields["dated"]
        if len(subjects) == 1:
            self.fields["abouts"].required = False
            self.fields["abouts"].widget = forms.MultipleHiddenInput()
            self.only = subjects[0].key

    def clean_abouts(self) -> list[str]:
        return self.cleaned_data["abouts"] or [self.only]


def _part(part: Part, **options: Any) -> TextField:
    allowing = personal_data.OF_AN_OFFICE
    return TextField(
        Wording.body.field, label=part.label, most=part.most, allowing=allowing, **options
    )


class WordsForm(forms.Form):
    """The texts of a kind, as they hold until others are typed. Which fields may stand in them is
    the action's to say; what belongs to a form is asked of kinds that have a choice of forms."""

    AROUND = (Part.FORM, Part.MASTHEAD, Part.NOTE, Part.COPIES, Part.PRINTED_BY)

    title = _part(Part.TITLE)
    addressee = _part(Part.ADDRESSEE, required=False, help_text="后面的冒号自动加上。")
    body = _part(
        Part.BODY,
        rows=18,
        help_text="每行一段。“一、”开头的短行排成一级标题，“（一）”开头的排成二级标题；"
        "花括号里的内容没有时，整行不印。",
    )
    signature = _part(
        Part.SIGNATURE,
        help_text="由谁发出。里面的名目没有内容时，Word 版上留有“发文单位待填”。",
    )
    form = forms.ChoiceField(
        label=Part.FORM.label,
        widget=forms.Select({"class": "form-select"}),
        help_text="打印在本单位文件纸上的，选不带红头和版记，下面四项都不印。",
    )
    masthead = _part(Part.MASTHEAD, help_text="红头上的字。信函格式不印后面的“文件”二字。")
    note = _part(
        Part.NOTE,
        required=False,
        help_text="印在成文日期下面，括号自动加上。联系人和电话留空，由经办人手写。不填的不印。",
    )
    copies = _part(
        Part.COPIES, required=False, help_text="各机关之间用顿号或逗号，最后用句号。不填的不印。"
    )
    printed_by = _part(
        Part.PRINTED_BY,
        required=False,
        help_text="版记最下面一行，后面是成文日期和“印发”。不填的不印；信函格式不印。",
    )

    def __init__(self, data: QueryDict | None, *, kind: PaperKind) -> None:
        self.words_before = words_of(kind)
        super().__init__(data, initial=vars(self.words_before))
        offer_words(self, Part.FORM, [(form, Form(form).label) for form in kind.forms])
        if len(kind.forms) == 1:
            for part in self.AROUND:
                del self.fields[part]

    def words(self) -> Words:
        return replace(self.words_before, **self.cleaned_data)
