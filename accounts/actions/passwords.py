"""Passwords: one's own changed, another's reset. No password is ever recorded or shown again."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actions.locking import locked, not_oneself
from accounts.models import User
from audit import actions as audit
from wufaan.errors import DomainError

# Without what is misread on a screen, on paper or over the telephone. Five bits each.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def easy_to_read(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


# Why Django's validators refuse one. Their own words are partly English.
_WEAK = {
    "password_too_short": "至少要 8 个字符",
    "password_too_similar": "不能和用户名、岗位相近",
    "password_too_common": "不能是常见的弱密码",
    "password_entirely_numeric": "不能全是数字",
}


def one_time_password() -> str:
    """Such as k7mq-x3vw-9hbt."""
    return "-".join(easy_to_read(4) for _ in range(3))


def set_valid_password(user: User, password: str) -> None:
    """Set but not saved. Refuses a weak one."""
    if user.username in password.lower():
        raise DomainError("密码不合要求：密码里不能含有用户名。")
    try:
        validate_password(password, user)
    except ValidationError as error:
        why = "，".join(_WEAK[str(each.code)] for each in error.error_list)
        raise DomainError(f"密码不合要求：{why}。") from error
    user.set_password(password)


@transaction.atomic
def change_password(*, account: User, password: str, by: User) -> User:
    """One's own; who asks has just given the old one. Every other session of theirs ends."""
    account = locked(account)
    if account.check_password(password):
        raise DomainError("新密码和现在的一样，请换一个。")
    set_valid_password(account, password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    audit.record(verb="password_changed", subject=account, by=by)
    return account


@transaction.atomic
def reset_password(*, account: User, by: User) -> str:
    """Returns a password for one sign-in, after which another must be set. Whoever is signed in
    with the old one is signed out."""
    not_oneself(account, by, "自己的密码请在“我的账号”里修改。")
    account = locked(account)
    password = one_time_password()
    set_valid_password(account, password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    audit.record(verb="password_reset", subject=account, by=by)
    return password
