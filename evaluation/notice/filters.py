"""How the list of objections is narrowed down. Everything stays in the URL."""

import django_filters
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import Permission
from evaluation.notice.models import (
    Notice,
    Objection,
    ObjectionChannel,
    ObjectionQuerySet,
    ObjectionState,
)
from wufaan.clock import today
from wufaan.filtering import ListFilter, select


def _years(request: HttpRequest | None = None) -> list[tuple[int, str]]:
    years = Notice.objects.order_by("-cycle__year").values_list("cycle__year", flat=True)
    years = years.distinct()
    return [(year, f"{year} 年度") for year in years]


def _accounts(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    """Whoever has one, and whoever could get one."""
    has = User.objects.filter(pk__in=Objection.objects.order_by().values("assigned_to"))
    found = (has | User.objects.who_can(Permission.HANDLE_OBJECTIONS)).distinct()
    named = [(str(u.pk), f"{u.display_name}（{u.username}）") for u in found]
    return [("none", "没有指定经办人"), *named]


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
    assigned = django_filters.ChoiceFilter(
        method="narrow_assigned",
        choices=_accounts,
        empty_label="全部经办人",
        widget=select("经办人"),
    )
    due = django_filters.ChoiceFilter(
        method="narrow_due",
        choices=[("overdue", "已超期")],
        empty_label="全部期限",
        widget=select("答复期限"),
    )

    def narrow_assigned(self, rows: ObjectionQuerySet, name: str, value: str) -> ObjectionQuerySet:
        return rows.filter(assigned_to=None if value == "none" else int(value))

    def narrow_due(self, rows: ObjectionQuerySet, name: str, value: str) -> ObjectionQuerySet:
        return rows.overdue(today())

    class Meta:
        model = Objection
        fields: list[str] = []
