"""How the satisfaction of a year is narrowed down. Everything stays in the URL."""

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from accounts.models import User
from communities.models import Community, CommunityKind, CommunityQuerySet, Township
from evaluation.year.rules import SATISFACTION_PERCENT
from evaluation.year.satisfaction import FEW
from evaluation.year.surveys import is_low
from wufaan.filtering import ConditionFilter, search_box, select
from wufaan.normalise import tidy_text

# By the fields of surveys.surveyed.
CONDITIONS = {
    "missing": ("没有测评", Q(respondents=None)),
    "low": (f"低于 {SATISFACTION_PERCENT}%", is_low()),
    "few": (f"受访不足 {FEW} 人", Q(respondents__lt=FEW)),
}


class SurveyFilter(ConditionFilter):
    finds_places = True

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
    condition = django_filters.ChoiceFilter(
        method="in_condition",
        choices=[(key, label) for key, (label, _) in CONDITIONS.items()],
        widget=forms.HiddenInput,
    )

    conditions = CONDITIONS

    class Meta:
        model = Community
        fields: list[str] = []

    def __init__(
        self, data: QueryDict | None, communities: CommunityQuerySet, *, user: User
    ) -> None:
        super().__init__(data, communities)
        self.offer("township", Township.objects.visible_to(user))

    def search(self, communities: CommunityQuerySet, name: str, value: str) -> CommunityQuerySet:
        return communities.matching(tidy_text(value))
