"""How certificates are narrowed down. Everything stays in the URL."""

import django_filters
from django.http import HttpRequest

from evaluation.models import HonourState
from plaques.models import Plaque, PlaqueQuerySet
from plaques.workflow import Custody
from wufaan.filtering import ListFilter, search_box, select
from wufaan.normalise import tidy_text


def _years(_request: HttpRequest | None = None) -> list[tuple[int, str]]:
    years = Plaque.objects.order_by("-honour__year").values_list("honour__year", flat=True)
    return [(year, f"{year} 年度") for year in years.distinct()]


class PlaqueFilter(ListFilter):
    text = django_filters.CharFilter(
        method="search",
        widget=search_box("扫码，或输入编号、名称"),
    )
    year = django_filters.ChoiceFilter(
        field_name="honour__year", choices=_years, empty_label="全部年度", widget=select("年度")
    )
    custody = django_filters.ChoiceFilter(
        choices=Custody.choices, empty_label="不论去向", widget=select("去向")
    )
    state = django_filters.ChoiceFilter(
        field_name="honour__state",
        choices=HonourState.choices,
        empty_label="不论称号状态",
        widget=select("称号状态"),
    )

    class Meta:
        model = Plaque
        fields: list[str] = []

    def search(self, plaques: PlaqueQuerySet, name: str, value: str) -> PlaqueQuerySet:
        return plaques.matching(tidy_text(value))
