"""How nominations are narrowed down. Everything stays in the URL."""

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from evaluation.ladder.models import Nomination, NominationQuerySet
from evaluation.ladder.workflow import NominationState
from evaluation.streaks.models import BELOW, HIGHER, Level
from evaluation.year.filters.names import places_named
from wufaan.filtering import FacetedFilter, search_box, select


class NominationFilter(FacetedFilter):
    text = django_filters.CharFilter(method="search", widget=search_box("名称、拼音或代码"))
    year = django_filters.ChoiceFilter(empty_label="全部年度", widget=select("年度"))
    level = django_filters.ChoiceFilter(
        choices=[(level.value, f"报{level.label}") for level in Level if level in BELOW],
        empty_label=HIGHER,
        widget=select("级别"),
    )
    township = django_filters.ChoiceFilter(
        field_name="second__township_name", empty_label="全部乡镇", widget=select("乡镇")
    )
    state = django_filters.ChoiceFilter(choices=NominationState.choices, widget=forms.HiddenInput)

    class Meta:
        model = Nomination
        fields: list[str] = []

    def __init__(self, data: QueryDict | None, nominations: NominationQuerySet) -> None:
        super().__init__(data, nominations)
        years = nominations.order_by("-year").values_list("year", flat=True).distinct()
        by_town = nominations.order_by("second__township_name")
        towns = by_town.values_list("second__township_name", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(year), f"{year} 年") for year in years]
        self.filters["township"].extra["choices"] = [(name, name) for name in towns]

    def search(self, nominations: NominationQuerySet, name: str, value: str) -> NominationQuerySet:
        return nominations.filter(places_named(value, "second__name"))

    def faceted(self) -> dict[str, dict[str, Q]]:
        return {"state": {state: Q(state=state) for state in NominationState}}
