"""Signing in and out."""

import pytest

from accounts.models import User
from accounts.permissions import Role
from tests.factories import PASSWORD
from tests.pages import text

pytestmark = pytest.mark.django_db


def sign_in(client, password=PASSWORD, **extra):
    data = {"username": "office", "password": password, **extra}
    return client.post("/sign-in/", data)


def test_signing_in_leads_to_where_one_wanted_to_go(client, office):
    assert sign_in(client, next="/office/jobs/")["Location"] == "/office/jobs/"


@pytest.mark.parametrize("typed", ["OFFICE", " Office ", "ｏｆｆｉｃｅ"])
def test_a_name_counts_however_its_letters_were_typed(client, office, typed):
    data = {"username": typed, "password": PASSWORD}
    assert client.post("/sign-in/", data)["Location"] == "/office/"


def test_or_else_to_the_work(client, office):
    assert sign_in(client)["Location"] == "/office/"


def test_never_to_another_site(client, office):
    assert sign_in(client, next="https://example.com/")["Location"] == "/office/"


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client, office):
    wrong = text(sign_in(client, password="wrong"))
    office.delete()
    unknown = text(sign_in(client))
    assert "用户名或密码不对" in wrong
    assert "用户名或密码不对" in unknown


def test_a_closed_account_cannot_sign_in(client, office):
    User.objects.filter(pk=office.pk).update(is_active=False)
    assert sign_in(client).status_code == 200


def test_nobody_signs_in_as_the_system(client, db):
    User.objects.filter(role=Role.SYSTEM).update(username="office")
    assert sign_in(client, password="").status_code == 200
    assert sign_in(client, password="!").status_code == 200


def test_signing_out_takes_a_post_and_leads_home(client, office):
    client.force_login(office)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    assert client.get("/office/").status_code == 302
