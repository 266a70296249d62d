"""Who must show a second factor, and what a person still has to do before anything else."""

import unicodedata

from django.conf import settings
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from accounts.permissions import Role

ROLES = frozenset({Role.OFFICE, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR})
DIGITS = 6


def required_of(user: User) -> bool:
    return bool(settings.SECOND_FACTOR) and user.role in ROLES


def is_enrolled(user: User) -> bool:
    return bool(TOTPDevice.objects.devices_for_user(user, confirmed=True).exists())


def codes_left(user: User) -> int:
    """Recovery codes that have not been used."""
    return int(StaticToken.objects.filter(device__user=user).count())


def next_step(user: User) -> str | None:
    """The name of the one page that a person who gave the right password may use so far, None
    where they are in. First the second factor: a password alone must not change the password."""
    if required_of(user) and not user.is_verified():
        return "second-factor" if is_enrolled(user) else "enrolment"
    return "password" if user.must_change_password else None


def plain(code: str) -> str:
    """As typed, by whatever input method, to as issued: 「１２３ ４５６」 → 123456."""
    return "".join(c for c in unicodedata.normalize("NFKC", code).lower() if c.isalnum())


def is_totp(code: str) -> bool:
    """Else it can only be a recovery code: those are longer."""
    return len(code) == DIGITS and code.isdecimal()
