"""Who keeps guessing is locked out, by name, from one address soon and from anywhere later."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from audit.models import Event
from tests.accounts.signing import shown_in, sign_in
from tests.factories import PASSWORD, UserFactory
from wufaan.web import client_address

pytestmark = pytest.mark.django_db

LIMIT, LIMIT_ANYWHERE = 5, 20


def guess(times: int, username: str = "office", address: str = "10.0.0.1"):
    client = Client(REMOTE_ADDR=address)
    replies = [sign_in(client, username, "wrong") for _ in range(times)]
    return replies[-1]


def right_password(address: str, username: str = "office"):
    return sign_in(Client(REMOTE_ADDR=address), username).status_code


def test_the_fifth_wrong_password_locks_the_name_out_even_with_the_right_one(office):
    assert guess(LIMIT - 1).status_code == 200
    assert guess(1).status_code == 429
    assert right_password("10.0.0.1") == 429


def test_four_wrong_ones_and_a_right_one_begin_anew(office):
    guess(LIMIT - 1)
    assert right_password("10.0.0.1") == 302
    assert guess(LIMIT - 1).status_code == 200


def test_elsewhere_the_owner_still_gets_in_until_it_was_tried_from_everywhere(office):
    guess(LIMIT)
    assert right_password("10.0.0.2") == 302
    for number in range(LIMIT_ANYWHERE // 4):
        guess(4, address=f"10.0.1.{number}")
    assert right_password("10.0.0.3") == 429


def test_a_station_behind_one_address_is_never_locked_out_as_a_whole(office):
    for number in range(40):
        guess(1, username=f"colleague{number}")
    assert right_password("10.0.0.1") == 302


def test_another_browser_is_no_way_around(office):
    for number in range(LIMIT):
        reply = sign_in(Client(), "office", "wrong", headers={"user-agent": f"Browser {number}"})
    assert reply.status_code == 429


def test_it_ends_by_itself_and_trying_meanwhile_does_not_draw_it_out(office):
    guess(LIMIT)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    guess(3)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert right_password("10.0.0.1") == 302


def test_the_page_says_when_to_try_again_and_who_can_help(office):
    guess(LIMIT)
    half_past = timezone.now().replace(second=30)
    AccessAttempt.objects.update(attempt_time=half_past)
    page = shown_in(guess(1))
    ends = timezone.localtime(half_past + timedelta(minutes=16))
    assert f"{ends:%H:%M} 以后" in page
    assert "系统管理员" in page


def test_nothing_tells_a_name_that_nobody_has(office):
    def replies(username):
        given = [guess(1, username=username) for _ in range(LIMIT + 1)]
        return [(reply.status_code, shown_in(reply).replace(username, "")) for reply in given]

    known, unknown = replies("office"), replies("nobody")
    without_token = [
        [(s, p.split("csrfmiddlewaretoken")[0]) for s, p in r] for r in (known, unknown)
    ]
    assert without_token[0] == without_token[1]
    assert known[LIMIT][0] == 429


def test_a_closed_account_is_told_what_a_wrong_password_is_told(office):
    User.objects.filter(pk=office.pk).update(is_active=False)
    assert "用户名或密码不对" in shown_in(sign_in(Client(), "office"))


@pytest.mark.parametrize("username", ["office", "nobody", "closed", "system"])
def test_a_password_is_hashed_whoever_is_named(office, username, monkeypatch):
    """Else the time that an answer takes would tell who has an account."""
    UserFactory(username="closed", password=PASSWORD, is_active=False)
    hashed = []
    for method in ("encode", "verify"):
        plain = getattr(Argon2PasswordHasher, method)
        monkeypatch.setattr(
            Argon2PasswordHasher,
            method,
            lambda self, *a, _m=plain: hashed.append(1) or _m(self, *a),
        )
    sign_in(Client(), username, "wrong")
    assert len(hashed) == 1


def test_the_trail_tells_of_each_lock_once_and_of_no_stranger(office):
    guess(LIMIT + 3)
    guess(LIMIT, username="nobody")
    (event,) = Event.objects.filter(verb="account_locked_out")
    assert (event.actor, event.data) == ("office", {"address": "10.0.0.1"})


def test_no_password_is_kept_of_what_was_tried(office):
    guess(2)
    row = AccessAttempt.objects.get()
    assert "wrong" not in f"{row.get_data}{row.post_data}"


@pytest.mark.parametrize(
    ("proxy", "header", "address"),
    [
        (False, "1.2.3.4", "10.0.0.9"),
        (True, "1.2.3.4", "1.2.3.4"),
        (True, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (True, "", "10.0.0.9"),
    ],
)
def test_what_a_client_says_of_its_address_counts_only_behind_the_proxy(
    settings, proxy, header, address
):
    settings.BEHIND_HTTPS = proxy
    headers = {"x-forwarded-for": header}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.9")
    assert client_address(request) == address


def test_a_client_that_invents_addresses_is_locked_out_all_the_same(office):
    for number in range(LIMIT):
        headers = {"x-forwarded-for": f"1.2.3.{number}"}
        reply = sign_in(Client(), "office", "wrong", headers=headers)
    assert reply.status_code == 429
