"""Office, leading group, auditor and administrator also show a code."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.actions import enrol, show_second_factor
from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from tests.accounts.signing import code_of, device_of, enrolled, leave_idle, shown_in, sign_in
from tests.factories import PASSWORD, UserFactory, assessed_cycle
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

CODE, ENROLMENT, CODES = "/sign-in/code/", "/sign-in/enrolment/", "/office/account/recovery-codes/"
DEVICE = "/office/account/device/"
FORM = "/office/cycles/2025/settings/"


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def device(office):
    return enrolled(office)


def begin_enrolment(client, username="office") -> str:
    """Signed in with the password; the key (hex) that the page offers."""
    sign_in(client, username)
    client.get(ENROLMENT)
    return client.session["otp_key"]


def enrol_in(client, username="office") -> tuple[str, list[str]]:
    key = begin_enrolment(client, username)
    client.post(ENROLMENT, {"code": code_of(key)})
    codes = re.findall(r"<code>(\w{4}) (\w{4})</code>", shown_in(client.get(CODES)))
    return key, ["".join(halves) for halves in codes]


def told_of(username: str) -> list[tuple[str, dict]]:
    return list(Event.objects.filter(actor=username).values_list("verb", "data"))


def is_in(client) -> bool:
    return client.get("/office/account/").status_code == 200


# ---- The gate -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_has_no_telephone_bound_must_bind_one_first(client, role):
    client.force_login(UserFactory(role=role))
    reply = client.get("/office/account/?a=1")
    assert reply["Location"] == f"{ENROLMENT}?next=%2Foffice%2Faccount%2F%3Fa%3D1"


def test_an_officer_needs_none(client):
    client.force_login(UserFactory(role=Role.OFFICER))
    assert is_in(client)


def test_signing_in_again_in_the_same_browser_asks_for_the_code_again(client, office, device):
    sign_in(client, "office")
    client.post(CODE, {"code": code_of(device.key)})
    assert is_in(client)
    client.force_login(office)  # in the session that there is, as the page itself does
    assert not is_in(client)


def test_switched_off_nobody_needs_one(client, office, device, settings):
    settings.SECOND_FACTOR = False
    client.force_login(office)
    assert is_in(client)


def test_with_the_password_alone_nothing_can_be_done(client, office, device):
    assessed_cycle(2025)
    sign_in(client, "office")
    for path in ("/office/", "/office/cycles/2025/", FORM, "/office/account/password/", CODES):
        assert client.get(path)["Location"].startswith(CODE), path
        assert client.post(path, {"issuer": "某某"})["Location"].startswith(CODE), path
    reply = client.get("/office/cycles/2025/", headers={"HX-Request": "true"})
    assert reply["HX-Redirect"].startswith(CODE)
    assert ">登录<" in shown_in(client.get("/")), "the public pages take it for nobody"


def test_with_the_password_alone_no_other_telephone_can_be_bound(client, office, device):
    sign_in(client, "office")
    assert client.get(ENROLMENT).status_code == 302
    assert client.post(ENROLMENT, {"code": "123456"}).status_code == 302
    assert "otp_key" not in client.session
    with pytest.raises(DomainError, match="已经绑定"):
        enrol(key="00" * 20, code=code_of("00" * 20), by=office)


def test_the_code_lets_in_and_leads_on(client, office, device):
    sign_in(client, "office")
    address = client.get("/office/jobs/?page=1")["Location"]
    assert client.post(address, {"code": code_of(device.key)})["Location"] == "/office/jobs/?page=1"
    assert is_in(client)


def test_but_to_no_other_site(client, office, device):
    sign_in(client, "office")
    reply = client.post(f"{CODE}?next=https://evil.example/", {"code": code_of(device.key)})
    assert reply["Location"] == "/office/"


@pytest.mark.parametrize("typed", ["{} {}", " {}{} ", "{}-{}"])
def test_a_code_may_be_typed_as_it_is_shown(client, office, device, typed):
    sign_in(client, "office")
    code = code_of(device.key)
    client.post(CODE, {"code": typed.format(code[:3], code[3:])})
    assert is_in(client)


def test_a_code_in_full_width_digits_counts(client, office, device):
    sign_in(client, "office")
    wide = code_of(device.key).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    client.post(CODE, {"code": wide})
    assert is_in(client)


def test_a_second_click_on_the_button_is_harmless(client, office, device):
    sign_in(client, "office")
    code = code_of(device.key)
    client.post(CODE, {"code": code})
    assert client.post(CODE, {"code": code})["Location"] == "/office/"
    assert is_in(client)


# ---- Attacks ------------------------------------------------------------------------------


def test_no_code_is_good_twice(client, office, device):
    code = code_of(device.key)
    sign_in(client, "office")
    client.post(CODE, {"code": code})
    again = Client()
    sign_in(again, "office")
    assert "已经用过" in shown_in(again.post(CODE, {"code": code}))
    assert not is_in(again)


def test_nor_one_that_was_overtaken_by_a_later_one(office, device):
    show_second_factor(code=code_of(device.key, 1), by=office)
    with pytest.raises(DomainError, match="已经用过"):
        show_second_factor(code=code_of(device.key), by=office)


def test_the_code_that_bound_the_telephone_is_used_up(client, office):
    key = begin_enrolment(client)
    code = code_of(key)
    client.post(ENROLMENT, {"code": code})
    with pytest.raises(DomainError):
        show_second_factor(code=code, by=office)


def test_a_code_of_yesterday_is_worth_nothing(office, device):
    with pytest.raises(DomainError):
        show_second_factor(code=code_of(device.key, -2880), by=office)


def must_wait_after(wrong_codes: int, *, ago: timedelta = timedelta()) -> None:
    """As if so many wrong codes had been tried, the last so long ago."""
    for model in (TOTPDevice, StaticDevice):
        model.objects.update(
            throttling_failure_count=wrong_codes,
            throttling_failure_timestamp=timezone.now() - ago,
        )


def test_a_slip_does_not_make_one_wait(client, office, device):
    sign_in(client, "office")
    client.post(CODE, {"code": "000000"})
    assert device_of(office).throttling_failure_count == 1
    must_wait_after(1, ago=timedelta(seconds=0.5))  # nobody types quicker
    client.post(CODE, {"code": code_of(device.key)})
    assert is_in(client)


def test_after_several_wrong_codes_one_has_to_wait_each_time_twice_as_long(office, device):
    for number in range(5):
        with pytest.raises(DomainError, match="验证码不对"):
            show_second_factor(code="000000", by=office)
        must_wait_after(number + 1, ago=timedelta(hours=1))
    for wrong, seconds in ((5, 1), (10, 32), (11, 64)):
        must_wait_after(wrong, ago=timedelta(seconds=seconds - 0.5))
        with pytest.raises(DomainError, match=f"连续输错 {wrong} 次"):
            show_second_factor(code=code_of(device.key), by=office)
    must_wait_after(11, ago=timedelta(seconds=65))
    assert show_second_factor(code=code_of(device.key), by=office)


def test_the_page_says_when_to_try_again_and_not_a_second_too_early(client, office, device):
    sign_in(client, "office")
    must_wait_after(10)
    page = shown_in(client.post(CODE, {"code": code_of(device.key)}))
    ends = device_of(office).throttling_failure_timestamp + timedelta(seconds=33)
    assert f"连续输错 10 次，请在 {timezone.localtime(ends):%H:%M:%S} 以后再试" in page


def test_recovery_codes_cannot_be_guessed_quickly_either(client, office):
    _, codes = enrol_in(client)
    with pytest.raises(DomainError):
        show_second_factor(code="aaaaaaaa", by=office)
    must_wait_after(10)
    with pytest.raises(DomainError, match="连续输错 10 次"):
        show_second_factor(code=codes[0], by=office)
    must_wait_after(10, ago=timedelta(hours=1))
    assert show_second_factor(code=codes[0], by=office)


def test_another_s_codes_are_worth_nothing(client, office):
    other = UserFactory(username="other", role=Role.OFFICE, password=PASSWORD)
    key, codes = enrol_in(client, "other")
    enrolled(office)
    for code in (code_of(key, 1), codes[0]):
        with pytest.raises(DomainError):
            show_second_factor(code=code, by=office)
    assert StaticToken.objects.filter(device__user=other).count() == 10


def test_a_session_of_one_person_is_not_verified_by_the_device_of_another(client, office, device):
    other = enrolled(UserFactory(role=Role.OFFICE))
    sign_in(client, "office")
    session = client.session
    session["otp_device_id"] = other.persistent_id
    session.save()
    assert not is_in(client)


# ---- Binding ------------------------------------------------------------------------------


def test_the_page_shows_the_key_as_a_picture_and_as_text_without_style_or_script(client, office):
    key = begin_enrolment(client)
    page = shown_in(client.get(ENROLMENT))
    assert "<svg viewBox=" in page, "or style would cut it instead of scaling it"
    assert "style=" not in page
    text = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)[1].replace(" ", "")
    url = TOTPDevice(user=office, key=key).config_url
    assert f"secret={text}" in url
    assert "无发案创建评选:office" in unquote(url)


def test_a_wrong_code_binds_nothing_and_the_same_key_can_be_tried_again(client, office):
    key = begin_enrolment(client)
    assert "验证码不对" in shown_in(client.post(ENROLMENT, {"code": "000000"}))
    assert not TOTPDevice.objects.exists()
    client.post(ENROLMENT, {"code": code_of(key)})
    assert device_of(office).key == key


def test_binding_lets_in_and_shows_ten_recovery_codes_once(client, office):
    _, codes = enrol_in(client)
    assert len(set(codes)) == 10
    assert not set("".join(codes)) & set("ilo01")
    assert is_in(client)
    assert "otp_key" not in client.session
    again = shown_in(client.get(CODES))
    assert not any(code[:4] in again for code in codes)
    assert f"生成 {len(codes)} 个新的恢复码" in again
    assert Event.objects.filter(verb="second_factor_enrolled", actor="office").count() == 1


def test_the_page_that_shows_secrets_is_not_kept_by_the_browser(client, office):
    begin_enrolment(client)
    assert "no-store" in client.get(ENROLMENT)["Cache-Control"]
    client.post(ENROLMENT, {"code": code_of(client.session["otp_key"])})
    assert "no-store" in client.get(CODES)["Cache-Control"]


def test_each_recovery_code_opens_once(client, office):
    _, codes = enrol_in(client)
    for expected in (True, False):
        browser = Client()
        sign_in(browser, "office")
        page = browser.post(CODE, {"code": f" {codes[0][:4].upper()}-{codes[0][4:]}"}, follow=True)
        assert is_in(browser) == expected
        assert ("还剩 9 个" if expected else "恢复码不对") in shown_in(page)
        assert "手机时间" not in shown_in(page)
    used = Event.objects.filter(verb="signed_in").exclude(data={"with": "code"})
    assert [event.data for event in used] == [{"with": "recovery code"}]


def test_new_recovery_codes_take_a_code_and_end_the_old_ones(client, office):
    key, old = enrol_in(client)
    assert "恢复码不对" in shown_in(client.post(CODES, {"code": "nonsense"}))
    assert StaticToken.objects.filter(token__in=old).count() == 10
    reply = client.post(CODES, {"code": code_of(key, 1)}, follow=True)
    assert len(re.findall(r"<code>", shown_in(reply))) == 10
    assert not StaticToken.objects.filter(token__in=old).exists()


@pytest.mark.parametrize("recovery", [False, True])
def test_another_telephone_takes_its_code_and_one_of_the_old_or_a_recovery_code(
    client, office, recovery
):
    old, codes = enrol_in(client)
    client.get(DEVICE)
    new = client.session["otp_key"]
    own = codes[0] if recovery else code_of(old, 1)
    for new_code, code in ((code_of(new), "nonsense"), ("000000", own)):
        page = shown_in(client.post(DEVICE, {"new_code": new_code, "code": code}))
        assert "不对" in page
        assert device_of(office).key == old
    must_wait_after(0)
    page = shown_in(client.post(DEVICE, {"new_code": code_of(new), "code": own}, follow=True))
    assert device_of(office).key == new
    assert len(re.findall(r"<code>", page)) == 10
    assert not StaticToken.objects.filter(token__in=codes).exists()
    assert is_in(client)
    assert told_of("office")[-1] == ("second_factor_changed", {})
    with pytest.raises(DomainError):
        show_second_factor(code=code_of(new), by=office)


def test_who_leaves_midway_still_has_the_old_telephone_and_nobody_else_may_bind_theirs(
    client, office
):
    old, _ = enrol_in(client)
    assert "绑定新手机" in shown_in(client.get(DEVICE))
    other = Client()
    sign_in(other, "office")
    assert other.get("/office/")["Location"].startswith(CODE)
    other.post(CODE, {"code": code_of(old, 1)})
    assert is_in(other)


def test_the_page_of_binding_does_not_say_that_it_is_the_only_time(client, office):
    begin_enrolment(client)
    assert "只做一次" not in shown_in(client.get(ENROLMENT))


def test_what_was_typed_survives_the_second_step_too(client, office, device):
    assessed_cycle(2025)
    sign_in(client, "office")
    client.post(CODE, {"code": code_of(device.key)})
    leave_idle(31)
    client.post(FORM, {"issuer": "某县人民政府"})
    sign_in(client, "office")
    address = client.get(FORM)["Location"]
    reply = client.post(address, {"code": code_of(device.key, 1)})
    assert "某县人民政府" in shown_in(client.get(reply["Location"]))


@pytest.mark.parametrize("idle", [0, 31])
def test_the_password_again_is_not_enough_in_a_browser_that_was_in(client, office, device, idle):
    sign_in(client, "office")
    client.post(CODE, {"code": code_of(device.key)})
    leave_idle(idle)
    client.cookies.pop("csrftoken", None)
    request = client.post("/sign-in/", {"username": "office", "password": PASSWORD})
    assert request.status_code == 302
    assert is_in(client) == (idle == 0), "who is still in is led on without signing in"


def test_a_device_that_is_gone_lets_nobody_go_on(client, office, device):
    sign_in(client, "office")
    client.post(CODE, {"code": code_of(device.key)})
    TOTPDevice.objects.all().delete()
    assert not is_in(client)


def test_signing_in_is_told_in_the_trail_when_it_is_complete(client, office, device):
    sign_in(client, "office")
    assert told_of("office") == [("password_shown", {})]
    client.post(CODE, {"code": code_of(device.key)})
    assert told_of("office")[1:] == [("signed_in", {"with": "code"})]
    UserFactory(username="officer", role=Role.OFFICER, password=PASSWORD)
    sign_in(Client(), "officer")
    assert told_of("officer") == [("signed_in", {})]


def test_the_auditor_finds_every_sign_in_as_one_whatever_the_factor(client, office):
    _, codes = enrol_in(client)
    elsewhere = Client()
    sign_in(elsewhere, "office")
    elsewhere.post(CODE, {"code": codes[0]})
    auditor = UserFactory(username="shenji", role=Role.AUDITOR)
    client.force_login(auditor)
    client.get(ENROLMENT)
    client.post(ENROLMENT, {"code": code_of(client.session["otp_key"])})
    page = client.get("/office/audit/", {"verb": "signed_in", "actor": "office"})
    found = [event.data for event in page.context["page"].events]
    assert found == [{"with": "recovery code"}, {"with": "code"}]


def test_wrong_codes_are_on_record_and_what_is_tried_while_one_must_wait_is_not(
    client, office, device
):
    sign_in(client, "office")
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": "nonsense"})
    must_wait_after(10)
    client.post(CODE, {"code": "000000"})
    assert told_of("office") == [
        ("password_shown", {}),
        ("second_factor_failed", {"with": "code", "address": "127.0.0.1"}),
        ("second_factor_failed", {"with": "recovery code", "address": "127.0.0.1"}),
    ]


@pytest.mark.parametrize("bound", [True, False])
def test_who_knows_only_the_password_ends_nobody_s_session(client, office, bound):
    key, _ = enrol_in(client)
    if not bound:  # the telephone was reset: whoever came first is at the binding page
        TOTPDevice.objects.all().delete()
    since = User.objects.get(pk=office.pk).last_login
    intruder = Client()
    sign_in(intruder, "office")
    assert intruder.get("/office/")["Location"].startswith(CODE if bound else ENROLMENT)
    assert User.objects.get(pk=office.pk).last_login == since
    assert not client.get("/office/account/").headers.get("Location", "").startswith("/sign-in/?")
    if bound:
        assert is_in(client)
        intruder.post(CODE, {"code": code_of(key, 1)})
        assert client.get("/office/account/")["Location"].startswith("/sign-in/?next")
        assert "在别处登录" in shown_in(client.get("/sign-in/"))


def test_the_right_password_of_a_closed_account_leads_to_no_step(client, office, device):
    User.objects.update(is_active=False)
    assert sign_in(client, "office").status_code == 200
    assert client.get(CODE)["Location"].startswith("/sign-in/?next=")
