"""The administrator's screens, and what they must not do."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import actions
from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from tests.accounts.signing import enrolled, shown_in, sign_in
from tests.factories import PASSWORD, STATION_CODE, StationFactory, UserFactory
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

LIST, NEW = "/office/accounts/", "/office/accounts/new/"
VERBS = ("password", "closing", "opening", "unlocking", "second-factor")


@pytest.fixture
def administrator(client):
    user = UserFactory(username="guanli", role=Role.ADMINISTRATOR, password=PASSWORD)
    client.force_login(user)
    return user


@pytest.fixture
def officer():
    StationFactory()
    return UserFactory(
        username="minjing01", display_name="内勤", role=Role.OFFICER, password=PASSWORD
    )


def page_of(user: User) -> str:
    return f"{LIST}{user.pk}/"


def press(client, user: User, verb: str) -> str:
    return shown_in(client.post(f"{page_of(user)}{verb}/", follow=True))


def form(**changes) -> dict:
    return {
        "username": "minjing02",
        "display_name": "甸阳派出所内勤",
        "role": "officer",
        "station_code": STATION_CODE,
    } | changes


def one_time_password(page: str) -> str:
    return re.search(r'<code class="key">([a-z0-9-]+)</code>', page)[1]


# ---- Who ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OFFICE, Role.LEADING, Role.AUDITOR])
def test_nobody_else_finds_these_pages(client, role, officer):
    client.force_login(UserFactory(role=role))
    for path in (LIST, NEW, page_of(officer)):
        assert client.get(path).status_code == 404
        assert client.post(path, form()).status_code in (404, 405)
    for verb in VERBS:
        assert client.post(f"{page_of(officer)}{verb}/").status_code == 404
    officer.refresh_from_db()
    assert officer.is_active
    assert officer.check_password(PASSWORD)


def test_the_robot_s_account_is_nobody_s_to_touch(client, administrator):
    robot = User.objects.system()
    assert robot.username not in re.findall(
        r'<a href="/office/accounts/\d+/">(\w+)', shown_in(client.get(LIST))
    )
    assert client.get(page_of(robot)).status_code == 404
    assert client.post(f"{page_of(robot)}password/").status_code == 404


def test_no_account_can_be_deleted(client, administrator, officer):
    assert client.delete(page_of(officer)).status_code == 405


# ---- The list -----------------------------------------------------------------------------


def names(client, query="") -> list[str]:
    rows = re.findall(
        r'<a href="/office/accounts/\d+/">(\S+)</a></th>', shown_in(client.get(LIST + query))
    )
    return rows


def test_the_list_is_narrowed_by_role_station_state_and_text(client, administrator, officer):
    UserFactory(username="bangongshi", display_name="治安大队内勤", role=Role.OFFICE)
    UserFactory(username="shenji", role=Role.AUDITOR, is_active=False)
    assert names(client) == ["bangongshi", "guanli", "minjing01", "shenji"]
    assert names(client, "?role=office") == ["bangongshi"]
    assert names(client, f"?station={STATION_CODE}") == ["minjing01"]
    assert names(client, "?state=closed") == ["shenji"]
    assert names(client, "?text=治安") == ["bangongshi"]
    assert names(client, "?text=GUAN") == ["guanli"]
    for _ in range(5):
        sign_in(Client(), "minjing01", "wrong")
    assert names(client, "?state=locked") == ["minjing01"]
    page = shown_in(client.get(LIST))
    assert page.count("登录受限至") == 1
    assert "甸阳派出所" in page
    assert "没有符合条件的账号" in shown_in(client.get(LIST + "?text=无此人"))


def test_more_accounts_take_no_more_queries(
    client, administrator, officer, django_assert_max_num_queries
):
    counts = []
    for size in (1, 12):
        for number in range(size):
            user = UserFactory(role=Role.OFFICER)
            sign_in(Client(), user.username, f"wrong {number}")
        with django_assert_max_num_queries(20) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# ---- A new account ------------------------------------------------------------------------


def test_a_new_account_gets_a_password_for_one_sign_in_shown_once(client, administrator, officer):
    page = shown_in(client.post(NEW, form(), follow=True))
    user = User.objects.get(username="minjing02")
    password = one_time_password(page)
    assert password not in shown_in(client.get(page_of(user)))
    assert password not in str(list(Event.objects.values_list("data", flat=True)))

    theirs = Client()
    assert sign_in(theirs, "minjing02", password).status_code == 302
    step = theirs.get("/office/")["Location"]
    assert step.startswith("/office/account/password/")
    assert theirs.get("/office/account/").status_code == 302
    assert "一次性密码" in shown_in(theirs.get(step))
    theirs.post(step, {"old": password, "new": "自己的一句 新密码", "again": "自己的一句 新密码"})
    assert theirs.get("/office/account/").status_code == 200


def test_a_mistake_keeps_what_was_typed(client, administrator, officer):
    page = shown_in(client.post(NEW, form(username="minjing01")))
    assert "已被使用" in page
    assert 'value="甸阳派出所内勤"' in page


def test_the_station_is_not_said_to_be_optional(client, administrator, officer):
    for path in (NEW, page_of(officer)):
        assert "可不填" not in shown_in(client.get(path))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"username": "Min Jing"}, "用户名要 3 到 30 位"),
        ({"username": "13800138000"}, "手机号码"),
        ({"display_name": "内勤13800138000"}, "手机号码"),
        ({"station_code": ""}, "要选所在的派出所"),
        ({"role": "office"}, "角色是“领导小组办公室”的，派出所请留空"),
        ({"station_code": "530521990000"}, "530521990000"),
        ({"role": "system"}, "system"),
    ],
)
def test_what_an_account_must_not_be(client, administrator, officer, changes, told):
    assert told in shown_in(client.post(NEW, form(**changes)))
    assert not User.objects.filter(display_name__startswith="甸阳派出所").exists()


def test_a_double_click_opens_one_account(client, administrator, officer):
    client.post(NEW, form())
    assert "已被使用" in shown_in(client.post(NEW, form()))
    assert User.objects.filter(username="minjing02").count() == 1


# ---- Changes ------------------------------------------------------------------------------


def test_role_station_and_post_are_changed_and_the_trail_says_from_what(
    client, administrator, officer
):
    changes = {"display_name": "治安大队内勤", "role": "office", "station_code": STATION_CODE}
    assert "派出所请留空" in shown_in(client.post(page_of(officer), changes))
    assert not Event.objects.filter(verb="account_changed").exists()
    changes["station_code"] = ""
    client.post(page_of(officer), changes)
    officer.refresh_from_db()
    assert (officer.role, officer.station_code) == ("office", "")
    (event,) = Event.objects.filter(verb="account_changed")
    assert event.actor == "guanli"
    assert event.data["before"] == {
        "display_name": "内勤", "role": "officer", "station_code": STATION_CODE,
    }  # fmt: skip
    client.post(page_of(officer), changes)
    assert Event.objects.filter(verb="account_changed").count() == 1


def test_at_another_station_the_post_is_asked_for_and_the_former_one_is_kept(
    client, administrator, officer
):
    StationFactory(code="530521020000", name="由旺派出所")
    moved = form(display_name="内勤", station_code="530521020000")
    page = shown_in(client.post(page_of(officer), moved))
    assert "“内勤”是原来的岗位，请写明在新派出所的岗位" in page
    assert 'value="530521020000" selected' in page
    client.post(page_of(officer), moved | {"display_name": "由旺派出所内勤"})
    page = shown_in(client.get(page_of(officer)))
    assert "由旺派出所内勤" in page
    assert re.search("内勤，甸阳派出所.*到 .* 为止", page)


def test_a_former_post_is_kept_whoever_changes_it_and_finds_what_was_done_under_it(officer, client):
    actions.change_user(
        account=officer,
        display_name="甸阳派出所内勤",
        role=Role.OFFICER,
        station_code=STATION_CODE,
        by=officer,
    )
    User.objects.filter(pk=officer.pk).update(display_name="社区警务", former_posts=[])
    officer.refresh_from_db()
    assert [post["display_name"] for post in officer.former_posts] == ["内勤", "甸阳派出所内勤"]
    client.force_login(UserFactory(role=Role.AUDITOR))
    assert "minjing01" in shown_in(client.get("/office/audit/?actor=内勤"))
    assert "minjing01" not in shown_in(client.get("/office/audit/?actor=内"))


def test_a_reset_password_ends_the_session_and_must_be_changed(client, administrator, officer):
    theirs = Client()
    sign_in(theirs, "minjing01")
    password = one_time_password(press(client, officer, "password"))
    assert theirs.get("/office/account/").status_code == 302
    assert sign_in(Client(), "minjing01").status_code == 200
    sign_in(theirs, "minjing01", password)
    assert theirs.get("/office/")["Location"].startswith("/office/account/password/")


def test_closing_signs_out_at_once_and_opening_lets_in_again(client, administrator, officer):
    theirs = Client()
    sign_in(theirs, "minjing01")
    assert "已停用" in press(client, officer, "closing")
    assert theirs.get("/office/account/").status_code == 302
    assert sign_in(Client(), "minjing01").status_code == 200
    assert "不用再停" in press(client, officer, "closing")
    assert "可以登录" in press(client, officer, "opening")
    assert theirs.get("/office/account/").status_code == 302
    sign_in(theirs, "minjing01")
    press(client, officer, "closing")
    press(client, officer, "opening")
    assert theirs.get("/office/account/").status_code == 302
    told = shown_in(theirs.get("/sign-in/"))
    assert "停用过" in told
    assert "在别处登录" not in told
    assert sign_in(Client(), "minjing01").status_code == 302


def test_who_was_locked_out_is_let_in(client, administrator, officer):
    for _ in range(5):
        sign_in(Client(), "minjing01", "wrong")
    page = shown_in(client.get(page_of(officer)))
    assert "解除登录限制" in page
    until = re.search(r"(\d\d:\d\d) 以后", shown_in(sign_in(Client(), "minjing01")))[1]
    assert f"登录受限至 {until}" in page
    assert f"{until} 前不能登录" in page
    press(client, officer, "unlocking")
    assert sign_in(Client(), "minjing01").status_code == 302
    assert Event.objects.filter(verb="account_unlocked", actor="guanli").count() == 1
    assert "没有被限制" in press(client, officer, "unlocking")


def test_a_reset_second_factor_signs_out_and_is_bound_anew(client, administrator, settings):
    office = UserFactory(username="office", role=Role.OFFICE, password=PASSWORD)
    enrolled(office)
    theirs = Client()
    sign_in(theirs, "office")
    assert "重新绑定手机" in press(client, office, "second-factor")
    settings.SECOND_FACTOR = True
    assert theirs.get("/office/")["Location"].startswith("/sign-in/?next")
    told = shown_in(theirs.get("/sign-in/"))
    assert "系统管理员重置了这个账号的动态口令" in told
    assert "在别处登录" not in told
    sign_in(theirs, "office")
    assert theirs.get("/office/")["Location"].startswith("/sign-in/enrolment/")


# ---- What nobody may do -------------------------------------------------------------------


def test_nobody_locks_resets_or_demotes_themselves(client, administrator):
    UserFactory(role=Role.ADMINISTRATOR)
    enrolled(administrator)
    for verb in ("password", "closing", "second-factor"):
        assert "自己的" in press(client, administrator, verb)
    page = shown_in(
        client.post(page_of(administrator), {"display_name": "系统管理员", "role": "office"})
    )
    assert "不能改自己的角色" in page
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.role == Role.ADMINISTRATOR
    assert administrator.check_password(PASSWORD)


def test_the_last_active_administrator_stays(administrator):
    robot = User.objects.system()
    UserFactory(role=Role.ADMINISTRATOR, is_active=False)
    with pytest.raises(DomainError, match="最后一个"):
        actions.close(account=administrator, by=robot)
    with pytest.raises(DomainError, match="最后一个"):
        actions.change_user(account=administrator, display_name="内勤", role=Role.OFFICE, by=robot)
    second = UserFactory(role=Role.ADMINISTRATOR)
    actions.close(account=administrator, by=second)
    with pytest.raises(DomainError, match="最后一个"):
        actions.close(account=second, by=administrator)


def test_other_changes_to_the_last_administrator_are_none_of_that(administrator):
    actions.change_user(
        account=administrator, display_name="网安岗", role=Role.ADMINISTRATOR, by=administrator
    )
    administrator.refresh_from_db()
    assert administrator.display_name == "网安岗"


# ---- The command --------------------------------------------------------------------------


def create_account(monkeypatch, *arguments, password=PASSWORD) -> str:
    monkeypatch.setattr("sys.stdin", StringIO(f"{password}\n"))
    out = StringIO()
    call_command("create_account", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_account_is_made_on_the_server(monkeypatch):
    told = create_account(monkeypatch, "guanli", "administrator", "--display-name", "系统管理员")
    assert "已新建账号 guanli" in told
    assert sign_in(Client(), "guanli")["Location"] == "/office/"


def test_the_command_refuses_what_the_page_refuses(monkeypatch):
    with pytest.raises(CommandError, match="密码不合要求"):
        create_account(monkeypatch, "office", "office", "--display-name", "内勤", password="123")
    with pytest.raises(CommandError, match="station-code"):
        create_account(monkeypatch, "minjing", "officer", "--display-name", "内勤")


def test_the_command_asks_a_person_and_only_once_the_rest_is_right(monkeypatch):
    asked = []
    terminal = StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or PASSWORD)
    with pytest.raises(CommandError, match="用户名"):
        call_command("create_account", "内勤", "office", "--display-name", "内勤")
    arguments = ("minjing", "officer", "--display-name", "内勤", "--station-code", "5305")
    with pytest.raises(CommandError, match="12 位"):
        call_command("create_account", *arguments)
    assert not asked
    call_command("create_account", "neiqin", "office", "--display-name", "内勤", stdout=StringIO())
    assert asked == ["密码："]


def test_the_command_without_a_terminal_or_a_password_says_so(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match="没有读到密码"):
        call_command("create_account", "neiqin", "office", "--display-name", "内勤")


def test_a_station_that_nobody_knows_is_told(monkeypatch):
    arguments = ("minjing", "officer", "--display-name", "内勤", "--station-code", "530521990000")
    assert "还没有代码为 530521990000 的派出所" in create_account(monkeypatch, *arguments)
