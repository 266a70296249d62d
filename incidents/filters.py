"""How the list of incidents is narrowed down. Everything stays in the URL."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from accounts.models import User
from accounts.permissions import Role
from communities.models import Community, Township
from incidents.choices import kinds_by_group
from incidents.criteria import CRITERIA, Finding, found_as
from incidents.kinds import Kind
from incidents.models import Incident, IncidentQuerySet
from incidents.numbers import numbered
from incidents.workflow import State
from wufaan.filtering import FacetedFilter, day, search_box, select
from wufaan.normalise import printable, tidy_text

FINDINGS = [
    *Finding.choices,
    *((str(number), found_as(number, True)) for number in CRITERIA),
]


class IncidentFilter(FacetedFilter):
    """`incidents` must be annotated (`with_finding`)."""

    finds_places = True

    text = django_filters.CharFilter(method="search", widget=search_box("编号、地点、拼音或情况"))
    year = django_filters.ChoiceFilter(
        "occurred_on__year", empty_label="全部年份", widget=select("发生年份")
    )
    since = django_filters.DateFilter("occurred_on", "gte", widget=day("发生日期从"))
    until = django_filters.DateFilter("occurred_on", "lte", widget=day("发生日期到"))
    township = django_filters.ChoiceFilter(
        "community__township__code", empty_label="全部乡镇", widget=select("乡镇")
    )
    community = django_filters.CharFilter(
        method="at", widget=search_box("小区（村社）名称或代码", label="小区（村社）")
    )
    kind = django_filters.ChoiceFilter(
        choices=kinds_by_group, empty_label="全部种类", widget=select("种类")
    )
    finding = django_filters.ChoiceFilter(
        method="found", choices=FINDINGS, empty_label="不论认定", widget=select("认定")
    )
    state = django_filters.ChoiceFilter(choices=State.choices, widget=forms.HiddenInput)

    class Meta:
        model = Incident
        fields: list[str] = []

    def __init__(self, data: QueryDict | None, incidents: IncidentQuerySet, *, user: User) -> None:
        super().__init__(data, incidents)
        self.places = Community.objects.visible_to(user)
        days = incidents.order_by().dates("occurred_on", "year", "DESC")
        self.filters["year"].extra["choices"] = [(day.year, f"{day.year} 年") for day in days]
        townships = Township.objects.visible_to(user).values_list("code", "name")
        self.filters["township"].extra["choices"] = list(townships)
        if user.role == Role.OFFICER:  # the county's are too many to choose from a list
            places = [("", "全部小区（村社）"), *self.places.values_list("code", "name")]
            self.filters["community"].extra["widget"] = choice = select("小区（村社）")
            choice.choices = places

    @property
    def place(self) -> Community | None:
        """The one community that the list is narrowed down to."""
        code = (self.data or {}).get("community")
        return self.places.coded([code]).first() if code else None

    def faceted(self) -> dict[str, dict[str, Q]]:
        return {"state": {state: Q(state=state) for state in State}}

    def search(self, incidents: IncidentQuerySet, name: str, value: str) -> IncidentQuerySet:
        typed, value = value, tidy_text(value)
        return incidents.filter(
            numbered(value)
            | Q(summary__unspaced__contains=value)
            | Q(kind__in=[kind for kind in Kind if value and value in kind.label])
            | Q(summary__contains=printable(typed))
            | Q(community__in=Community.objects.matching(value))
        )

    def at(self, incidents: IncidentQuerySet, name: str, value: str) -> IncidentQuerySet:
        """One place by its code, or all that go by the name, code or pinyin typed in."""
        value = tidy_text(value)
        one = Community.objects.coded([value])
        return incidents.filter(
            community__in=one if one.exists() else Community.objects.matching(value)
        )

    def found(self, incidents: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value in Finding:
            return incidents.filter(finding_counts=value == Finding.COUNTS)
        return incidents.filter(finding_counts=True, finding_criterion=int(value))
