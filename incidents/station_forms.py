"""What a station types in. Which facts are asked for depends on the kind (incidents.criteria)."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import User
from communities.models import Community
from incidents.checks import errors_in
from incidents.choices import kinds_by_group
from incidents.criteria import FIRST_DAY, facts_needed, touches_on_people
from incidents.facts import FACTS, Facts
from incidents.fields import DayField, PlaceField, PlaceSelect, fact_field
from incidents.forms import SeenForm
from incidents.kinds import Kind
from incidents.models import Incident, Reconsideration
from incidents.reports import THE_DAY, Report
from wufaan.clock import today
from wufaan.forms import TextField, offer

# What is told of every incident beside its kind and its facts.
_TOLD = ("community", "occurred_on", "summary", "police_file_number")
# Of kinds that are about people only the number of the police file is kept.
_FOR_PEOPLE = {
    "summary": "这一类涉及具体人员：这一栏留空，情况留在公安系统里。",
    "police_file_number": "这一类只写案件编号，办公室凭它到警综平台里核对；还没有编号的先空着。",
}


class ReportForm(forms.Form):
    """Beside its fields the page sends `facts_for`, the kind whose facts it asked for: only when
    that is the kind that was chosen have they been answered. `step` tells the part of the page
    that follows what is typed which form it belongs to."""

    step, send = "report", "上报"
    refusal = "还没有上报：请更正下列各项。"

    community = PlaceField(
        Community.objects.none(),
        label="发生在哪个小区（村社）",
        empty_label="请选择",
        widget=PlaceSelect({"class": "form-select"}),
    )
    occurred_on = DayField(
        label="发生日期",
        help_text=THE_DAY,
        widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(
        label="种类",
        choices=lambda: [("", "请选择"), *kinds_by_group()],
        widget=forms.Select({"class": "form-select"}),
    )
    summary = TextField(
        Incident.summary.field,
        rows=3,
        printed=False,
        required=False,
        help_text="写清时间、地点、经过。不写姓名、身份证号、电话、车牌号。",
    )
    police_file_number = TextField(
        Incident.police_file_number.field,
        printed=False,
        required=False,
        help_text="有编号的填上，办公室凭它核对。",
    )

    def __init__(
        self, data: QueryDict | None = None, *, user: User, incident: Incident | None = None
    ) -> None:
        super().__init__(data, initial=_initial(incident))
        self.incident, self.user = incident, user
        places = Community.objects.visible_to(user).select_related("township")
        offer(self, "community", places.order_by("township__code", "code"))
        days = {"min": FIRST_DAY.isoformat(), "max": today().isoformat()}
        self.fields["occurred_on"].widget.attrs |= days
        self.chosen = self._chosen()
        if self.chosen:
            for name in facts_needed(self.chosen, on=self.day):
                self.fields[name] = fact_field(FACTS[name])
            if touches_on_people(self.chosen):
                for name, help_text in _FOR_PEOPLE.items():
                    self.fields[name].help_text = help_text

    def clean(self) -> None:
        """What the action would refuse is told along with all else that is wrong. What could be
        read stays read: the page goes on saying what follows from it."""
        self.read = dict(self.cleaned_data)
        told = {name: self.read.get(name) for name in _TOLD}
        told |= {"kind": self.chosen, "facts": self._facts_so_far()}
        for error in errors_in(told):
            if error.field in self.fields:
                self.add_error(error.field, str(error))

    @property
    def has_places(self) -> bool:
        return Community.objects.visible_to(self.user).exists()

    @property
    def asked(self) -> bool:
        """Whether the page that was sent had asked for the facts of this kind."""
        return self.chosen is not None and self.data.get("facts_for") == self.chosen

    @property
    def looks(self) -> bool:
        """Whether it was sent only to see whether it counts: where scripts are off."""
        return "look" in self.data

    @property
    def is_sent(self) -> bool:
        """Whether the step is to be taken: it is all there, and was not sent for anything else."""
        return self.asked and not self.looks and self.is_valid()

    @property
    def repeats(self) -> bool:
        """Whether it says what is on record already; the form must be valid."""
        return self.incident is not None and self.report() == self.incident.report

    def alike(self) -> list[Incident]:
        """What is on record of the same place, day and kind; the form must be valid."""
        there = Incident.objects.visible_to(self.user).like(self.report())
        return list(there.order_by("number"))

    def fact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FACTS if name in self.fields]

    def answers_set_aside(self) -> dict[str, str]:
        """Answers to questions that this kind and day do not ask, as they were sent. The page keeps
        them: whoever chooses another kind and goes back finds them again."""
        given = {name: self.data.get(name) for name in FACTS if name not in self.fields}
        return {name: value for name, value in given.items() if value}

    def forgive_what_was_not_asked(self) -> None:
        """Questions that the page has only now been given are not yet wrong."""
        for name in FACTS:
            self.errors.pop(name, None)

    def facts(self) -> Facts | None:
        """As far as they can be told; None while a question is open."""
        if any(field.name not in self._given() for field in self.fact_fields()):
            return None
        return self._facts_so_far()

    def report(self) -> Report:
        """The form must be valid."""
        given = {name: self.cleaned_data[name] for name in _TOLD}
        facts = self.facts()
        assert self.chosen, "a valid form says it"
        assert facts, "a valid form says them"
        return Report(kind=self.chosen, facts=facts, **given)

    def _facts_so_far(self) -> Facts:
        given = self._given()
        answers = {f.name: given[f.name] for f in self.fact_fields() if f.name in given}
        return replace(self._facts_before(), **answers)

    def _given(self) -> dict[str, Any]:
        """What is valid of what was sent, or else what is on record."""
        if self.is_bound:
            self.is_valid()
            return self.read
        return asdict(self.incident.facts) if self.incident else {}

    def _facts_before(self) -> Facts:
        """What is on record and not asked for stays, as long as the kind is the same."""
        if self.incident and self.incident.kind == self.chosen:
            return self.incident.facts
        return Facts()

    def _chosen(self) -> Kind | None:
        value = self["kind"].value()
        return Kind(value) if value in Kind.values else None

    @property
    def day(self) -> date:
        """The day whose rules hold; today's where none is given yet."""
        value = self["occurred_on"].value()
        if isinstance(value, date):
            return value
        try:
            day: date = self.fields["occurred_on"].clean(value)
        except forms.ValidationError:
            return today()
        return day


