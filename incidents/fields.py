"""The inputs of a report's form."""

from datetime import date
from typing import Any

from django import forms

from communities.models import Community
from incidents.facts import Fact, Figure, OneOf, YesNo
from wufaan.sheets.values import date_value, money


class PlaceSelect(forms.Select):
    """Each option carries what it is found by (static/js/report.js)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if place := getattr(value, "instance", None):
            words = (place.code, place.pinyin, place.township.name, place.township.pinyin)
            option["attrs"]["data-search"] = " ".join(words)
        return option


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    def label_from_instance(self, place: Community) -> str:
        closed = f"（{place.closed_on} 撤并）" if place.closed_on else ""
        return f"{place.name} · {place.township.name}{closed}"


class DayField(forms.DateField):
    """Takes a day as files do: where a browser has no calendar of its own, people type
    2026年11月20日, or full-width digits."""

    def to_python(self, value: object) -> date | None:
        try:
            return date_value(value)
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: object) -> object:
        """What was understood is shown again as the browser's calendar takes it."""
        try:
            return date_value(value)
        except ValueError:
            return value


class AmountField(forms.DecimalField):
    """Takes 120万 as files do."""

    def to_python(self, value: object) -> Any:
        try:
            return money(value)
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from error


class ImpliedField(forms.ChoiceField):
    """Follows from the figures where nobody answers, and is held against them where somebody
    does."""

    held_against_figures = True


def fact_field(fact: Fact) -> forms.Field:
    if isinstance(fact.input, YesNo):
        return _yes_or_no(fact)
    if isinstance(fact.input, Figure):
        return _figure(fact, fact.input)
    return _one_of(fact, fact.input)


def _yes_or_no(fact: Fact) -> forms.Field:
    """Asked, not assumed: neither answer is chosen beforehand."""
    return forms.TypedChoiceField(
        label=fact.question,
        choices=[("True", "是"), ("False", "否")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )


def _figure(fact: Fact, figure: Figure) -> forms.Field:
    asked: dict[str, Any] = {
        "label": fact.question,
        "min_value": 0,
        "required": False,
        "widget": forms.NumberInput({"class": "form-control short", "inputmode": "decimal"}),
        "error_messages": {"min_value": f"{fact.question}不能小于 0。"},
    }
    if figure.places:
        # A telephone's keys for numbers lack the character.
        asked["widget"] = forms.TextInput({"class": "form-control short"})
        return AmountField(decimal_places=figure.places, **asked)
    return forms.IntegerField(**asked)


def _one_of(fact: Fact, words: OneOf) -> forms.Field:
    """All words beside one another where one of them has to be chosen."""
    offered = list(words.offered.items())
    if words.needed:
        return forms.ChoiceField(label=fact.question, choices=offered, widget=forms.RadioSelect)
    return ImpliedField(
        label=fact.question,
        choices=[("", words.if_blank), *offered],
        required=False,
        widget=forms.Select({"class": "form-select short"}),
    )
