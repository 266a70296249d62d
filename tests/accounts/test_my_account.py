"""One's own account: the password, and what is said about it."""

import pytest
from django.test import Client

from accounts.permissions import Role
from audit.models import Event
from tests.accounts.signing import shown_in, sign_in
from tests.factories import PASSWORD, StationFactory, UserFactory
from tests.pages import text

pytestmark = pytest.mark.django_db

ADDRESS = "/office/account/password/"
NEW = "另一句 好记的话"


@pytest.fixture
def officer(client):
    StationFactory()
    user = UserFactory(username="minjing01", role=Role.OFFICER, password=PASSWORD)
    client.force_login(user)
    return user


def change(client, old=PASSWORD, new=NEW, again=None):
    return client.post(ADDRESS, {"old": old, "new": new, "again": again or new})


def test_my_account_tells_who_i_am_and_is_one_click_away(client, officer):
    page = shown_in(client.get("/office/account/"))
    for told in ("minjing01", "派出所民警", "甸阳派出所", "530521010000", "修改密码"):
        assert told in page
    assert "动态口令" not in page
    assert 'href="/office/account/"' in page


def test_the_rules_stand_beside_the_field(client, officer):
    assert "至少 8 个字符" in shown_in(client.get(ADDRESS))


def test_a_changed_password_holds_and_one_stays_signed_in(client, officer):
    assert change(client)["Location"] == "/office/account/"
    assert client.get("/office/account/").status_code == 200
    assert sign_in(Client(), "minjing01", NEW).status_code == 302
    assert sign_in(Client(), "minjing01", PASSWORD).status_code == 200
    (event,) = Event.objects.filter(verb="password_changed")
    assert (event.actor, event.data) == ("minjing01", {})


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"old": "wrong"}, "现在的密码不对"),
        ({"again": "another"}, "两次输入的新密码不一样"),
        ({"new": PASSWORD}, "和现在的一样"),
        ({"new": "short1"}, "至少要 8 个字符"),
        ({"new": "20261124203"}, "不能全是数字。"),
        ({"new": "minjing01"}, "密码不合要求"),
        ({"new": "Minjing01minjing01MINJING01"}, "密码里不能含有用户名"),
        ({"new": "password123"}, "不能是常见的弱密码。"),
        ({"new": "派出所民警派出所民警"}, "不能和用户名、岗位相近。"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(client, officer, given, told):
    officer.display_name = "派出所民警派出所民警"
    officer.save()
    assert told in shown_in(change(client, **given))
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_password_manager_is_told_whose_password_it_is(client, officer):
    field = '<input hidden type="text" autocomplete="username" value="minjing01" readonly>'
    assert field in text(client.get(ADDRESS))


def test_no_password_comes_back_in_the_page(client, officer):
    page = shown_in(change(client, old="wrong-secret", new="my-new-secret"))
    assert "wrong-secret" not in page
    assert "my-new-secret" not in page


def test_guessing_the_old_password_is_locked_out_as_a_sign_in_is(client, officer):
    replies = [change(client, old=f"guess {number}").status_code for number in range(6)]
    assert replies == [200, 200, 200, 200, 429, 429]
    assert change(client).status_code == 429
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_session_left_open_elsewhere_ends_with_the_old_password(client, officer):
    stolen = Client()
    stolen.cookies = client.cookies.copy()
    change(client)
    assert stolen.get("/office/account/").status_code == 302


def test_where_no_second_factor_is_asked_for_its_pages_lead_back(client, officer):
    for path in ("/office/account/device/", "/office/account/recovery-codes/"):
        assert client.get(path)["Location"] == "/office/account/"
    for path in ("/sign-in/code/", "/sign-in/enrolment/"):
        assert client.get(path)["Location"] == "/office/"
