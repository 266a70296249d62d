"""What stations keep of the work of a year, head by head (N 2)."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.permissions import Role
from audit.models import Event
from communities import actions
from communities.actions import Entry
from communities.heads import COMPOUND_HEADS, PLACE_HEADS, all_years, open_years
from communities.models import Community, WorkRecord
from communities.obstacles import of_keeping_work
from communities.staffing import information_officers
from communities.work import (
    IS_SHORT,
    by_township,
    keeping_records,
    lines_of,
    progress,
    progress_by_year,
    with_progress,
)
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
)
from wufaan.errors import DomainError
from wufaan.obstacles import why_not

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june(it_is):
    """2026 is being worked on."""
    it_is(date(2026, 6, 1))


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


def keep(community, head="party", state="done", *, by, year=2026, **more) -> list[WorkRecord]:
    entries = {head: Entry(state, **more)}
    return actions.keep_work(community=community, year=year, entries=entries, by=by)


def recorded() -> list[dict]:
    return [event.data for event in Event.objects.filter(verb="work_recorded")]


# ---- The heads ----


def test_a_compound_has_the_six_heads_of_the_notice_and_a_village_five():
    assert [h.clause for h in COMPOUND_HEADS] == [f"实施方案二（一）{n}" for n in range(1, 7)]
    assert [h.clause for h in PLACE_HEADS] == [f"实施方案二（二）{n}" for n in range(1, 6)]
    assert [h.key for h in (*COMPOUND_HEADS, *PLACE_HEADS) if h.counts_officers] == [
        "internal_security"
    ]


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 10, 31), [2026]),
        (date(2026, 11, 1), [2026, 2027]),
        (date(2026, 12, 31), [2026, 2027]),
        (date(2027, 1, 1), [2027]),
    ],
)
def test_a_year_is_open_from_the_start_of_its_period_to_the_end_of_december(day, years):
    assert open_years(day) == years
    assert all_years(day) == list(range(years[-1], 2019, -1))


# ---- Keeping ----


def test_an_officer_records_a_head_and_the_trail_says_what_changed(officer):
    place = CommunityFactory()
    keep(place, state="under_way", note=" 正在  选举\n支部 ", by=officer)
    keep(place, state="done", note="正在 选举 支部", by=officer)
    record = WorkRecord.objects.get()
    assert (record.state, record.note) == ("done", "正在 选举 支部")
    assert recorded()[1] == {"before": {"state": "under_way"}, "after": {"state": "done"}}


def test_what_stays_as_it_was_leaves_no_event_and_no_row(officer):
    place = CommunityFactory()
    assert keep(place, state="not_started", by=officer) == []
    keep(place, state="done", by=officer)
    assert keep(place, state="done", by=officer) == []
    assert (WorkRecord.objects.count(), len(recorded())) == (1, 1)


def test_one_wrong_entry_leaves_nothing_of_the_others(officer):
    entries = {"party": Entry("done"), "services": Entry("done", note="联系人 13812345678")}
    with pytest.raises(DomainError, match="“服务管理”的情况里.*手机号码"):
        actions.keep_work(community=CommunityFactory(), year=2026, entries=entries, by=officer)
    assert not WorkRecord.objects.exists()
    assert recorded() == []


def test_a_village_has_no_head_of_compounds(officer):
    with pytest.raises(DomainError, match="没有这个事项，只有：村社党组织、群防群治"):
        keep(CommunityFactory(), "internal_security", by=officer)


def test_information_officers_are_counted_at_one_head_only(officer):
    compound = CompoundFactory()
    keep(compound, "internal_security", information_officers=3, by=officer)
    with pytest.raises(DomainError, match="不填信息员人数"):
        keep(compound, "party", information_officers=3, by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkRecord.objects.update(head="party")


def test_an_officer_keeps_nothing_of_another_station(officer):
    other = CommunityFactory(name="由旺村", station=StationFactory(code="530521020000"))
    with pytest.raises(DomainError, match="“由旺村”属于.*由该所填写"):
        keep(other, by=officer)


def test_nothing_is_kept_of_a_place_that_is_no_more(office):
    with pytest.raises(DomainError, match="已于 2026-01-05 撤并"):
        keep(CommunityFactory(closed_on=date(2026, 1, 5)), by=office)


def test_after_december_only_the_office_puts_a_year_right(officer, office, it_is):
    place = CommunityFactory()
    it_is(date(2026, 12, 31))
    keep(place, state="under_way", by=officer)
    it_is(date(2027, 1, 1))
    with pytest.raises(DomainError, match="已于 2026 年 12 月 31 日截止.*领导小组办公室"):
        keep(place, by=officer)
    keep(place, by=office)
    assert WorkRecord.objects.get().state == "done"


@pytest.mark.parametrize("year", [2019, 2027])
def test_there_is_no_record_before_the_programme_nor_before_the_year_begins(office, year):
    with pytest.raises(DomainError, match=f"没有 {year} 年度的台账"):
        keep(CommunityFactory(), by=office, year=year)


def test_a_record_is_never_deleted(officer):
    keep(CommunityFactory(), by=officer)
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkRecord.objects.all().delete()


def test_who_may_not_keep_it_is_told_why(officer):
    place = CommunityFactory()
    assert why_not(of_keeping_work(place, 2026, officer)) == ""
    assert "截止" in why_not(of_keeping_work(place, 2025, officer))


# ---- How far it is ----


def test_progress_counts_heads_and_information_officers(officer):
    compound = CompoundFactory(population=1001, shops=21)
    keep(compound, "internal_security", information_officers=4, by=officer)
    keep(compound, "party", "under_way", by=officer)
    keep(compound.parent, by=officer)
    found = progress([compound.pk, compound.parent.pk], 2026)
    assert str(found[compound.pk]) == "完成 1/6，进行中 1，未开展 4"
    assert (found[compound.pk].officers, found[compound.pk].needed) == (4, 5)
    assert found[compound.pk].short == 1
    assert str(found[compound.parent.pk]) == "完成 1/5，未开展 4"
    assert found[compound.parent.pk].needed is None


def test_another_year_s_record_does_not_count(office):
    place = CommunityFactory()
    keep(place, year=2025, by=office)
    assert progress([place.pk], 2026)[place.pk].done == 0
    assert {year: p.done for year, p in progress_by_year(place).items()} == {2025: 1}


@pytest.mark.parametrize("population", [None, 0, 1, 499, 500, 501, 12_345])
@pytest.mark.parametrize("shops", [None, 0, 1, 20, 21])
def test_a_query_needs_as_many_information_officers_as_the_rule(population, shops):
    compound = CompoundFactory(population=population, shops=shops)
    needed = progress([compound.pk], 2026)[compound.pk].needed
    assert needed == information_officers(population, shops)


def test_compounds_short_of_information_officers_are_found(officer):
    enough, short, none, village = (
        CompoundFactory(population=900),
        CompoundFactory(population=900),
        CompoundFactory(population=900),
        CommunityFactory(population=900),
    )
    keep(enough, "internal_security", information_officers=2, by=officer)
    keep(short, "internal_security", information_officers=1, by=officer)
    every = Community.objects.filter(pk__in=[p.pk for p in (enough, short, none, village)])
    assert set(with_progress(every, 2026).filter(IS_SHORT)) == {short, none}


def test_the_lines_of_a_record_show_every_head_begun_or_not(officer):
    place = CommunityFactory()
    keep(place, "self_rule", "under_way", note="村规民约在改", by=officer)
    lines = lines_of(place, 2026)
    assert [line.head for line in lines] == list(PLACE_HEADS)
    assert [line.record.get_state_display() for line in lines] == [
        *["未开展", "未开展", "进行中", "未开展", "未开展"]
    ]


def test_a_year_asks_for_a_record_of_what_is_there_and_takes_part():
    kept = CommunityFactory()
    CommunityFactory(closed_on=date(2026, 5, 1))
    CommunityFactory(takes_part=False, not_taking_part_reason="在建")
    gone_since = CommunityFactory(closed_on=date(2026, 4, 1))
    assert set(keeping_records(Community.objects.all(), 2026)) == {kept}
    assert gone_since in keeping_records(Community.objects.all(), 2025)


def test_the_work_of_townships_is_summed_up_head_by_head(officer):
    near, far = TownshipFactory(), TownshipFactory(code="530521102", name="由旺镇")
    first, second = CommunityFactory(township=near), CommunityFactory(township=near)
    CommunityFactory(township=far)
    keep(first, "party", by=officer)
    keep(second, "party", "under_way", by=officer)
    rows = by_township(Community.objects.all(), 2026, is_compound=False)
    assert [(row.name, row.places) for row in rows] == [("甸阳镇", 2), ("由旺镇", 1)]
    assert [share.percent for share in rows[0].shares] == [50, 0, 0, 0, 0]
    assert rows[1].shares[0].done == 0


def test_progress_is_one_query_for_one_place_or_many():
    places = [CommunityFactory() for _ in range(5)]
    for some in (places[:1], places):
        with CaptureQueriesContext(connection) as captured:
            progress([place.pk for place in some], 2026)
        assert len(captured) == 1
