"""How made papers are narrowed down. Everything stays in the URL; the year is the tab's."""

import django_filters
from django.db.models import Q

from papers.kinds import KINDS
from papers.models import Paper, PaperQuerySet
from wufaan.filtering import ListFilter, search_box, select
from wufaan.normalise import printable


class PaperFilter(ListFilter):
    text = django_filters.CharFilter(method="search", widget=search_box("对象或文号"))
    kind = django_filters.ChoiceFilter(
        choices=[(kind.name, kind.title) for kind in KINDS.values()],
        empty_label="全部文种",
        widget=select("文种"),
    )

    class Meta:
        model = Paper
        fields: list[str] = []

    def search(self, papers: PaperQuerySet, name: str, value: str) -> PaperQuerySet:
        text = printable(value).strip()
        return papers.filter(Q(about_name__contains=text) | Q(number__contains=text))
