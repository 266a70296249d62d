"""How the list of work records is narrowed down. Everything stays in the URL."""

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from communities.heads import all_years, open_years
from communities.models import Community, CommunityKind, Station, Township
from communities.work import IS_SHORT, keeping_records, with_progress
from wufaan.clock import today
from wufaan.filtering import FacetedFilter, search_box, select
from wufaan.typed import tidy_text

# What a community's year can be like, by the fields of `with_progress`.
CONDITIONS = {
    "untouched": ("没有开始", Q(done=0, under_way=0)),
    "unfinished": ("还没完成", Q(done__lt=F("heads"))),
    "finished": ("全部完成", Q(done=F("heads"))),
    "short": ("信息员不足", IS_SHORT),
}


class WorkFilter(FacetedFilter):
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

    conditions = CONDITIONS

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

    @property
    def asked(self) -> int:
        """The year is always set."""
        return super().asked - 1

    def as_it_is(self, communities: QuerySet, name: str, value: str) -> QuerySet:
        return communities

    def search(self, communities: QuerySet, name: str, value: str) -> QuerySet:
        return communities.matching(tidy_text(value))


def chosen_year(data: QueryDict) -> int:
    years = {str(year): year for year in all_years(today())}
    return years.get(data.get("year", ""), open_years(today())[0])
