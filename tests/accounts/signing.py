"""What the tests of signing in share."""

import time

from django.contrib.sessions.models import Session
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from tests.factories import PASSWORD
from tests.pages import text


def sign_in(client, username: str, password: str = PASSWORD, **extra):
    return client.post("/sign-in/", {"username": username, "password": password}, **extra)


def code_of(key: str, steps: int = 0) -> str:
    """What a telephone with this key (hex) shows, `steps` half minutes from now. A test that
    needs several takes them in order: 0, then 1."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


def device_of(user: User) -> TOTPDevice:
    return TOTPDevice.objects.get(user=user)


def enrolled(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="动态口令")


def leave_idle(minutes: int) -> None:
    """As if nobody had used any session for so long."""
    for row in Session.objects.all():
        store = row.get_session_store_class()(row.session_key)
        store["seen"] = int(time.time()) - 60 * minutes
        store.save()


def shown_in(response) -> str:
    return text(response)
