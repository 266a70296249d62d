"""How the list of work records is narrowed down. Everything stays in the URL."""

import django_filters
from django import forms
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict

from communities.heads import all_years, open_years
from communities.models import Community, CommunityKind, Station, Township
from communities.work import keeping_records, with_progress
from wufaan.clock import today
from wufaan.filtering import ListFilter, search_box, select
from wufaan.typed import tidy_text

# What a community's year can be like, by the fields of `with_progress`.
CONDITIONS = {
    "untouched": ("没有开始", Q(done=0, under_way=0)),
    "unfinished": ("还没完成", Q(done__lt=F("heads"))),
    "finished": ("全部完成", Q(done=F("heads"))),
    "short": ("信息员不足", Q(needed__gt=Coalesce("officers", 0))),
}


class WorkFilter(ListFilter):
    """`year` says whose record is looked at; blank or unknown, that which is being kept."""

    year = django_filters.ChoiceFilter(method="as_it_is", empty_label=None, widget=select("年度"))
    text = django_filters.CharFilter(method="search", widget=search_box("名称、拼音首字母或代码"))
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
    condition = django_filters.ChoiceFilter(
        method="in_condition",
        choices=[(key, label) for key, (label, _) in CONDITIONS.items()],
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Community
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, user):
        self.chosen_year = chosen_year(data)
        data = data.copy()
        data["year"] = str(self.chosen_year)
        kept = keeping_records(Community.objects.visible_to(user), self.chosen_year)
        super().__init__(data, with_progress(kept, self.chosen_year))
        self.filters["year"].extra["choices"] = [
            (str(year), f"{year} 年度") for year in all_years(today())
        ]
        self.filters["township"].queryset = Township.objects.visible_to(user)
        self.filters["station"].queryset = Station.objects.visible_to(user)

    @property
    def narrowed(self) -> bool:
        return any(self.data.get(name) for name in self.filters if name != "year")

    def facets(self) -> list[tuple[str, str, int]]:
        """Each condition with how many there are, and all of them under a blank key; whatever
        condition is asked for."""
        others = self.queryset.all()
        for name in ("text", "township", "kind", "station"):
            if name not in self.errors:
                others = self.filters[name].filter(others, self.form.cleaned_data[name])
        counts = others.aggregate(
            every=Count("pk"),
            **{key: Count("pk", filter=where) for key, (_, where) in CONDITIONS.items()},
        )
        return [
            ("", "全部", counts["every"]),
            *((key, label, counts[key]) for key, (label, _) in CONDITIONS.items()),
        ]

    def as_it_is(self, communities: QuerySet, name: str, value: str) -> QuerySet:
        return communities

    def search(self, communities: QuerySet, name: str, value: str) -> QuerySet:
        return communities.matching(tidy_text(value))

    def in_condition(self, communities: QuerySet, name: str, value: str) -> QuerySet:
        return communities.filter(CONDITIONS[value][1])


def chosen_year(data: QueryDict) -> int:
    years = {str(year): year for year in all_years(today())}
    return years.get(data.get("year", ""), open_years(today())[0])
