"""Opening, changing, closing accounts. None is ever deleted: what it did stays its own."""

import re

from axes.utils import reset
from django.db import transaction

from accounts.actions.locking import locked, not_oneself, some_administrator_stays
from accounts.actions.passwords import set_valid_password
from accounts.models import User
from accounts.permissions import Role
from accounts.sessions import nobody_s
from audit import actions as audit
from wufaan.errors import DomainError
from wufaan.texts import checked_text

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
_FIELDS = ["display_name", "role", "station_code"]


@transaction.atomic
def create_user(
    *,
    username: str,
    display_name: str,
    role: Role,
    password: str,
    station_code: str = "",
    must_change_password: bool = False,
    by: User,
) -> User:
    """Open an account. Refuses a taken name and a weak password."""
    user = unopened(
        username=username, display_name=display_name, role=role, station_code=station_code
    )
    user.must_change_password = must_change_password
    set_valid_password(user, password)
    user.save()
    data = {"role": role, "station_code": user.station_code}
    audit.record(verb="account_created", subject=user, by=by, data=data)
    return user


def unopened(*, username: str, display_name: str, role: Role, station_code: str = "") -> User:
    """The account as it would be, without a password, not kept: to refuse it before anyone is
    asked for one."""
    if not _USERNAME.fullmatch(username):
        raise DomainError(
            "用户名要 3 到 30 位，用小写字母和数字，可带点、横线和下划线，例如 minjing01。"
        )
    if User.objects.filter(username=username).exists():
        raise DomainError(f"用户名“{username}”已被使用，请换一个。")
    checked_text(username, User.username.field)
    user = User(username=username)
    _fill(user, display_name, role, station_code)
    return user


@transaction.atomic
def change_user(
    *, account: User, display_name: str, role: Role, station_code: str = "", by: User
) -> User:
    """Another post name, role or station. The permissions of the new role hold from the next
    click on. What was signed before keeps the post of then; at another station it is another."""
    if role != Role.ADMINISTRATOR:
        some_administrator_stays(account)
    account = locked(account)
    if role != account.role:
        not_oneself(account, by, "不能改自己的角色，请由另一位系统管理员来改。")
    before = {field: getattr(account, field) for field in _FIELDS}
    _fill(account, display_name, role, station_code)
    _asks_for_the_post(account, before)
    after = {field: getattr(account, field) for field in _FIELDS}
    if after != before:
        account.save(update_fields=_FIELDS)
        data = {"before": before, "after": after}
        audit.record(verb="account_changed", subject=account, by=by, data=data)
    return account


@transaction.atomic
def move_to_station(*, former: str, station_code: str, by: User) -> None:
    """All accounts of a station that has become part of another, codes told. Their posts keep what
    they are called until somebody renames them."""
    accounts = list(User.objects.select_for_update().filter(station_code=former).order_by("pk"))
    User.objects.filter(pk__in=[a.pk for a in accounts]).update(station_code=station_code)
    sides = {"before": {"station_code": former}, "after": {"station_code": station_code}}
    subjects = [(account, sides) for account in accounts]
    audit.record_many(verb="account_changed", subjects=subjects, by=by)


@transaction.atomic
def close(*, account: User, by: User) -> User:
    """Who is signed in with it is signed out."""
    not_oneself(account, by, "不能停用自己的账号，请由另一位系统管理员来停用。")
    some_administrator_stays(account)
    account = locked(account)
    if not account.is_active:
        raise DomainError(f"账号 {account.username} 已经停用，不用再停。")
    account.is_active = False
    # Opened again, it must not go on where it was.
    account.session_token = nobody_s("closed")
    account.save(update_fields=["is_active", "session_token"])
    audit.record(verb="account_closed", subject=account, by=by)
    return account


@transaction.atomic
def open_again(*, account: User, by: User) -> User:
    account = locked(account)
    if account.is_active:
        raise DomainError(f"账号 {account.username} 正在使用，不用再启用。")
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(verb="account_opened", subject=account, by=by)
    return account


@transaction.atomic
def unlock(*, account: User, by: User) -> None:
    """Forget the failed sign-ins of this name, from every address."""
    if not reset(username=account.username):
        raise DomainError(f"账号 {account.username} 没有被限制登录，可以直接登录。")
    audit.record(verb="account_unlocked", subject=account, by=by)


def _asks_for_the_post(moved: User, before: dict[str, str]) -> None:
    stations = (before["station_code"], moved.station_code)
    if (
        all(stations)
        and stations[0] != stations[1]
        and moved.display_name == before["display_name"]
    ):
        raise DomainError(
            f"账号调到了另一个派出所，“{moved.display_name}”是原来的岗位，请写明在新派出所的岗位。",
            field="display_name",
        )


def _fill(user: User, display_name: str, role: Role, station_code: str) -> None:
    display_name = checked_text(display_name, User.display_name.field)
    if role not in set(Role.values) - {Role.SYSTEM}:
        raise DomainError("请从列出的角色里选一个。")
    if role == Role.OFFICER and not station_code:
        raise DomainError("派出所民警要选所在的派出所。", field="station_code")
    if role != Role.OFFICER and station_code:
        text = f"只有派出所民警属于派出所。角色是“{Role(role).label}”的，派出所请留空。"
        raise DomainError(text, field="station_code")
    user.display_name, user.role, user.station_code = display_name, role, station_code
