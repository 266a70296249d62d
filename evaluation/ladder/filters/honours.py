"""How titles are narrowed down. Everything stays in the URL."""

import django_filters
from django.http import QueryDict

from evaluation.ladder.models import Reinstatement
from evaluation.streaks.models import Honour, HonourQuerySet, HonourState, Level
from evaluation.year.filters.names import named
from wufaan.filtering import ListFilter, search_box, select


class HonourFilter(ListFilter):
    text = django_filters.CharFilter(method="search", widget=search_box("名称、拼音或代码"))
    year = django_filters.ChoiceFilter(empty_label="全部年度", widget=select("年度"))
    level = django_filters.ChoiceFilter(
        choices=Level.choices, empty_label="全部级别", widget=select("级别")
    )
    state = django_filters.ChoiceFilter(
        method="in_state",
        choices=[*HonourState.choices, ("proposed", "待决定恢复")],
        empty_label="全部状态",
        widget=select("状态"),
    )
    township = django_filters.ChoiceFilter(
        field_name="township_name", empty_label="全部乡镇", widget=select("乡镇")
    )

    class Meta:
        model = Honour
        fields: list[str] = []

    def __init__(self, data: QueryDict | None, honours: HonourQuerySet) -> None:
        super().__init__(data, honours)
        years = honours.order_by("-year").values_list("year", flat=True).distinct()
        townships = honours.order_by("community__township__code").values_list(
            "community__township__code", "township_name"
        )
        names = dict.fromkeys(name for _, name in townships.distinct())
        self.filters["year"].extra["choices"] = [(str(year), f"{year} 年") for year in years]
        self.filters["township"].extra["choices"] = [(name, name) for name in names]

    def in_state(self, honours: HonourQuerySet, name: str, value: str) -> HonourQuerySet:
        if value == "proposed":
            return honours.filter(reinstatements__in=Reinstatement.objects.proposed())
        return honours.filter(state=value)

    def search(self, honours: HonourQuerySet, name: str, value: str) -> HonourQuerySet:
        return named(honours, value)
