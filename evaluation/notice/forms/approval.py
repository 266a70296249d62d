"""Sending back, and submitting again."""

from typing import Any

from django import forms

from evaluation.notice.models import Notice, NoticeEntry
from evaluation.notice.queries import Since
from evaluation.year.models import CycleStep, Verdict
from wufaan.forms import TextField, offer


class SendBackForm(forms.Form):
    reason = TextField(
        CycleStep.reason.field,
        label="退回的原因",
        rows=3,
        help_text="办公室会看到，并存入审计记录。不写姓名、证件号码和电话。",
    )


class ResubmitForm(forms.Form):
    reason = TextField(
        CycleStep.reason.field,
        label="核查情况",
        rows=3,
        help_text="写明核查了什么、怎样处理，领导小组会看到。",
    )


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    def label_from_instance(self, entry: NoticeEntry) -> str:
        return f"{entry.position}　{entry.name}（{entry.township_name}）"


def taking_off(late: list[Since]) -> dict[str, Any]:
    """What to propose: the first that stops, and why."""
    first = next((since for since in late if since.stops), None)
    if first is None:
        return {}
    why = "公示之后认定计入" if first.counting else "案（事）件没有认定"
    numbers = "、".join(i.number for i in (first.counting or first.waiting)[:5])
    return {"entry": first.entry, "reason": f"{why}：{numbers}。"}


class TakeOffForm(forms.Form):
    """Which entry of the published list is withheld, and why."""

    entry = EntryField(
        None,
        label="小区或村社",
        empty_label="请选择",
        widget=forms.Select({"class": "form-select"}),
    )
    reason = TextField(
        Verdict.withheld_reason.field,
        label="暂缓命名的原因",
        rows=3,
        help_text="公示页只写“暂缓命名”，原因不公开，存入审计记录。",
    )

    def __init__(self, *args: Any, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"prefix": "take-off"})
        kept = NoticeEntry.objects.filter(notice=notice).kept()
        offer(self, "entry", kept.select_related("verdict__cycle"))
