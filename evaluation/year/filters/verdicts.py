"""How the results of a year are narrowed down and put in order. Everything stays in the URL."""

from typing import Any

import django_filters
from django import forms
from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from communities.models import CommunityKind
from evaluation.year.filters.names import places_named
from evaluation.year.models import Finding, Verdict, VerdictQuerySet
from evaluation.year.rules import Outcome
from incidents.criteria import CRITERIA
from wufaan.filtering import FacetedFilter, search_box, select
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


def breaks(criterion: int) -> Q:
    """Looked up once, not row by row: a list counts all ten under every filter."""
    return Q(pk__in=Finding.objects.filter(criterion=criterion).values("verdict"))


class VerdictFilter(FacetedFilter):
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
        widget=select("未达到的标准"),
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

    def faceted(self) -> dict[str, dict[str, Q]]:
        townships = dict(self.filters["township"].extra["choices"])
        return {
            "outcome": {outcome: Q(outcome=outcome) for outcome in Outcome},
            "kind": {kind.value: Q(kind=kind) for kind in CommunityKind},
            "township": {code: Q(township_code=code) for code in townships},
            "criterion": {str(number): breaks(number) for number in CRITERIA},
            "decision": {"exemplar": Q(exemplar=True), "withheld": ~Q(withheld_reason="")},
        }

    def show_counts(self) -> None:
        """Write behind each choice how many there would be."""
        for name in ("township", "kind", "criterion", "decision"):
            widget = self.form.fields[name].widget
            widget.choices = [
                (value, f"{label}（{self.counts[name][value]}）" if value else label)
                for value, label in widget.choices
            ]

    def search(self, verdicts: VerdictQuerySet, name: str, value: str) -> VerdictQuerySet:
        """By the name of then or of now, however it is read."""
        return verdicts.filter(
            places_named(value, "name") | Q(pinyin__unspaced__contains=tidy_text(value).lower())
        )

    def breaking(self, verdicts: VerdictQuerySet, name: str, value: str) -> VerdictQuerySet:
        return verdicts.filter(breaks(int(value)))

    def decided(self, verdicts: VerdictQuerySet, name: str, value: str) -> VerdictQuerySet:
        return verdicts.exemplars() if value == "exemplar" else verdicts.withheld()
