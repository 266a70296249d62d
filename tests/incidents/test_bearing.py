"""What happens in a compound also counts for the place around it, never the other way round."""

import pytest

from incidents.models import Incident
from tests.factories import CommunityFactory, CompoundFactory, report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rolls_up", [True, False])
def test_an_incident_bears_on_the_places_for_which_it_is_looked_up(rolls_up):
    village = CommunityFactory()
    compound = CompoundFactory(parent=village)
    places = [village, compound, CompoundFactory(parent=village), CommunityFactory()]
    for place in places:
        report(place)
    looked_up = {
        (incident.pk, place.pk)
        for place in places
        for incident in Incident.objects.bearing_on([place], rolls_up=rolls_up)
    }
    told = {(i.pk, key) for i in Incident.objects.all() for key in i.bears_on(rolls_up=rolls_up)}
    assert looked_up == told
    assert len(told) == (6 if rolls_up else 4)
    inside = Incident.objects.get(community=compound)
    assert ((inside.pk, village.pk) in told) is rolls_up