class AnswerForm(SeenForm, ReportForm):
    step, send = "answer", "答复并重新上报"

    reply = TextField(
        Incident.returned_reason.field,
        label="答复办公室",
        called="答复",
        rows=2,
        printed=False,
        help_text="写明核实的情况、改了什么。",
    )


class CorrectionForm(SeenForm, ReportForm):
    step, send = "correct", "更正"
    refusal = "还没有更正：请更正下列各项。"


FORM_OF = {form.step: form for form in (ReportForm, AnswerForm, CorrectionForm)}


class WithdrawalForm(forms.Form):
    reason = TextField(
        Incident.withdrawal_reason.field,
        label="撤回的原因",
        rows=3,
        printed=False,
        help_text="例如：与某编号重复上报、不在本辖区。不写姓名、电话。",
    )


class ReconsiderationForm(forms.Form):
    reason = TextField(
        Reconsideration.reason.field,
        rows=4,
        printed=False,
        help_text="写明哪一点认定有误、依据是什么。不写姓名、电话。",
    )


class MonthlyReturnForm(forms.Form):
    """`seen`: how many incidents the page showed when it was signed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="以上情况已经核对，没有瞒报、漏报。",
        error_messages={"required": "请先核对并勾选。"},
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )


def _initial(incident: Incident | None) -> dict[str, Any]:
    if incident is None:
        return {}
    names = ("community", "occurred_on", "kind", "summary", "police_file_number")
    told = {name: getattr(incident, name) for name in names} | asdict(incident.facts)
    return told | {"seen": incident.version}
