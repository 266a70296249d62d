"""What several verbs begin with."""

from accounts.models import User
from accounts.permissions import Role
from wufaan.errors import DomainError


def locked(account: User) -> User:
    """The row as it is now, until the transaction ends."""
    return User.objects.select_for_update().get(pk=account.pk)


def not_oneself(account: User, by: User, instead: str) -> None:
    if account.pk == by.pk:
        raise DomainError(instead)


def some_administrator_stays(account: User) -> None:
    """Refuse to take away the last one. All of them are locked, in one order: two who close each
    other at the same moment wait for each other, and the second finds itself the last."""
    administrators = User.objects.active_administrators().order_by("pk").select_for_update()
    if [a.pk for a in administrators] == [account.pk] and account.role == Role.ADMINISTRATOR:
        raise DomainError("这是最后一个启用的系统管理员账号，请先新建或启用另一个。")
