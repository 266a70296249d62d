"""期限 of a station: what its officers are to do and until when, and nothing of others."""

from datetime import date

import pytest

from accounts.permissions import Role
from evaluation import actions
from evaluation.models import ReReview
from incidents.actions import sign_return
from tests.factories import (
    CommunityFactory,
    StationFactory,
    UserFactory,
    noticed_cycle,
    published_cycle,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

PATH = "/office/station/calendar/"
FILE = "/office/station/calendar.ics"
DUE = date(2025, 12, 20)


@pytest.fixture(autouse=True)
def during_the_notice(it_is):
    it_is(date(2025, 11, 5))


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


@pytest.fixture
def other():
    """An officer of another station, whose place has to be put right by DUE."""
    station = StationFactory(code="530521020000", name="由旺派出所")
    CommunityFactory(name="由旺村", station=station)
    return UserFactory(role=Role.OFFICER, station_code=station.code)


def to_put_right(by, **named):
    rereviews = list(ReReview.objects.filter(**named))
    actions.rectify(rereviews=rereviews, due_on=DUE, demand="装监控", by=by)


def test_an_officer_sees_what_is_due_at_the_own_station_and_nothing_of_another(
    client, office, officer, other
):
    place = CommunityFactory(name="静水村")
    published_cycle(2024)
    noticed_cycle(2025)
    to_put_right(office)
    client.force_login(officer)
    assert f'href="{PATH}"' in text(client.get("/office/station/"))
    page = text(client.get(PATH))
    for told in (
        "2025-12-20",
        "限期整改的称号：静水村",
        "2025-11-03 至 2025-11-07",
        "1 个村社还没有照片",
        "签 2025 年 10 月案（事）件报告（甸阳派出所）",
        "签 2025 年 11 月案（事）件报告",
        "填 2026 年度创建台账",
    ):
        assert told in page
    assert "由旺" not in page
    sign_return(station=place.station, month=date(2025, 10, 1), seen=0, by=officer)
    assert "2025 年 10 月案（事）件报告" not in text(client.get(PATH))
    client.force_login(other)
    page = text(client.get(PATH))
    assert "由旺村" in page
    assert "静水村" not in page


def test_the_file_says_the_same_and_every_link_is_open_to_the_officer(client, office, officer):
    CommunityFactory(name="静水村")
    published_cycle(2024)
    noticed_cycle(2025)
    to_put_right(office)
    client.force_login(officer)
    response = client.get(FILE)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    unfolded = response.content.decode().replace("\r\n ", "")
    lines = unfolded.splitlines()
    assert "DTEND;VALUE=DATE:20251221" in lines
    assert len(lines) > 20
    assert unfolded.count("BEGIN:VEVENT") == text(client.get(PATH)).count('class="stack-name"')
    names = [line for line in lines if line.startswith("UID:")]
    assert len(set(names)) == len(names)
    for line in lines:
        if line.startswith("URL:"):
            assert (
                client.get(line.partition("/office/")[2].join(("/office/", ""))).status_code == 200
            )


def test_who_reports_nothing_has_no_such_page(client, office):
    for role in (Role.OFFICE, Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR):
        client.force_login(UserFactory(role=role))
        assert client.get(PATH).status_code == 404
        assert client.get(FILE).status_code == 404


def test_more_places_take_no_more_queries(client, office, officer):
    CommunityFactory()
    published_cycle(2024)
    noticed_cycle(2025)
    to_put_right(office)
    client.force_login(officer)
    few = [queries(client, PATH), queries(client, FILE)]
    for _ in range(4):
        CommunityFactory()
    published_cycle(2023)
    actions.cancel_notice(notice=noticed_cycle(2026).notice, reason="试", by=office)
    assert [queries(client, PATH), queries(client, FILE)] == few
