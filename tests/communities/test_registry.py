"""The registry over HTTP: who sees what of it, how it is narrowed down, at what cost."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.permissions import Role
from communities import actions
from communities.models import Community
from communities.staffing import information_officers
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db
LIST = "/office/registry/"


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


def elsewhere(**fields):
    """A place of another station, in another township."""
    return CommunityFactory(
        station=StationFactory(code="530521520000", name="姚关派出所"),
        township=TownshipFactory(code="530521103", name="姚关镇"),
        **fields,
    )


def page_of(place) -> str:
    return f"{LIST}communities/{place.code}/"


def names(client, query: str) -> set[str]:
    """What the list shows."""
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return {row.name for row in response.context["page"]}


# ---- Who sees what ----


def test_an_officer_sees_the_own_station_s_places_only(client, officer):
    ours, theirs = CommunityFactory(name="甸阳村"), elsewhere(name="姚关村")
    assert names(client, "") == {"甸阳村"}
    assert client.get(page_of(ours)).status_code == 200
    assert client.get(page_of(theirs)).status_code == 404


def test_an_officer_s_filters_name_no_other_station_and_its_places(client, officer):
    CommunityFactory(name="甸阳村")
    there = elsewhere()
    company = PropertyCompanyFactory(name="某物业")
    CompoundFactory(parent=there, station=there.station, property_company=company)
    page = text(client.get(LIST))
    assert "姚关" not in page
    assert "某物业" not in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_auditor_and_administrator_find_no_registry(client, role):
    place = CommunityFactory()
    client.force_login(UserFactory(role=role))
    assert client.get(LIST).status_code == 404
    assert client.get(page_of(place)).status_code == 404


def test_the_leading_group_sees_the_county(client):
    client.force_login(UserFactory(role=Role.LEADING))
    CommunityFactory(name="甸阳村")
    elsewhere(name="姚关村")
    assert names(client, "") == {"甸阳村", "姚关村"}


# ---- What is shown ----


@pytest.mark.parametrize(
    "typed",
    ["甸阳", "dianyang", "dysq", "DYSQ", "ｄｙｓｑ", " 甸阳 社区 ", "530521101001", "甸阳镇"],
)
def test_a_place_is_found_by_name_pinyin_initials_code_and_township(client, office, typed):
    CommunityFactory(name="甸阳社区", code="530521101001")
    elsewhere(name="姚关村", code="530521103001")
    assert names(client, f"text={typed}") == {"甸阳社区"}


def test_filters_narrow_the_list_down(client, office):
    village = CommunityFactory(name="甸阳村")
    company = PropertyCompanyFactory()
    CompoundFactory(parent=village, name="善洲花园", property_company=company)
    elsewhere(name="姚关村")
    assert names(client, "kind=compound") == {"善洲花园"}
    assert names(client, "township=530521103") == {"姚关村"}
    assert names(client, "station=530521520000") == {"姚关村"}
    assert names(client, f"company={company.code}") == {"善洲花园"}


def test_what_is_closed_is_listed_only_when_asked_for(client, office):
    CommunityFactory(name="甸阳村")
    actions.dissolve(community=CommunityFactory(name="旧村"), on=date(2025, 6, 1), by=office)
    actions.exclude(community=CommunityFactory(name="空村"), reason="拆迁空置", by=office)
    assert names(client, "") == {"甸阳村", "空村"}
    assert names(client, "condition=taking_part") == {"甸阳村"}
    assert names(client, "condition=not_taking_part") == {"空村"}
    assert names(client, "condition=closed") == {"旧村"}
    assert names(client, "condition=all") == {"甸阳村", "空村", "旧村"}


@pytest.mark.parametrize(
    "query", ["text=%01", "township=x", "kind=x", "condition=delete", "page=-1", "page=x"]
)
def test_a_filter_that_makes_no_sense_is_no_error(client, office, query):
    CommunityFactory(name="甸阳村")
    assert names(client, query) == {"甸阳村"}


def test_the_panel_tells_what_is_registered_and_links_around(client, office):
    village = CommunityFactory(name="甸阳村")
    compound = CompoundFactory(parent=village, name="善洲花园", population=1201, shops=21)
    page = text(client.get(page_of(compound)))
    assert "5 名" in page  # 3 for 1201 residents, 2 for 21 shop units
    assert page_of(village) in page
    assert page_of(compound) in text(client.get(page_of(village)))


def test_an_empty_registry_says_how_to_begin(client, office):
    assert "名录里还没有小区和村社" in text(client.get(LIST))


@pytest.mark.parametrize(
    ("population", "shops", "officers"),
    [
        (None, None, None),
        (0, 0, 0),
        (1, None, 1),
        (500, 0, 1),
        (501, 0, 2),
        (None, 20, 1),
        (None, 21, 2),
        (1200, 41, 6),
    ],
)
def test_one_information_officer_for_500_residents_and_one_for_20_shops(
    population, shops, officers
):
    assert information_officers(population, shops) == officers


def test_a_size_that_nobody_knows_is_said_to_be_left_out_of_the_need(client, office):
    """Also in the record of work and in the list of records."""
    half = CompoundFactory(population=600)
    pages = (page_of(half), reverse("work-record", args=[2025, half.code]), reverse("work"))
    for size, left_out in (({}, "商铺数未填"), ({"population": None, "shops": 3}, "人口未填")):
        Community.objects.filter(pk=half.pk).update(**size)
        assert all(left_out in text(client.get(page)) for page in pages)
    Community.objects.filter(pk=half.pk).update(population=600)
    for left_out in ("商铺数未填", "人口未填"):
        assert not any(left_out in text(client.get(page)) for page in pages)


# ---- At what cost ----


def test_the_list_and_the_panel_cost_the_same_however_many_there_are(client, office):
    village = CommunityFactory()
    CompoundFactory(parent=village, property_company=PropertyCompanyFactory())
    few = queries(client, LIST), queries(client, page_of(village))
    for _ in range(12):
        CompoundFactory(parent=village, property_company=PropertyCompanyFactory())
        elsewhere()
    assert (queries(client, LIST), queries(client, page_of(village))) == few
