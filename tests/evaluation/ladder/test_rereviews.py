"""Titles looked at again (N 3(4)): what opens a re-review by itself."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions as communities
from communities.models import Community
from evaluation import actions
from evaluation.models import (
    Cause,
    Cycle,
    Decision,
    Honour,
    Level,
    ReReview,
)
from incidents import actions as incidents
from incidents.import_plan import IncidentImport
from incidents.resources import IncidentResource
from tests.evaluation.ladder.opened import municipal, opened
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    assessed_cycle,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.sheets_files import INCIDENT_HEADER, csv_bytes
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def awarded(kept) -> None:
    """甸阳村 with the compound 善洲花园, 由旺村 and 新村, named for 2025; 旧村 was not."""
    village = CommunityFactory(name="甸阳村")
    CompoundFactory(parent=village, name="善洲花园")
    CommunityFactory(name="由旺村")
    CommunityFactory(name="新村")
    found(CommunityFactory(name="旧村"), on=date(2025, 3, 1))
    published_cycle(2025)


@pytest.fixture
def place(awarded) -> Community:
    return called("甸阳村")


def called(name: str) -> Community:
    return Community.objects.get(name=name)


def again(cycle: Cycle) -> None:
    actions.assess(cycle=cycle, on=date(cycle.year, 11, 2), by=User.objects.system())


# ---- Every year ----


def test_assessing_a_year_opens_each_holder_s_latest_standing_county_title(office):
    """Also of one that lost, or never had, that of the year before."""
    CommunityFactory(name="甸阳村")
    lost = CommunityFactory(name="由旺村")
    published_cycle(2023)
    published_cycle(2024)
    honour = Honour.objects.get(community=lost, year=2024)
    actions.revoke(honour=honour, reason="滑坡", on=date(2025, 3, 1), by=office)
    assert opened(Cause.YEARLY) == [("甸阳村", 2023), ("由旺村", 2023)]
    assessed_cycle(2025)
    assert opened(Cause.YEARLY)[2:] == [("由旺村", 2023), ("甸阳村", 2024)]
    of_2025 = ReReview.objects.filter(cycle__year=2025)
    assert set(of_2025.values_list("honour__year", "opened_on")) == {
        (2023, date(2025, 11, 1)),
        (2024, date(2025, 11, 1)),
    }


def test_a_holder_is_looked_at_in_every_year_also_after_one_that_was_skipped(office):
    """No year 2024 was held: what was named in 2023 is looked at in 2025 and again in 2026."""
    CommunityFactory(name="甸阳村")
    published_cycle(2023)
    for year in (2025, 2026):
        cycle = assessed_cycle(year)
        again(cycle)
        assert [r.honour.year for r in cycle.rereviews.all()] == [2023]
    assert opened(Cause.YEARLY) == [("甸阳村", 2023)] * 2


def test_a_title_granted_once_the_next_year_was_assessed_is_looked_at_in_that_year(leader):
    """As one of a supplementary notice may be."""
    CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2024)
    assessed_cycle(2025)
    assert opened() == []
    actions.approve(cycle=cycle, on=date(2025, 11, 15), by=leader)
    assert opened(Cause.YEARLY) == [("甸阳村", 2024)]
    assert ReReview.objects.get().cycle.year == 2025


def test_higher_titles_are_not_opened_for_they_rest_on_the_county_s(office):
    place = CommunityFactory()
    published_cycle(2023)
    published_cycle(2024)
    municipal(place, 2024, office)
    assessed_cycle(2025)
    assert set(ReReview.objects.values_list("honour__level", flat=True)) == {Level.COUNTY}


def test_assessing_again_opens_nothing_twice_nor_what_was_decided():
    CommunityFactory()
    published_cycle(2024)
    cycle = assessed_cycle(2025)
    again(cycle)
    rereview = ReReview.objects.get()
    actions.keep(rereviews=[rereview], by=User.objects.system())
    again(cycle)
    assert ReReview.objects.get().decision == Decision.KEEP


def test_kept_for_a_clean_verdict_it_is_open_again_when_the_verdict_is_not_clean(office):
    place = CommunityFactory()
    published_cycle(2024)
    cycle = assessed_cycle(2025)
    actions.keep(rereviews=[ReReview.objects.get()], by=office)
    found(place, on=date(2025, 6, 1))
    again(cycle)
    assert len(opened(Cause.YEARLY)) == 1
    reason = "一起入室盗窃已经破案，防范已经补上。"
    actions.keep(rereviews=[ReReview.objects.get()], note=reason, by=office)
    again(cycle)
    assert opened(Cause.YEARLY) == []


# ---- What comes to light late ----


def test_a_finding_that_counts_inside_a_year_that_was_awarded_opens_its_title(place):
    late = found(place, on=date(2025, 6, 1))
    rereview = ReReview.objects.get()
    assert (rereview.honour.community, rereview.incident) == (place, late)
    assert rereview.cause == Cause.LATE_DETERMINATION
    events = Event.objects.about(rereview.honour).filter(verb="rereview_opened")
    assert events.get().data == {"cause": "late_determination", "about": late.number}


@pytest.mark.parametrize("prepare", [assessed_cycle, noticed_cycle])
def test_before_the_approval_there_is_no_title_to_open(prepare):
    place = CommunityFactory()
    prepare(2025)
    found(place, on=date(2025, 6, 1))
    assert opened() == []


def test_what_is_found_while_the_approval_goes_on_is_opened_by_the_approval(monkeypatch):
    """Before, it stands in the way of the approval: see test_found_late."""
    place = CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2025)
    monkeypatch.setattr("evaluation.notice.obstacles.since.since_notice", lambda cycle: [])
    found(place, on=date(2025, 6, 1))
    actions.approve(cycle=cycle, on=date(2025, 11, 15), by=UserFactory(role=Role.LEADING))
    assert opened(Cause.LATE_DETERMINATION) == [("甸阳村", 2025)]


@pytest.mark.parametrize("day", [date(2024, 10, 31), date(2025, 11, 1)])
def test_the_day_decides_whose_year_it_is(place, day):
    found(place, on=day)
    assert opened() == []


@pytest.mark.parametrize("day", [date(2024, 11, 1), date(2025, 10, 31)])
def test_both_ends_of_the_period_belong_to_it(place, day):
    found(place, on=day)
    assert len(opened()) == 1


def test_what_does_not_count_opens_nothing_and_neither_does_a_title_that_is_lost(office, place):
    incident = report(place, on=date(2025, 6, 1))
    incidents.determine(incident=incident, criterion=4, counts=False, reason="误报", by=office)
    assert opened() == []
    actions.revoke(
        honour=Honour.objects.get(community=place), reason="滑坡", on=date(2025, 12, 1), by=office
    )
    found(place, on=date(2025, 6, 3))
    assert opened() == []


def test_in_a_compound_it_opens_the_village_too_where_the_year_says_so():
    village = CommunityFactory(name="甸阳村")
    compound = CompoundFactory(parent=village, name="善洲花园")
    published_cycle(2024, rolls_up=False)
    published_cycle(2025, rolls_up=True)
    for year in (2024, 2025):
        found(compound, on=date(year, 6, 1))
    assert opened(Cause.LATE_DETERMINATION) == [
        ("善洲花园", 2024),
        ("甸阳村", 2025),
        ("善洲花园", 2025),
    ]


def test_in_a_village_it_opens_none_of_its_compounds(place):
    found(place, on=date(2025, 6, 1))
    assert opened() == [("甸阳村", 2025)]


@pytest.mark.parametrize(
    ("on", "looked_at"), [(date(2025, 6, 1), [("新村", 2025)]), (date(2025, 11, 21), [])]
)
def test_a_merger_put_on_record_after_the_award_opens_what_took_over(
    office, awarded, on, looked_at
):
    """Where it was within the year's period."""
    old, new = called("旧村"), called("新村")
    communities.merge(community=old, into=new, on=on, by=office)
    assert opened(Cause.LATE_DETERMINATION) == looked_at


