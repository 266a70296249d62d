"""How long a sign-in lasts, and how one comes back to what one was doing."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Role
from accounts.tasks import forget_sessions
from evaluation.models import Cycle
from jobs.models import Job, State
from tests.accounts.signing import leave_idle, shown_in, sign_in
from tests.factories import PASSWORD, CommunityFactory, UserFactory, assessed_cycle
from wufaan.web import FORMS_KEPT, TYPED, TYPED_LIMIT

pytestmark = pytest.mark.django_db

FORM = "/office/cycles/2025/settings/"
TYPED_IN = {"issuer": "某县人民政府", "target_percent": "abc"}
HTMX = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{FORM}"}


@pytest.fixture
def cycle():
    return assessed_cycle(2025)


@pytest.fixture
def expired(client, office, cycle):
    """A browser in which nobody did anything for half an hour."""
    client.force_login(office)
    leave_idle(31)
    return client


def asked_to_sign_in(response) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/sign-in/")


def notes(client) -> str:
    return shown_in(client.get("/sign-in/"))


# ---- Idle ---------------------------------------------------------------------------------


def test_a_session_that_nobody_uses_ends_and_says_why(expired):
    assert asked_to_sign_in(expired.get("/office/cycles/"))
    assert "30 分钟没有操作" in notes(expired)


def test_one_that_is_used_does_not(client, office):
    client.force_login(office)
    for _ in range(3):
        leave_idle(29)
        assert client.get("/office/cycles/").status_code == 200


def test_how_long_is_a_setting(client, office, settings):
    settings.IDLE_MINUTES = 5
    client.force_login(office)
    leave_idle(6)
    assert asked_to_sign_in(client.get("/office/cycles/"))


def test_a_page_that_asks_by_itself_does_not_keep_the_session_alive(client, office):
    client.force_login(office)
    job = Job.objects.create(
        kind="assess", key="k", state=State.RUNNING, queued_at=timezone.now(), created_by=office
    )
    address, poll = f"/office/jobs/{job.pk}/", {"HX-Request": "true", "X-Poll": "1"}
    leave_idle(20)
    assert "X-Poll" in shown_in(client.get(address, headers=poll))
    leave_idle(31)
    reply = client.get(address, headers=poll | {"HX-Current-URL": f"http://testserver{address}"})
    assert reply["HX-Redirect"] == f"/sign-in/?next={address}"
    assert reply.content == b""
    assert "30 分钟没有操作" in notes(client)


def test_polling_leaves_the_clock_alone_and_a_click_sets_it(client, office):
    client.force_login(office)
    leave_idle(20)
    before = client.session["seen"]
    client.get("/office/cycles/", headers={"X-Poll": "1"})
    assert client.session["seen"] == before
    client.get("/office/cycles/")
    assert client.session["seen"] > before


def test_a_page_that_reloads_without_scripts_leaves_the_clock_alone(client, office):
    client.force_login(office)
    job = Job.objects.create(
        kind="assess", key="k", state=State.RUNNING, queued_at=timezone.now(), created_by=office
    )
    address = f"/office/jobs/{job.pk}/"
    reload = re.search(r'content="3; url=([^"]+)"', shown_in(client.get(address)))[1]
    leave_idle(20)
    before = client.session["seen"]
    client.get(f"{address}{reload}")
    assert client.session["seen"] == before


def test_public_pages_stay_open_to_whose_session_ended(expired):
    reply = expired.get("/")
    assert ">登录<" in shown_in(reply)
    assert "sessionid" not in reply.cookies, "a shared cache may keep this page"
    assert "30 分钟没有操作" in notes(expired)


# ---- One session a person -----------------------------------------------------------------


def test_signing_in_elsewhere_ends_the_earlier_session_and_tells_it_so(client, office):
    elsewhere = Client()
    sign_in(client, "office")
    sign_in(elsewhere, "office")
    assert elsewhere.get("/office/cycles/").status_code == 200
    assert asked_to_sign_in(client.get("/office/cycles/"))
    assert "在别处登录" in notes(client)
    assert elsewhere.get("/office/cycles/").status_code == 200


def test_the_key_of_a_session_changes_with_signing_in(client, office):
    """Or somebody could prepare a session and wait for another to sign in with it."""
    session = client.session
    session["prepared"] = 1
    session.save()
    prepared = session.session_key
    sign_in(client, "office")
    assert client.session.session_key != prepared
    assert not Session.objects.filter(session_key=prepared).exists()


def test_an_account_that_is_closed_and_opened_again_signs_in_anew(client, office):
    client.force_login(office)
    User.objects.filter(pk=office.pk).update(is_active=False)
    assert asked_to_sign_in(client.get("/office/cycles/"))
    User.objects.filter(pk=office.pk).update(is_active=True)
    assert asked_to_sign_in(client.get("/office/cycles/"))


def test_a_session_ends_with_the_browser(client, office):
    reply = sign_in(client, "office")
    assert reply.cookies["sessionid"]["max-age"] == ""
    assert reply.cookies["sessionid"]["httponly"]


# ---- Back to the form ---------------------------------------------------------------------


def test_what_was_typed_is_there_again_after_signing_in_and_nothing_was_done(expired, office):
    reply = expired.post(FORM, TYPED_IN | {"csrfmiddlewaretoken": "x"})
    assert reply["Location"] == f"/sign-in/?next={FORM}"
    assert "已经保留" in notes(expired)
    assert sign_in(expired, "office", QUERY_STRING=f"next={FORM}")["Location"] == FORM
    page = shown_in(expired.get(FORM))
    assert 'value="某县人民政府"' in page
    assert 'value="abc"' in page
    assert "还没有提交" in page
    assert Cycle.objects.get().issuer == ""


def restored(client, office) -> str:
    client.post(FORM, TYPED_IN)
    sign_in(client, "office")
    return shown_in(client.get(FORM))


def test_it_stays_when_the_page_is_loaded_again_and_goes_when_the_form_is_sent(expired, office):
    assert "某县人民政府" in restored(expired, office)
    assert "某县人民政府" in shown_in(expired.get(FORM))
    expired.post(FORM, {"issuer": "", "target_percent": "abc"})
    assert "某县人民政府" not in shown_in(expired.get(FORM))


def test_or_when_its_person_begins_anew(expired, office):
    discard = re.search(r'<a href="(\?[^"]+)">重新填写</a>', restored(expired, office))[1]
    for address in (FORM + discard, FORM):
        assert "某县人民政府" not in shown_in(expired.get(address))


def test_each_of_two_forms_comes_back(expired, office):
    other = "/office/cycles/2025/notice/draft/"
    expired.post(FORM, TYPED_IN)
    expired.post(other, {"number": "某政公〔2025〕9号"})
    sign_in(expired, "office")
    assert "某县人民政府" in shown_in(expired.get(FORM))
    assert "某政公〔2025〕9号" in shown_in(expired.get(other))


def test_only_so_many_are_kept_and_of_one_form_the_last(expired):
    forms = [f"/office/cycles/{year}/settings/" for year in range(2030, 2030 + FORMS_KEPT)]
    for path in (*forms, FORM, forms[-1]):
        expired.post(path, TYPED_IN | {"issuer": "x"})
    assert list(expired.session[TYPED]) == [*forms[1:-1], FORM, forms[-1]]


@pytest.mark.parametrize(
    "form",
    [
        "/office/cycles/2025/verdicts/{}/withholding/",
        "/office/registry/communities/{}/participation/",
    ],
)
def test_so_is_the_reason_in_a_panel(client, office, form):
    form = form.format(CommunityFactory(code="530521101001").code)
    assessed_cycle(2025)
    client.force_login(office)
    leave_idle(31)
    client.post(form, {"reason": "等第二次核查"})
    assert sign_in(client, "office", QUERY_STRING=f"next={form}")["Location"] == form
    page = shown_in(client.get(form))
    assert "等第二次核查" in page
    assert "还没有提交" in page


def test_another_person_does_not_get_it(expired):
    UserFactory(username="other", role=Role.OFFICE, password=PASSWORD)
    expired.post(FORM, TYPED_IN)
    sign_in(expired, "other")
    assert "某县人民政府" not in shown_in(expired.get(FORM))
    assert TYPED not in expired.session


def test_nor_the_first_one_after_another_was_there(expired):
    UserFactory(username="other", role=Role.OFFICE, password=PASSWORD)
    expired.post(FORM, TYPED_IN)
    sign_in(expired, "other")
    sign_in(expired, "office")
    assert "某县人民政府" not in shown_in(expired.get(FORM))


def test_what_a_stranger_sends_is_not_kept_for_whoever_signs_in_next(client, office, cycle):
    assert asked_to_sign_in(client.post(FORM, TYPED_IN))
    assert "没有执行" in notes(client)
    sign_in(client, "office")
    assert "某县人民政府" not in shown_in(client.get(FORM))


def test_it_is_kept_too_when_the_browser_has_lost_the_session_s_cookie(client, office, cycle):
    UserFactory(username="other", role=Role.OFFICE, password=PASSWORD)
    for name, there in (("other", False), ("office", True)):
        client.force_login(office)
        client.get(FORM)
        del client.cookies["sessionid"]
        client.post(FORM, TYPED_IN)
        assert "已经保留" in notes(client)
        sign_in(client, name)
        assert ("某县人民政府" in shown_in(client.get(FORM))) is there


def test_it_is_kept_too_when_one_signed_in_elsewhere_or_out_in_another_tab(client, office, cycle):
    client.force_login(office)
    Client().force_login(office)
    client.post(FORM, TYPED_IN)
    sign_in(client, "office")
    assert "某县人民政府" in shown_in(client.get(FORM))
    client.post("/sign-out/")
    client.post(FORM, TYPED_IN)
    sign_in(client, "office")
    assert "某县人民政府" in shown_in(client.get(FORM))


def test_files_the_token_and_what_is_endless_are_not_kept(expired):
    expired.post(FORM, TYPED_IN | {"csrfmiddlewaretoken": "x"})
    assert list(expired.session[TYPED]) == [FORM]
    assert "csrf" not in expired.session[TYPED][FORM]
    del expired.cookies["sessionid"]
    expired.force_login(User.objects.get(username="office"))
    leave_idle(31)
    expired.post(FORM, {"issuer": "x" * TYPED_LIMIT})
    assert TYPED not in expired.session


def test_whoever_brought_a_file_is_told_to_choose_it_again(expired):
    file = SimpleUploadedFile("八月.csv", b"a,b")
    expired.post("/office/imports/new/surveys/", {"file": file})
    told = notes(expired)
    assert "没有执行" in told
    assert "文件没有保留" in told


def test_a_password_is_never_kept(expired):
    expired.post("/office/account/password/", {"old": "secret", "new": "other", "again": "other"})
    assert TYPED not in expired.session
    assert "secret" not in str(dict(expired.session))


def test_another_button_leads_back_to_the_page_it_stood_on(expired):
    page = "http://testserver/office/cycles/2025/?outcome=qualified"
    reply = expired.post("/office/cycles/2025/assessment/", headers={"referer": page})
    assert reply["Location"] == "/sign-in/?next=/office/cycles/2025/%3Foutcome%3Dqualified"
    assert "没有执行" in notes(expired)


@pytest.mark.parametrize("page", ["https://evil.example/office/", "//evil.example/", ""])
def test_but_never_to_another_site(expired, page):
    reply = expired.post("/office/cycles/2025/assessment/", headers={"referer": page})
    assert reply["Location"] == "/sign-in/?next=/office/"


@pytest.mark.parametrize(
    "target", ["//evil.example/", "http://testserver//evil.example/", "/\\evil.example"]
)
def test_a_crafted_page_of_this_site_leads_nowhere_else_either(expired, office, target):
    expired.post("/office/cycles/2025/assessment/", headers={"referer": target})
    reply = expired.post("/sign-in/", {"username": "office", "password": PASSWORD, "next": target})
    assert reply["Location"] in ("/office/", "http://testserver//evil.example/")


# ---- Parts of a page ----------------------------------------------------------------------


def test_a_part_of_a_page_never_shows_the_sign_in(expired):
    headers = HTMX | {"HX-Current-URL": "http://testserver/office/cycles/2025/?page=2"}
    reply = expired.get("/office/cycles/2025/", headers=headers)
    assert reply.status_code == 200
    assert reply["HX-Redirect"] == "/sign-in/?next=/office/cycles/2025/%3Fpage%3D2"
    assert reply.content == b""


def test_a_form_sent_by_htmx_is_kept_as_well(expired):
    reply = expired.post(FORM, TYPED_IN, headers=HTMX)
    assert reply["HX-Redirect"] == f"/sign-in/?next={FORM}"
    assert list(expired.session[TYPED]) == [FORM]


def test_so_is_a_whole_form_on_its_way_to_a_proposal(expired):
    form = TYPED_IN | {"csrfmiddlewaretoken": "x"}
    reply = expired.get("/office/cycles/", form, headers=HTMX)
    assert reply["HX-Redirect"] == f"/sign-in/?next={FORM}"
    assert "%E6" in expired.session[TYPED][FORM]


def test_a_part_that_brings_only_a_word_does_not_drive_one_from_a_half_filled_form(expired):
    reply = expired.get("/office/cycles/", {"text": "dyz"}, headers=HTMX)
    assert reply.status_code == 204
    assert "HX-Redirect" not in reply
    expired.post(FORM, TYPED_IN)
    assert list(expired.session[TYPED]) == [FORM]
    assert "30 分钟没有操作" in notes(expired)


# ---- The token against forged requests ----------------------------------------------------


def test_the_way_back_holds_with_the_check_against_forged_requests(office, cycle):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    client.get(FORM)
    leave_idle(31)
    token = client.cookies["csrftoken"].value
    assert asked_to_sign_in(client.post(FORM, TYPED_IN | {"csrfmiddlewaretoken": token}))
    client.get("/sign-in/")
    token = client.cookies["csrftoken"].value
    assert sign_in(client, "office").status_code == 403
    data = {"username": "office", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in/", data).status_code == 302
    assert "某县人民政府" in shown_in(client.get(FORM))


def test_a_forged_form_is_not_kept(office, cycle):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    leave_idle(31)
    assert client.post(FORM, TYPED_IN).status_code == 403
    assert TYPED not in client.session


@pytest.fixture
def other_tab(office, cycle):
    """A browser with a form still open in one tab, in another of which its person signed in
    again; and that form as it will be sent: with the token from before."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(office)
    client.get(FORM)
    form = TYPED_IN | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    client.post("/sign-out/", form)
    client.get("/sign-in/")
    token = client.cookies["csrftoken"].value
    sign_in(client, "office", headers={"X-CSRFToken": token})
    client.get(FORM)
    return client, form


