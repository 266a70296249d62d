"""What the office asks a station about an objection, and what it replies."""

from datetime import date, timedelta
from typing import Any

from django import forms

from communities.models import Station
from evaluation.notice.models import Inquiry, Objection
from wufaan.clock import today
from wufaan.forms import Once, TextField, day_input

# How long a station has, where the objection itself leaves as much.
USUAL = timedelta(days=3)


class InquiryForm(Once):
    """The station of the place that is meant is the first to be asked."""

    station = forms.ModelChoiceField(
        Station.objects.existing(),
        label="问哪个派出所",
        empty_label="请选择",
        widget=forms.Select({"class": "form-select"}),
    )
    question = TextField(
        Inquiry.question.field,
        label="请核实什么",
        rows=3,
        printed=False,
        help_text="派出所只看得到这里写的和针对哪一个，看不到异议原文，更看不到联系方式。"
        "不写是谁提出的，不写姓名、电话、证件号码和车牌。",
    )
    due_on = forms.DateField(label="哪一天以前回复", widget=day_input())

    def __init__(self, *args: Any, objection: Objection, **kwargs: Any) -> None:
        entry = objection.entry
        place = entry.verdict.community if entry else objection.missing
        initial = {
            "station": place and place.station_id,
            "due_on": _usual_day(objection),
        }
        super().__init__(*args, auto_id="inquiry_%s", initial=initial, **kwargs)


class ReplyForm(forms.Form):
    reply = TextField(
        Inquiry.reply.field,
        label="核实情况",
        rows=5,
        printed=False,
        help_text="写查了什么、查到什么。回复之后不能修改。不写姓名、电话、证件号码和车牌。",
    )


def _usual_day(objection: Objection) -> date:
    return max(today(), min(objection.due_on, today() + USUAL))
