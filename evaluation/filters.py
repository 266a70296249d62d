"""How the results of a year are narrowed down. Everything stays in the URL."""

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from communities.models import CommunityKind
from evaluation.models import Verdict
from evaluation.rules import Outcome
from incidents.criteria import CRITERIA

DECISIONS = [("exemplar", "先进典型"), ("withheld", "暂缓命名")]


def _select(**attrs) -> forms.Select:
    return forms.Select(attrs={"class": "form-select", **attrs})


class VerdictFilter(django_filters.FilterSet):
    text = django_filters.CharFilter(
        method="search",
        widget=forms.TextInput(
            {
                "class": "form-control",
                "type": "search",
                "placeholder": "名称、拼音或代码",
                "aria-label": "名称、拼音或代码",
            }
        ),
    )
    township = django_filters.ChoiceFilter(
        field_name="township_code",
        empty_label="全部乡镇",
        widget=_select(**{"aria-label": "乡镇"}),
    )
    kind = django_filters.ChoiceFilter(
        choices=CommunityKind.choices,
        empty_label="全部类型",
        widget=_select(**{"aria-label": "类型"}),
    )
    criterion = django_filters.ChoiceFilter(
        method="breaking",
        choices=[(number, f"第 {number} 项标准") for number in CRITERIA],
        empty_label="任何标准",
        widget=_select(**{"aria-label": "违反的标准"}),
    )
    decision = django_filters.ChoiceFilter(
        method="decided",
        choices=DECISIONS,
        empty_label="不论决定",
        widget=_select(**{"aria-label": "办公室决定"}),
    )
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, widget=forms.HiddenInput)

    class Meta:
        model = Verdict
        fields: list[str] = []

    def __init__(self, *args, townships: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["township"].extra["choices"] = townships

    def search(self, verdicts: QuerySet, name: str, value: str) -> QuerySet:
        value = value.strip()
        return verdicts.filter(
            Q(name__contains=value)
            | Q(code__startswith=value)
            | Q(community__pinyin__contains=value.lower())
        )

    def breaking(self, verdicts: QuerySet, name: str, value: str) -> QuerySet:
        return verdicts.filter(findings__criterion=value).distinct()

    def decided(self, verdicts: QuerySet, name: str, value: str) -> QuerySet:
        return verdicts.exemplars() if value == "exemplar" else verdicts.withheld()
