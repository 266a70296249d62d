"""Titles looked at again (N 3(4)): what opens a re-review by itself, and what ends it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions as communities
from communities.import_plan import CommunityImport
from communities.pinyin import pinyin_key
from communities.resources import CommunityResource
from evaluation import actions
from evaluation.models import (
    Cause,
    Cycle,
    Decision,
    Honour,
    HonourState,
    Level,
    ReReview,
)
from incidents import actions as incidents
from incidents.import_plan import IncidentImport
from incidents.resources import IncidentResource
from plaques.models import Plaque
from plaques.workflow import Custody
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    UserFactory,
    approved_cycle,
    assessed_cycle,
    found,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.pages import text
from tests.sheets_files import COMMUNITY_HEADER, INCIDENT_HEADER, csv_bytes
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db

OTHER_COMPANY = "91530521MA6K000015"


def opened(cause: Cause | None = None) -> list[tuple[str, int]]:
    """Whose titles of which year are looked at now."""
    rereviews = ReReview.objects.unfinished().order_by("honour__year")
    if cause:
        rereviews = rereviews.filter(cause=cause)
    found = [(r.honour.name, r.honour.year) for r in rereviews.select_related("honour")]
    return sorted(found, key=lambda name_year: (name_year[1], pinyin_key(name_year[0])))


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


def municipal(place, year: int, by) -> Honour:
    (honour,) = actions.record_results(
        communities=[place],
        level=Level.MUNICIPAL,
        year=year,
        document_number="保无案组〔2025〕3号",
        granted_on=date(year + 1, 3, 18),
        by=by,
    )
    return honour


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


def test_a_finding_that_counts_inside_a_year_that_was_awarded_opens_its_title():
    place = CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村")
    published_cycle(2025)
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
def test_the_day_decides_whose_year_it_is(day):
    place = CommunityFactory()
    published_cycle(2025)
    found(place, on=day)
    assert opened() == []


@pytest.mark.parametrize("day", [date(2024, 11, 1), date(2025, 10, 31)])
def test_both_ends_of_the_period_belong_to_it(day):
    place = CommunityFactory()
    approved_cycle(2025)
    found(place, on=day)
    assert len(opened()) == 1


def test_what_does_not_count_opens_nothing_and_neither_does_a_title_that_is_lost(office):
    place = CommunityFactory()
    published_cycle(2025)
    incident = report(place, on=date(2025, 6, 1))
    incidents.determine(incident=incident, criterion=4, counts=False, reason="误报", by=office)
    assert opened() == []
    actions.revoke(honour=Honour.objects.get(), reason="滑坡", on=date(2025, 12, 1), by=office)
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


def test_in_a_village_it_opens_none_of_its_compounds():
    village = CommunityFactory(name="甸阳村")
    CompoundFactory(parent=village, name="善洲花园")
    published_cycle(2025)
    found(village, on=date(2025, 6, 1))
    assert opened() == [("甸阳村", 2025)]


@pytest.mark.parametrize(
    ("on", "looked_at"), [(date(2025, 6, 1), [("新村", 2025)]), (date(2025, 11, 21), [])]
)
def test_a_merger_put_on_record_after_the_award_opens_what_took_over(office, on, looked_at):
    """Where it was within the year's period."""
    old, new = CommunityFactory(name="旧村"), CommunityFactory(name="新村")
    found(old, on=date(2025, 3, 1))
    published_cycle(2025)
    communities.merge(community=old, into=new, on=on, by=office)
    assert opened(Cause.LATE_DETERMINATION) == looked_at


def test_a_compound_moved_after_the_award_opens_the_new_village_and_not_again_the_old(office):
    old, new = CommunityFactory(name="旧村"), CommunityFactory(name="新村")
    compound = CompoundFactory(parent=old)
    published_cycle(2025)
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


def test_found_on_twice_it_is_one_re_review_and_another_incident_is_another(office):
    place = CommunityFactory()
    published_cycle(2025)
    incident = found(place, on=date(2025, 6, 1))
    incidents.determine(incident=incident, criterion=4, counts=True, reason="复查", by=office)
    assert ReReview.objects.count() == 1
    found(place, on=date(2025, 6, 2))
    assert ReReview.objects.count() == 2


def test_kept_once_a_new_finding_that_counts_opens_it_again(office):
    place = CommunityFactory()
    published_cycle(2025)
    incident = found(place, on=date(2025, 6, 1))
    actions.keep(rereviews=[ReReview.objects.get()], note="轻微", by=office)
    incidents.determine(incident=incident, criterion=1, counts=True, reason="复查", by=office)
    assert len(opened()) == 1
    assert ReReview.objects.count() == 2


def test_a_file_of_old_records_opens_them_too_in_the_same_number_of_queries():
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
    CommunityFactory()
    cycle = published_cycle(2025)
    few = bring(1)
    assert bring(5) == few
    assert len(opened(Cause.LATE_DETERMINATION)) == 6


# ---- Another property company ----


