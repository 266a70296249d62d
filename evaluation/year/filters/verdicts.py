"""How the results of a year are narrowed down and put in order. Everything stays in the URL."""

from collections import Counter
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from communities.models import CommunityKind
from evaluation.year.filters.names import places_named
from evaluation.year.models import Finding, Verdict, VerdictQuerySet
from evaluation.year.rules import Outcome
from incidents.criteria import CRITERIA
from wufaan.filtering import ListFilter, search_box, select
from wufaan.normalise import tidy_text

DECISIONS = [("exemplar", "先进典型"), ("withheld", "暂缓命名")]

_RATE = Cast("satisfied", FloatField()) / F("respondents")
# What a heading sorts by; with "-" before it, the other way round.
ORDERS = {
    "name": (F("pinyin").asc(), F("pinyin").desc()),
    "broken": (F("broken").asc(), F("broken").desc()),
    "satisfaction": (_RATE.asc(nulls_last=True), _RATE.desc(nulls_last=True)),
}


def in_order(verdicts: VerdictQuerySet, wanted: str) -> VerdictQuerySet:
    """By township and code, unless a heading was asked for."""
    ways = ORDERS.get(wanted.removeprefix("-"))
    first = [ways[wanted.startswith("-")]] if ways else []
    return verdicts.order_by(*first, "township_code", "code")


class VerdictFilter(ListFilter):
    text = django_filters.CharFilter(method="search", widget=search_box("名称、拼音或代码"))
    township = django_filters.ChoiceFilter(
        field_name="township_code",
        empty_label="全部乡镇",
        widget=select("乡镇"),
    )
    kind = django_filters.ChoiceFilter(
        choices=CommunityKind.choices,
        empty_label="全部类型",
        widget=select("类型"),
    )
    criterion = django_filters.ChoiceFilter(
        method="breaking",
        choices=[(str(number), f"第 {number} 项标准") for number in CRITERIA],
        empty_label="任何标准",
        widget=select("违反的标准"),
    )
    decision = django_filters.ChoiceFilter(
        method="decided",
        choices=DECISIONS,
        empty_label="不论决定",
        widget=select("办公室决定"),
    )
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, widget=forms.HiddenInput)

    class Meta:
        model = Verdict
        fields: list[str] = []

    def __init__(self, *args: Any, townships: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["township"].extra["choices"] = townships

    def chosen(self, name: str) -> str:
        """What is asked for, blank where nothing is or where there is no such choice."""
        return "" if name in self.errors else self.form.cleaned_data[name] or ""

    def only(self, *names: str) -> QuerySet:
        """Narrowed down by these filters, whatever the others say."""
        verdicts = self.queryset.all()
        for name in names:
            verdicts = self.filters[name].filter(verdicts, self.chosen(name))
        return verdicts

    def show_counts(self, counts: dict[str, Counter[str]]) -> None:
        """Write behind each choice how many there would be."""
        for name in ("township", "kind", "criterion", "decision"):
            widget = self.form.fields[name].widget
            widget.choices = [
                (value, f"{label}（{counts[name][value]}）" if value else label)
                for value, label in widget.choices
            ]

    def search(self, verdicts: VerdictQuerySet, name: str, value: str) -> VerdictQuerySet:
        """By the name of then or of now, however it is read."""
        return verdicts.filter(
            places_named(value, "name") | Q(pinyin__unspaced__contains=tidy_text(value).lower())
        )

    def breaking(self, verdicts: VerdictQuerySet, name: str, value: str) -> VerdictQuerySet:
        return verdicts.filter(
            Exists(Finding.objects.filter(verdict=OuterRef("pk"), criterion=value))
        )

    def decided(self, verdicts: VerdictQuerySet, name: str, value: str) -> VerdictQuerySet:
        return verdicts.exemplars() if value == "exemplar" else verdicts.withheld()
