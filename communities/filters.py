"""How places and the registry are narrowed down. Everything stays in the URL."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from accounts.models import User
from communities.models import (
    Community,
    CommunityKind,
    CommunityQuerySet,
    PropertyCompany,
    Station,
    Township,
)
from wufaan.filtering import ListFilter, search_box, select
from wufaan.normalise import tidy_text

# What a list shows unless asked otherwise: what there is today.
CONDITIONS = [
    ("taking_part", "参评"),
    ("not_taking_part", "不参评"),
    ("closed", "已撤并"),
    ("all", "含已撤并"),
]


class PlaceFilter(ListFilter):
    """What every list of places can be narrowed down by."""

    finds_places = True

    text = django_filters.CharFilter(
        method="search",
        widget=search_box("名称、拼音首字母或代码"),
    )
    township = django_filters.ModelChoiceFilter(
        queryset=Township.objects.none(),
        to_field_name="code",
        empty_label="全部乡镇",
        widget=select("乡镇"),
    )
    kind = django_filters.ChoiceFilter(
        choices=CommunityKind.choices, empty_label="全部类型", widget=select("类型")
    )
    station = django_filters.ModelChoiceFilter(
        queryset=Station.objects.none(),
        to_field_name="code",
        empty_label="全部派出所",
        widget=select("派出所"),
    )

    class Meta:
        model = Community
        fields: list[str] = []

    def __init__(
        self, data: QueryDict | None, communities: CommunityQuerySet, *, user: User
    ) -> None:
        super().__init__(data, communities)
        self.offer("township", Township.objects.visible_to(user))
        self.offer("station", Station.objects.visible_to(user))

    def search(self, communities: CommunityQuerySet, name: str, value: str) -> CommunityQuerySet:
        return communities.matching(tidy_text(value))


class CommunityFilter(PlaceFilter):
    company = django_filters.ModelChoiceFilter(
        field_name="property_company",
        queryset=PropertyCompany.objects.none(),
        to_field_name="code",
        empty_label="不论物业",
        widget=select("物业企业"),
    )
    condition = django_filters.ChoiceFilter(
        method="in_condition", choices=CONDITIONS, empty_label="现存", widget=select("状况")
    )

    def __init__(
        self, data: QueryDict | None, communities: CommunityQuerySet, *, user: User
    ) -> None:
        super().__init__(data, communities, user=user)
        self.offer("company", PropertyCompany.objects.visible_to(user))

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        narrowed = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("condition"):
            return narrowed
        return narrowed.filter(closed_on=None)

    def in_condition(
        self, communities: CommunityQuerySet, name: str, value: str
    ) -> CommunityQuerySet:
        narrowed: CommunityQuerySet = getattr(communities, value)()
        return narrowed
