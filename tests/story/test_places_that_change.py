"""Four years of a county in which a place changes its station and a year is skipped."""

from datetime import date

import pytest

from evaluation import actions
from evaluation.models import ReReview
from incidents import actions as incidents
from incidents.months import months_of
from tests.story.county import County


@pytest.mark.django_db
def test_a_place_changes_its_station_and_a_year_is_skipped(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    county = County(monkeypatch)
    county.willow = county.village("530599101201", "柳溪村")
    county.plum = county.village("530599102201", "梅岭村")
    county.pine = county.village("530599102202", "松坪村")
    county.ordinary_year(2020)
    one_comes_to_another_station_2021(county)
    nobody_holds_a_year_2022(county)
    every_holder_is_looked_at_2023(county)


def one_comes_to_another_station_2021(county):
    """The old station signs until then, the new one from then on: nothing is missing for it; for
    the village that stays, the months that the old one did not sign are."""
    east, west = county.stations.values()
    county.clock.go_to(date(2021, 5, 3))
    kept = {"name": "梅岭村", "kind": "village", "township": county.plum.township_id}
    typed = kept | {"station": east.pk, "station_since": "2021-05-01"}
    page = f"/office/registry/communities/{county.plum.code}/change/"
    assert county.as_person(county.office).post(page, typed).status_code == 302
    county.clock.go_to(date(2021, 11, 1))
    for month in months_of(2021):
        for station in (east, west) if month < date(2021, 5, 1) else (east,):
            incidents.sign_return(station=station, month=month, by=county.officers[station.code])
    cycle = actions.open_cycle(year=2021, by=county.office)
    actions.configure(cycle=cycle, returns_policy="required", by=county.office)
    lacking = county.in_office("/office/?year=2021")
    assert "西岭派出所" in lacking.partition('id="missing-returns"')[2]
    county.ordinary_year(2021)
    assert county.named(2021) == {"柳溪村", "梅岭村"}
    assert county.outcomes()["松坪村"] == "incomplete"


def nobody_holds_a_year_2022(county):
    county.clock.go_to(date(2023, 9, 1))


def every_holder_is_looked_at_2023(county):
    """Also the one whose latest title is three years old."""
    county.november(2023)
    looked_at = ReReview.objects.filter(cycle__year=2023)
    assert set(looked_at.values_list("honour__name", "honour__year")) == {
        ("柳溪村", 2021),
        ("梅岭村", 2021),
        ("松坪村", 2020),
    }
