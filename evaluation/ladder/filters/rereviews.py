"""How re-reviews are narrowed down. Everything stays in the URL."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from evaluation.ladder.models import Cause, ReReview, ReReviewQuerySet, ReReviewState
from evaluation.year.filters.names import places_named
from wufaan.clock import today
from wufaan.filtering import ListFilter, search_box, select

STATES = [*ReReviewState.choices[:2], ("overdue", "已超期"), ReReviewState.choices[2]]
PROPOSED = [("keep", "建议保留"), ("decide", "须逐个核实")]


class ReReviewFilter(ListFilter):
    """Without a state: what is not finished."""

    text = django_filters.CharFilter(method="search", widget=search_box("名称、拼音或代码"))
    state = django_filters.ChoiceFilter(
        method="in_state", choices=STATES, empty_label="未办结", widget=select("状态")
    )
    cause = django_filters.ChoiceFilter(
        choices=Cause.choices, empty_label="全部起因", widget=select("起因")
    )
    proposed = django_filters.ChoiceFilter(
        method="as_proposed", choices=PROPOSED, empty_label="不论建议", widget=select("建议")
    )
    year = django_filters.ChoiceFilter(
        field_name="honour__year", empty_label="全部年度", widget=select("称号年度")
    )
    township = django_filters.ChoiceFilter(
        field_name="honour__township_name", empty_label="全部乡镇", widget=select("乡镇")
    )

    class Meta:
        model = ReReview
        fields: list[str] = []

    def __init__(self, data: QueryDict | None, rereviews: ReReviewQuerySet) -> None:
        super().__init__(data, rereviews)
        rows = rereviews.order_by()
        years = rows.values_list("honour__year", flat=True).distinct()
        names = rows.values_list("honour__township_name", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(str(y), f"{y} 年") for y in sorted(years)[::-1]]
        self.filters["township"].extra["choices"] = [(name, name) for name in sorted(names)]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("state"):
            return found
        return found.exclude(state=ReReviewState.CLOSED)

    def in_state(self, rereviews: ReReviewQuerySet, name: str, value: str) -> ReReviewQuerySet:
        return rereviews.overdue(today()) if value == "overdue" else rereviews.filter(state=value)

    def as_proposed(self, rereviews: ReReviewQuerySet, name: str, value: str) -> ReReviewQuerySet:
        clean = rereviews.proposed_to_keep().values("pk")
        return (
            rereviews.filter(pk__in=clean) if value == "keep" else rereviews.exclude(pk__in=clean)
        )

    def search(self, rereviews: ReReviewQuerySet, name: str, value: str) -> ReReviewQuerySet:
        return rereviews.filter(places_named(value, "honour__name", at="honour__community"))