@pytest.fixture
def compound():
    compound = CompoundFactory(name="善洲花园", property_company=PropertyCompanyFactory())
    published_cycle(2024)
    published_cycle(2025)
    ReReview.objects.update(
        state="closed", decision="keep", decided_by=User.objects.system(), decided_on=today()
    )
    return compound


def give(compound, company, by) -> None:
    fields = ["name", "kind", "station", "households", "population", "shops", "opened_on"]
    kept = {field: getattr(compound, field) for field in fields}
    communities.change(community=compound, property_company=company, by=by, **kept)


def test_another_company_opens_the_latest_title_of_its_compound(office, compound):
    other = PropertyCompanyFactory(code=OTHER_COMPANY, name="新城物业")
    give(compound, other, office)
    assert opened() == [("善洲花园", 2025)]
    rereview = ReReview.objects.unfinished().get()
    assert rereview.ground == "物业企业由“安居物业服务有限公司”变更为“新城物业”。"


def test_no_company_any_more_is_a_change_and_saving_the_same_is_none(office, compound):
    give(compound, compound.property_company, office)
    assert opened() == []
    give(compound, None, office)
    assert "退出" in ReReview.objects.unfinished().get().ground


def test_a_second_change_is_told_in_the_same_re_review(office, compound):
    give(compound, PropertyCompanyFactory(code=OTHER_COMPANY, name="新城物业"), office)
    give(compound, None, office)
    ground = ReReview.objects.unfinished().get().ground
    assert "变更为“新城物业”。物业企业“新城物业”退出" in ground


def test_a_company_that_comes_after_one_had_gone_is_a_change_too(office, compound):
    """Also where the going was looked at and the title kept; while it is open the ground tells
    the latest."""
    give(compound, None, office)
    (gone,) = ReReview.objects.unfinished()
    actions.keep(rereviews=[gone], note="防范工作由村里接续", by=office)
    other = PropertyCompanyFactory(code=OTHER_COMPANY, name="新城物业")
    for company in (other, None, compound.property_company):
        give(compound, company, office)
    (rereview,) = ReReview.objects.unfinished()
    assert rereview.ground == (
        "没有登记物业企业之后，由“新城物业”接手。"
        "物业企业“新城物业”退出，当时没有登记新的。"
        "没有登记物业企业之后，由“安居物业服务有限公司”接手。"
    )


def test_the_first_company_that_is_registered_is_no_change(office):
    compound = CompoundFactory()
    published_cycle(2025)
    give(compound, PropertyCompanyFactory(), office)
    assert opened() == []


def test_a_file_that_names_another_company_opens_it_as_well(compound):
    row = [
        *[compound.code, "善洲花园", "小区", "530521101", "甸阳镇", "530521010000", "甸阳派出所"],
        *[compound.parent.code, OTHER_COMPANY, "新城物业", "", "", ""],
    ]
    content = csv_bytes([COMMUNITY_HEADER, row])
    table = read_table(content, "registry.csv", CommunityResource)
    CommunityImport.carry_out(table=table, by=User.objects.system())
    assert "变更为“新城物业”" in ReReview.objects.unfinished().get().ground


# ---- Decisions ----


@pytest.fixture
def yearly():
    """甸阳村 is clean in 2025, 由旺村 is not."""
    CommunityFactory(name="甸阳村")
    broken = CommunityFactory(name="由旺村")
    published_cycle(2024)
    found(broken, on=date(2025, 3, 1))
    assessed_cycle(2025)
    return {r.honour.name: r for r in ReReview.objects.select_related("honour")}


def test_what_is_proposed_is_kept_without_a_reason_and_nothing_else(office, yearly):
    with pytest.raises(DomainError, match="“由旺村”没有保留的建议，保留要写明理由"):
        actions.keep(rereviews=yearly.values(), by=office)
    assert len(opened()) == 2
    actions.keep(rereviews=[yearly["甸阳村"]], by=office)
    actions.keep(rereviews=[yearly["由旺村"]], note="整改到位。", on=date(2025, 12, 1), by=office)
    assert opened() == []
    kept = ReReview.objects.get(honour__name="由旺村")
    assert (kept.decision, kept.note, kept.decided_by, kept.decided_on) == (
        Decision.KEEP, "整改到位。", office, date(2025, 12, 1),
    )  # fmt: skip
    assert Honour.objects.standing().count() == 2
    assert Event.objects.filter(verb="rereview_kept").count() == 2


def test_a_withheld_community_is_not_proposed_to_be_kept(office, yearly):
    cycle = Cycle.objects.get(year=2025)
    verdict = cycle.verdicts.get(name="甸阳村")
    actions.withhold(verdict=verdict, reason="监控没有验收", by=office)
    with pytest.raises(DomainError, match="要写明理由"):
        actions.keep(rereviews=[yearly["甸阳村"]], by=office)