def test_a_compound_moved_after_the_award_opens_the_new_village_and_not_again_the_old(
    office, awarded
):
    old, new, compound = called("甸阳村"), called("新村"), called("善洲花园")
    found(compound, on=date(2025, 3, 1))
    actions.keep(rereviews=list(ReReview.objects.unfinished()), note="已核实。", by=office)
    communities.move(community=compound, into=new, on=date(2025, 6, 1), by=office)
    assert opened(Cause.LATE_DETERMINATION) == [("新村", 2025)]
    communities.move(community=compound, into=old, on=date(2025, 7, 1), by=office)
    assert opened(Cause.LATE_DETERMINATION) == [("新村", 2025)]


def test_a_place_split_off_after_the_award_is_looked_at_for_what_was_before(office):
    old = CommunityFactory(name="旧村")
    young = CommunityFactory(name="新村", opened_on=date(2025, 6, 1))
    found(old, on=date(2025, 3, 1))
    published_cycle(2025)
    fields = ["name", "kind", "station", "households", "population", "shops", "opened_on"]
    as_it_is = {field: getattr(young, field) for field in fields}
    communities.change(community=young, **as_it_is, split_from=old, by=office)
    assert opened(Cause.LATE_DETERMINATION) == [("新村", 2025)]


def test_found_on_twice_it_is_one_re_review_and_another_incident_is_another(office, place):
    incident = found(place, on=date(2025, 6, 1))
    incidents.determine(incident=incident, criterion=4, counts=True, reason="复查", by=office)
    assert ReReview.objects.count() == 1
    found(place, on=date(2025, 6, 2))
    assert ReReview.objects.count() == 2


def test_kept_once_a_new_finding_that_counts_opens_it_again(office, place):
    incident = found(place, on=date(2025, 6, 1))
    actions.keep(rereviews=[ReReview.objects.get()], note="轻微", by=office)
    incidents.determine(incident=incident, criterion=1, counts=True, reason="复查", by=office)
    assert len(opened()) == 1
    assert ReReview.objects.count() == 2


def test_a_file_of_old_records_opens_them_too_in_the_same_number_of_queries(awarded):
    def bring(number: int) -> int:
        rows = [INCIDENT_HEADER]
        for _ in range(number):
            place = CommunityFactory()
            titled.append(place)
            rows.append([f"老{len(titled)}", place.code, "2025-06-01", "burglary", "criminal"])
        for place in titled[-number:]:
            Honour.objects.create(
                community=place, level="county", year=2025, cycle=cycle, name=place.name,
                kind=place.kind, township_name="甸阳镇", granted_on=date(2025, 11, 15),
            )  # fmt: skip
        content = csv_bytes([[*row, "determined"] if row[0][0] == "老" else row for row in rows])
        table = read_table(content, "old.csv", IncidentResource)
        with CaptureQueriesContext(connection) as captured:
            IncidentImport.carry_out(table=table, by=User.objects.system())
        return len(captured)

    titled = []
    cycle = Cycle.objects.get(year=2025)
    few = bring(1)
    assert bring(5) == few
    assert len(opened(Cause.LATE_DETERMINATION)) == 6
