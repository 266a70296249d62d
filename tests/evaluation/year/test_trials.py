"""A year assessed before it is over: what it tells, and that no list is published from it."""

from datetime import date

import pytest

from accounts.models import User
from evaluation import actions
from evaluation.models import Cycle, Verdict
from evaluation.overview.steps import next_step
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    issued,
    noticed_cycle,
)
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

MAY, AFTER = date(2025, 5, 20), date(2025, 11, 2)


def tried(office, on=MAY, **policy) -> Cycle:
    cycle = actions.open_cycle(year=2025, by=office)
    if policy:
        cycle = actions.configure(cycle=cycle, by=office, **policy)
    actions.assess(cycle=cycle, on=on, by=office)
    return Cycle.objects.get()


def missing() -> int:
    return Verdict.objects.get().missing_months


@pytest.mark.parametrize(
    ("on", "months"),
    [
        (date(2024, 10, 3), 0),
        (date(2024, 11, 30), 0),
        (date(2024, 12, 1), 1),
        (MAY, 6),
        (date(2025, 10, 31), 11),
        (date(2025, 11, 1), 12),
        (date(2026, 3, 1), 12),
    ],
)
def test_a_month_that_is_not_over_is_not_missing(office, on, months):
    CommunityFactory()
    tried(office, on)
    assert missing() == months


def test_what_is_signed_is_not_missing(office):
    station = CommunityFactory(station=StationFactory()).station
    for month in (date(2024, 11, 1), date(2025, 3, 1)):
        station.returns.create(month=month, incident_count=0, signed_by=User.objects.system())
    tried(office)
    assert missing() == 4


def test_the_notice_is_offered_once_the_period_is_over_and_assessed_as_a_whole(office):
    CommunityFactory()
    cycle = tried(office)
    early = next_step(cycle, office, MAY)
    assert (early.verb, "试评" in early.text) == ("assess", True)
    stale = next_step(cycle, office, AFTER)
    assert (stale.verb, "重新评估" in stale.text) == ("assess", True)
    actions.assess(cycle=cycle, on=AFTER, by=office)
    assert next_step(cycle, office, AFTER).verb == "publish_notice"


def test_no_list_is_published_from_a_trial(office):
    CommunityFactory()
    cycle = tried(office)
    words = {"number": "", "title": "公示", "channels": "信箱", "starts_on": date(2025, 11, 3)}
    with pytest.raises(DomainError, match="2025年5月20日试评的.*重新评估"):
        issued(cycle=cycle, by=office, **words)
    actions.assess(cycle=cycle, on=AFTER, by=office)
    assert issued(cycle=cycle, by=office, **words).entries.count() == 1


def test_compounds_are_numbered_before_villages_as_they_are_printed(office):
    late = CommunityFactory(code="530521101300", name="文武村")
    early = CommunityFactory(code="530521101200", name="甸阳村")
    CompoundFactory(parent=late, code="530521101300-X01", name="二号院")
    CompoundFactory(parent=early, code="530521101200-X01", name="一号院")
    entries = noticed_cycle(2025).notice.entries.order_by("position")
    assert [e.name for e in entries] == ["一号院", "二号院", "甸阳村", "文武村"]


def test_opening_a_year_asks_first_and_fills_a_gap(client, office):
    client.force_login(office)
    actions.open_cycle(year=2025, by=office)
    actions.open_cycle(year=2031, by=office)
    page = text(client.get("/office/cycles/open/"))
    assert "2025-11-01 至 2026-10-31" in page
    assert "照 2025 年度的" in page
    assert Cycle.objects.count() == 2
    client.post("/office/cycles/open/", {"year": "2026"})
    assert Cycle.objects.filter(year=2026).exists()
