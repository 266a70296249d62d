"""How the list of objections is narrowed down. Everything stays in the URL."""

import django_filters

from evaluation.models import Notice, Objection, ObjectionChannel, ObjectionState
from wufaan.filtering import ListFilter, select


def _years(request=None) -> list[tuple[int, str]]:
    years = Notice.objects.order_by("-cycle__year").values_list("cycle__year", flat=True)
    return [(year, f"{year} 年度") for year in years]


class ObjectionFilter(ListFilter):
    year = django_filters.ChoiceFilter(
        field_name="notice__cycle__year",
        choices=_years,
        empty_label="全部年度",
        widget=select("年度"),
    )
    state = django_filters.ChoiceFilter(
        choices=ObjectionState.choices, empty_label="全部状态", widget=select("状态")
    )
    channel = django_filters.ChoiceFilter(
        choices=ObjectionChannel.choices, empty_label="全部来源", widget=select("来源")
    )

    class Meta:
        model = Objection
        fields: list[str] = []
