"""How the list of work records is narrowed down. Everything stays in the URL."""

import django_filters
from django import forms
from django.db.models import F, Q
from django.http import QueryDict

from accounts.models import User
from communities.filters import PlaceFilter
from communities.heads import all_years, open_years
from communities.models import Community, CommunityQuerySet
from communities.work import IS_SHORT, keeping_records, with_progress
from wufaan.clock import today
from wufaan.filtering import ConditionFilter, select

# What a community's year can be like, by the fields of `with_progress`.
CONDITIONS = {
    "untouched": ("没有开始", Q(done=0, under_way=0)),
    "unfinished": ("还没完成", Q(done__lt=F("heads"))),
    "finished": ("全部完成", Q(done=F("heads"))),
    "short": ("信息员不足", IS_SHORT),
}


class WorkFilter(PlaceFilter, ConditionFilter):
    """`year` says whose record is looked at; blank or unknown, that which is being kept."""

    year = django_filters.ChoiceFilter(method="as_it_is", empty_label=None, widget=select("年度"))
    condition = django_filters.ChoiceFilter(
        method="in_condition",
        choices=[(key, label) for key, (label, _) in CONDITIONS.items()],
        widget=forms.HiddenInput,
    )

    conditions = CONDITIONS

    def __init__(self, data: QueryDict, *, user: User) -> None:
        self.chosen_year = chosen_year(data)
        data = data.copy()
        data["year"] = str(self.chosen_year)
        kept = keeping_records(Community.objects.visible_to(user), self.chosen_year)
        super().__init__(data, with_progress(kept, self.chosen_year), user=user)
        self.filters["year"].extra["choices"] = [
            (str(year), f"{year} 年度") for year in all_years(today())
        ]
        self.filters.move_to_end("year", last=False)

    @property
    def narrowed(self) -> bool:
        return any((self.data or {}).get(name) for name in self.filters if name != "year")

    @property
    def asked(self) -> int:
        """The year is always set."""
        return super().asked - 1

    def as_it_is(self, communities: CommunityQuerySet, name: str, value: str) -> CommunityQuerySet:
        return communities


def chosen_year(data: QueryDict) -> int:
    years = {str(year): year for year in all_years(today())}
    return years.get(data.get("year", ""), open_years(today())[0])
