"""What stands in the way of changing a place or ending it: the action refuses with the sentence
that the page of the step shows, without a form."""

from datetime import date

import pytest

from communities import actions
from communities.models import CommunityKind
from tests.factories import CommunityFactory, CompoundFactory
from tests.pages import text
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

DAY = date(2025, 6, 1)


def change(place, by):
    kept = {name: getattr(place, name) for name in ("kind", "station", "households", "opened_on")}
    numbers = {"population": None, "shops": None, "property_company": None}
    actions.change(community=place, name="新名", **kept, **numbers, by=by)


TAKING = {
    "change": change,
    "compounds/add": lambda place, by: actions.add_compound(
        parent=place, name="新苑", station=place.station, by=by
    ),
    "dissolution": lambda place, by: actions.dissolve(community=place, on=DAY, by=by),
    "merger": lambda place, by: actions.merge(
        community=place, into=CommunityFactory(), on=DAY, by=by
    ),
    "move": lambda place, by: actions.move(community=place, into=CommunityFactory(), on=DAY, by=by),
}


def closed(office):
    return actions.dissolve(community=CommunityFactory(), on=date(2025, 1, 1), by=office)


def full(office):
    return CompoundFactory(parent=CommunityFactory()).parent


def a_village(office):
    return CommunityFactory()


def a_compound(office):
    return CompoundFactory(parent=CommunityFactory(), kind=CommunityKind.COMPOUND)


@pytest.mark.parametrize(
    ("step", "spoilt", "told"),
    [
        ("change", closed, "已于 2025-01-01 撤并，登记信息不再更改。"),
        ("compounds/add", closed, "已于 2025-01-01 撤并，不能再登记小区。"),
        ("compounds/add", a_compound, "小区内不能再登记小区"),
        ("dissolution", closed, "已于 2025-01-01 撤并，不用再办。"),
        ("merger", closed, "已于 2025-01-01 撤并，不用再办。"),
        ("dissolution", full, "内还有小区，请先把这些小区逐个撤并或划到别处。"),
        ("move", closed, "已于 2025-01-01 撤并，不用再办。"),
        ("move", a_village, "只有小区能划到别的行政村或社区。"),
    ],
)
def test_a_step_that_cannot_be_taken(client, office, step, spoilt, told):
    place = spoilt(office)
    with pytest.raises(Stopped, match=told) as refused:
        TAKING[step](place, office)
    client.force_login(office)
    page = text(client.get(f"/office/registry/communities/{place.code}/{step}/"))
    assert page.count(str(refused.value)) == 1
    assert '<button class="btn btn-main"' not in page
