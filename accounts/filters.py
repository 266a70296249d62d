"""How the list of accounts is narrowed down. Everything stays in the URL."""

from typing import Any

import django_filters
from django.db.models import Q

from accounts.forms import ROLES
from accounts.lockout import locked_until
from accounts.models import AccountState, User, UserQuerySet
from wufaan.filtering import ListFilter, search_box, select

STATES = [
    *AccountState.choices,
    ("locked", "登录受限"),
    ("new", "等待改密码"),
]


class AccountFilter(ListFilter):
    text = django_filters.CharFilter(
        method="search",
        widget=search_box("用户名或岗位"),
    )
    role = django_filters.ChoiceFilter(choices=ROLES, empty_label="全部角色", widget=select("角色"))
    station = django_filters.ChoiceFilter(
        field_name="station_code", empty_label="全部派出所", widget=select("派出所")
    )
    state = django_filters.ChoiceFilter(
        method="in_state", choices=STATES, empty_label="全部状态", widget=select("状态")
    )

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(self, *args: Any, stations: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["station"].extra["choices"] = list(stations.items())

    def search(self, accounts: UserQuerySet, name: str, value: str) -> UserQuerySet:
        value = value.strip()
        return accounts.filter(
            Q(username__contains=value.lower()) | Q(display_name__contains=value)
        )

    def in_state(self, accounts: UserQuerySet, name: str, value: str) -> UserQuerySet:
        if value == "locked":
            return accounts.filter(username__in=locked_until(accounts.values("username")))
        if value == "new":
            return accounts.filter(must_change_password=True)
        return accounts.filter(is_active=value == AccountState.ACTIVE)