def test_rectified_by_a_day_it_is_overdue_the_day_after(office, yearly):
    due_on = today() + timedelta(days=30)
    actions.rectify(rereviews=[yearly["由旺村"]], due_on=due_on, demand="补装单元门。", by=office)
    rereview = ReReview.objects.rectifying().get()
    assert (rereview.due_on, rereview.demand) == (due_on, "补装单元门。")
    assert not ReReview.objects.overdue(due_on)
    assert ReReview.objects.overdue(due_on + timedelta(days=1)).get() == rereview
    assert rereview.honour.state == HonourState.STANDING


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"demand": " "}, "请填写“整改要求”"),
        ({"due_on": date(2025, 1, 1)}, "整改期限要在"),
        ({"demand": "请联系 13800138000"}, "手机号码"),
    ],
)
def test_what_cannot_be_rectified_is_refused(office, yearly, change, match):
    fields = {"due_on": today() + timedelta(days=9), "demand": "补装单元门。"} | change
    with pytest.raises(DomainError, match=match):
        actions.rectify(rereviews=yearly.values(), by=office, **fields)
    assert not ReReview.objects.rectifying()


def test_a_revoked_title_closes_every_re_review_of_it(office, yearly):
    honour = yearly["由旺村"].honour
    found(honour.community, on=date(2024, 6, 1))
    assert honour.rereviews.unfinished().count() == 2
    actions.revoke(honour=honour, reason="工作滑坡。", on=date(2025, 12, 1), by=office)
    assert set(honour.rereviews.values_list("state", "decision", "note", "decided_by")) == {
        ("closed", "revoke", "工作滑坡。", office.pk)
    }
    assert opened() == [("甸阳村", 2024)]


def test_what_is_finished_is_not_decided_again(office, yearly):
    actions.keep(rereviews=[yearly["甸阳村"]], by=office)
    for decide in (
        lambda: actions.keep(rereviews=[yearly["甸阳村"]], note="再次", by=office),
        lambda: actions.rectify(
            rereviews=yearly.values(), due_on=today() + timedelta(days=1), demand="x", by=office
        ),
    ):
        with pytest.raises(DomainError, match="“甸阳村”已经办结"):
            decide()


def test_nothing_ticked_is_told(office):
    with pytest.raises(DomainError, match="还没有勾选"):
        actions.keep(rereviews=[], by=office)


# ---- A place that is no more ----


@pytest.fixture
def merging(office):
    """甸阳小区 with titles of two years and the city's, delivered plaques, and 善洲花园."""
    village = CommunityFactory()
    old = CompoundFactory(parent=village, name="甸阳小区")
    new = CompoundFactory(parent=village, name="善洲花园")
    published_cycle(2024)
    published_cycle(2025)
    municipal(old, 2025, office)
    Plaque.objects.update(custody=Custody.DELIVERED)
    return old, new


def test_a_merger_voids_every_title_in_its_own_transaction(office, merging):
    old, new = merging
    on = today()
    communities.merge(community=old, into=new, on=on, by=office)
    assert set(Honour.objects.of(old).values_list("level", "state", "end_reason", "ended_on")) == {
        (level, "void", "已并入善洲花园。", on) for level in (Level.COUNTY, Level.MUNICIPAL)
    }
    assert Honour.objects.standing().of(new).count() == 2
    assert not ReReview.objects.unfinished().filter(honour__community=old)
    recalled = Plaque.objects.filter(honour__community=old).values_list("custody", flat=True)
    assert set(recalled) == {Custody.RECALLED}


def test_a_dissolution_voids_them_too(office, merging):
    old, _ = merging
    communities.dissolve(community=old, on=today(), by=office)
    assert set(Honour.objects.of(old).values_list("ended_on", flat=True)) == {today()}
    assert set(Honour.objects.of(old).values_list("end_reason", flat=True)) == {"建制已经撤销。"}


def test_a_merger_that_fails_leaves_the_titles(office, merging, monkeypatch):
    def fail(**_kwargs):
        raise RuntimeError("the queue is down")

    monkeypatch.setattr("plaques.actions.recall", fail)
    old, new = merging
    with pytest.raises(RuntimeError), transaction.atomic():
        communities.merge(community=old, into=new, on=today(), by=office)
    old.refresh_from_db()
    assert old.closed_on is None
    assert Honour.objects.standing().of(old).count() == 3


# ---- What the database holds ----


def test_the_database_refuses_a_second_open_one_and_any_deletion(yearly):
    rereview = yearly["甸阳村"]
    twin = {"honour": rereview.honour, "cause": Cause.COMPANY_CHANGE, "ground": "换了"}
    ReReview.objects.create(opened_on=today(), **twin)
    with pytest.raises(IntegrityError, match="one_unfinished_re_review"), transaction.atomic():
        ReReview.objects.create(opened_on=today(), **twin)
    with pytest.raises(IntegrityError, match="stay as they were"), transaction.atomic():
        rereview.delete()


def test_merging_tells_that_the_place_is_on_notice_and_what_is_undetermined(client, office):
    client.force_login(office)
    place = CommunityFactory(name="甸阳村")
    other = CommunityFactory(name="由旺村")
    noticed_cycle(2025)
    report(place, on=date(2025, 12, 1))
    page = f"/office/registry/communities/{place.code}/merger/"
    shown = text(client.get(page, {"into": other.code, "on": "2026-01-05"}))
    assert "2025 年度公示名单上（序号 1）" in shown
    assert "还有 1 件案（事）件没有认定" in shown