HERE = [{"origin": "http://testserver"}, {"referer": f"http://testserver{FORM}"}]
NOT_HERE = [
    {},
    {"origin": "null"},
    {"origin": "https://evil.example"},
    {"origin": "http://testserver.evil.example"},
    {"referer": "http://testserver.evil.example/"},
    {"origin": "https://evil.example", "referer": f"http://testserver{FORM}"},
]


@pytest.mark.parametrize("headers", HERE)
def test_a_form_from_before_signing_in_again_comes_back_filled_and_not_submitted(
    other_tab, headers
):
    client, form = other_tab
    reply = client.post(FORM, form, headers=headers)
    assert (reply.status_code, reply["Location"]) == (302, FORM)
    page = shown_in(client.get(FORM))
    assert 'value="某县人民政府"' in page
    assert "还没有提交" in page
    assert Cycle.objects.get().issuer == ""


@pytest.mark.parametrize("headers", NOT_HERE)
def test_what_another_site_sends_is_refused_and_not_kept(other_tab, headers):
    client, form = other_tab
    reply = client.post(FORM, form, headers=headers)
    assert reply.status_code == 403
    assert "页面已过期" in shown_in(reply)
    assert TYPED not in client.session


def test_nor_is_it_kept_where_the_page_takes_no_form(other_tab):
    client, form = other_tab
    address = "/office/account/password/"
    assert client.post(address, form, headers=HERE[0]).status_code == 403
    assert TYPED not in client.session


def test_where_the_session_has_ended_too_the_form_comes_back_after_signing_in(other_tab):
    client, form = other_tab
    leave_idle(31)
    assert asked_to_sign_in(client.post(FORM, form, headers=HERE[0]))
    token = client.cookies["csrftoken"].value
    sign_in(client, "office", headers={"X-CSRFToken": token})
    assert "某县人民政府" in shown_in(client.get(FORM))


def test_who_signed_in_in_another_tab_is_led_on_by_the_sign_in_that_was_still_open(other_tab):
    client, form = other_tab
    token = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}
    sign_in = token | {"username": "office", "password": PASSWORD, "next": FORM}
    reply = client.post("/sign-in/", sign_in, headers=HERE[0])
    assert (reply.status_code, reply["Location"]) == (302, FORM)
    assert client.post("/sign-in/", sign_in, headers=NOT_HERE[2]).status_code == 403


def test_the_nightly_task_forgets_sessions_that_have_run_out(client, office):
    client.force_login(office)
    Session.objects.update(expire_date=timezone.now())
    forget_sessions()
    assert not Session.objects.exists()
