"""Monthly returns and an officer's first page, over HTTP."""

from datetime import date

import pytest

from accounts.permissions import Role
from communities.period import year_of
from incidents import actions
from incidents.models import MonthlyReturn
from incidents.months import last_over, months_of, months_to_remind_of
from tests.factories import STATION_CODE, CommunityFactory, StationFactory, UserFactory, report
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 24)
OCTOBER = f"/office/returns/{STATION_CODE}/2025-10/"


@pytest.fixture(autouse=True)
def today(it_is):
    it_is(TODAY)


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def place():
    return CommunityFactory(name="甸阳村")


def sign(client, seen: int, url=OCTOBER, **changes):
    return client.post(url, {"seen": seen, "confirmed": "on"} | changes, follow=True)


def test_months_run_from_november_and_the_programme_began_in_march_2020():
    assert months_of(2025)[0] == date(2024, 11, 1)
    assert months_of(2025)[-1] == date(2025, 10, 1)
    assert months_of(2020)[0] == date(2020, 3, 1)
    assert year_of(date(2024, 11, 1)) == year_of(date(2025, 10, 1)) == 2025
    assert last_over(date(2025, 1, 31)) == date(2024, 12, 1)
    assert months_to_remind_of(TODAY)[::11] == [date(2025, 10, 1), date(2024, 11, 1)]


def test_what_is_on_record_is_shown_and_signed_with_one_confirmation(client, officer, place):
    incident = report(place, on=date(2025, 10, 5))
    report(place, on=date(2025, 9, 5))
    page = text(client.get(OCTOBER))
    assert incident.number in page
    assert "发生并登记案（事）件 1 件" in page
    sign(client, 1)
    signed = MonthlyReturn.objects.get()
    assert (signed.month, signed.incident_count) == (date(2025, 10, 1), 1)
    assert signed.signed_by == officer


def test_nothing_happened_is_signed_too(client, officer, place):
    assert "没有发生案（事）件" in text(client.get(OCTOBER))
    sign(client, 0)
    assert MonthlyReturn.objects.get().incident_count == 0


def test_without_the_tick_nothing_is_signed(client, officer, place):
    response = sign(client, 0, confirmed="")
    assert "请先核对并勾选" in text(response)
    assert not MonthlyReturn.objects.exists()


def test_signing_what_the_page_no_longer_shows_is_refused(client, officer, place):
    report(place, on=date(2025, 10, 5))
    assert "现在登记 1 件（原来 0 件）" in text(sign(client, 0))
    assert not MonthlyReturn.objects.exists()


def test_signing_twice_is_told_and_a_running_month_cannot_be_signed(client, officer, place):
    sign(client, 0)
    assert "不能重复签字上报" in text(sign(client, 0))
    november = f"/office/returns/{STATION_CODE}/2025-11/"
    assert "还没有结束" in text(client.get(november))
    assert "还没有结束" in text(sign(client, 0, url=november))
    assert MonthlyReturn.objects.count() == 1


def test_what_is_reported_after_signing_is_shown_as_such(client, officer, place):
    report(place, on=date(2025, 10, 5))
    sign(client, 1)
    report(place, on=date(2025, 10, 6))
    page = text(client.get(OCTOBER))
    assert page.count("签字后上报") == 1
    assert "现在登记 2 件" in page
    assert "签字后有变动" in text(client.get("/office/returns/"))


def test_an_officer_sees_the_own_station_s_months_only(client, officer, place):
    other = StationFactory(code="530521020000", name="由旺派出所")
    CommunityFactory(station=other, code="530521102001")
    page = text(client.get("/office/returns/"))
    assert "11 月 1 日起评估：缺签的月份写在评估结果里，公示之前补签、重新评估的才算签了。" in page
    assert "待签字上报" in page
    assert "逾期未签" in page
    assert "由旺派出所" not in page
    theirs = f"/office/returns/{other.code}/2025-10/"
    assert client.get(theirs).status_code == 404
    assert client.post(theirs, {"seen": 0, "confirmed": "on"}).status_code == 404
    assert not MonthlyReturn.objects.exists()


def test_an_officer_s_months_end_with_the_running_one(client, officer, place, it_is):
    it_is(date(2025, 12, 5))
    page = text(client.get("/office/returns/"))
    assert "2025年12月" in page
    assert "2026年1月" not in page


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING])
def test_the_county_is_a_table_of_stations_and_months_and_nobody_there_signs(client, role, place):
    client.force_login(UserFactory(role=role))
    officer = UserFactory(role=Role.OFFICER)
    actions.sign_return(station=place.station, month=date(2025, 10, 1), by=officer)
    page = text(client.get("/office/returns/"))
    assert "甸阳派出所10月已签 0 件" in page
    assert "甸阳派出所9月未签" in page
    assert "还缺 11 份" in page
    september = f"/office/returns/{STATION_CODE}/2025-09/"
    assert "核对，没有瞒报" not in text(client.get(september))
    assert client.post(september, {"seen": 0, "confirmed": "on"}).status_code == 404


def test_another_year_by_its_address_and_nonsense_is_this_one(client, office, place):
    assert client.get("/office/returns/?year=2020").context["months"][0] == date(2020, 3, 1)
    for nonsense in ("1999", "x", "2027"):
        assert client.get(f"/office/returns/?year={nonsense}").context["year"] == 2025
    assert client.get(f"/office/returns/{STATION_CODE}/2025-13/").status_code == 404


@pytest.mark.parametrize("path", ["/office/returns/", OCTOBER])
def test_returns_cost_the_same_at_two_sizes(client, office, place, path):
    report(place, on=date(2025, 10, 5))
    few = queries(client, path)
    for number in range(3):
        station = StationFactory(code=f"53052102000{number}", name=f"第{number}派出所")
        CommunityFactory(station=station)
        report(place, on=date(2025, 10, 6))
    assert queries(client, path) == few


# ---- Home ----


def test_home_says_what_waits(client, officer, place):
    office = UserFactory(role=Role.OFFICE)
    returned, asked = report(place, by=officer), report(place, by=officer)
    actions.return_to_station(incident=returned, reason="性质请核实", by=office)
    actions.request_withdrawal(incident=asked, reason="重复上报", by=officer)
    recent = report(place, on=date(2025, 11, 20), by=officer)
    report(place, on=date(2025, 10, 1), by=officer)
    response = client.get("/office/station/")
    assert [i.number for i in response.context["recent"]] == [recent.number]
    page = text(response)
    assert "性质请核实" in page
    assert "重复上报" in page
    assert page.count("逾期未签") == 11
    assert page.count("待签字上报") == 1


def test_home_is_where_an_officer_begins(client, officer, place):
    assert client.get("/office/")["Location"] == "/office/station/"


def test_a_station_without_places_is_told_whom_to_ask(client, officer):
    assert "请联系领导小组办公室" in text(client.get("/office/station/"))


def test_home_costs_the_same_at_two_sizes(client, officer, place):
    report(place, on=date(2025, 11, 20))
    few = queries(client, "/office/station/")
    for _ in range(3):
        incident = report(CommunityFactory(), on=date(2025, 11, 20), by=officer)
        office = UserFactory(role=Role.OFFICE)
        actions.return_to_station(incident=incident, reason="请核实", by=office)
    assert queries(client, "/office/station/") == few
