"""Where an incident bears: what happens in a compound also counts for the place around it, never
the other way round; and what a place became part of, or what was split from it, takes it over."""

from datetime import date

import pytest

from communities import actions as communities
from incidents.models import Incident
from incidents.queries import places_borne_on
from tests.factories import CommunityFactory, CompoundFactory, report

pytestmark = pytest.mark.django_db
YEAR = {"first": date(2024, 11, 1), "last": date(2025, 10, 31)}


@pytest.mark.parametrize("rolls_up", [True, False])
def test_an_incident_bears_on_the_places_for_which_it_is_looked_up(rolls_up, office):
    village, into = CommunityFactory(), CommunityFactory()
    compound = CompoundFactory(parent=village)
    places = [village, compound, CompoundFactory(parent=village), CommunityFactory(), into]
    for place in places:
        report(place, by=office)
    communities.merge(community=places[3], into=into, on=date(2025, 6, 1), by=office)
    communities.move(community=compound, into=into, on=date(2025, 6, 1), by=office)
    year = YEAR | {"rolls_up": rolls_up}
    looked_up = {
        (incident.pk, place.pk)
        for place in places
        for incident in Incident.objects.bearing_on([place.pk], **year)
    }
    borne_on = places_borne_on(Incident.objects.all(), **year)
    told = {(pk, key) for pk, keys in borne_on.items() for key in keys}
    assert looked_up == told
    assert len(told) == (9 if rolls_up else 6)
    inside, merged = Incident.objects.filter(community__in=[compound, places[3]]).order_by("pk")
    assert ((inside.pk, village.pk) in told) is rolls_up
    assert ((inside.pk, into.pk) in told) is rolls_up
    assert (merged.pk, into.pk) in told
    assert borne_on[inside.pk][0] == compound.pk


def test_of_nobody_and_of_nothing_there_is_nothing():
    report(CommunityFactory())
    assert not Incident.objects.bearing_on([], **YEAR, rolls_up=True).exists()
    assert places_borne_on([], **YEAR, rolls_up=True) == {}


def test_what_was_withdrawn_bears_on_nothing():
    place = CommunityFactory()
    incident = report(place)
    Incident.objects.update(state="withdrawn", withdrawal_reason="误报")
    assert places_borne_on([incident], **YEAR, rolls_up=True) == {incident.pk: []}
