"""补充公示: who came right after the list was fixed goes on a notice of its own in the same year,
and gets the same title."""

import csv
from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from accounts.models import User
from communities.models import Station
from evaluation import actions
from evaluation.models import Honour, Notice, Objection, Verdict
from evaluation.notice import canonical
from evaluation.states import State
from evaluation.streaks.queries import streaks
from incidents import actions as incidents
from incidents.months import months_of
from plaques.models import Plaque
from tests.factories import (
    CommunityFactory,
    StationFactory,
    approved_cycle,
    assessed_cycle,
    issued,
    issued_beside,
    noticed_cycle,
    published_cycle,
    report,
)
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

LATER = date(2025, 11, 20)
OVER = date(2025, 11, 29)


@pytest.fixture
def waiting():
    """A case in 由旺村 that nobody has found on; 甸阳村 goes on the list."""
    CommunityFactory(name="甸阳村")
    return report(CommunityFactory(name="由旺村"))


def found_not_to_count(incident) -> None:
    incidents.determine(
        incident=incident,
        criterion=None,
        counts=False,
        reason="不是入室盗窃",
        by=User.objects.system(),
    )


def supplement(cycle, **changes) -> Notice:
    words = {"number": "施无案公示〔2025〕2号", "title": "补充公示", "channels": "信箱"}
    days = {"starts_on": LATER, "working_days": 5, "on": LATER}
    given = words | days | {"by": User.objects.system()} | changes
    return issued_beside(cycle=cycle, **given)


def title(name) -> Honour | None:
    return Honour.objects.standing().filter(name=name, year=2025).first()


def test_who_was_found_on_after_the_notice_goes_on_one_of_its_own(waiting, leader, tmp_path):
    cycle = approved_cycle(2025)
    found_not_to_count(waiting)
    notice = supplement(cycle)
    assert [(e.position, e.name) for e in notice.entries.all()] == [(1, "由旺村")]
    assert canonical.is_as_published(notice, notice.entries.all())
    cycle.refresh_from_db()
    assert (cycle.state, notice.state) == (State.APPROVED, "on_notice")
    with pytest.raises(DomainError, match="期满之后才能批准"):
        actions.approve_supplement(notice=notice, on=LATER, by=leader)
    actions.approve_supplement(notice=notice, on=OVER, by=leader)
    named = title("由旺村")
    assert (named.level, named.granted_on, named.cycle) == ("county", OVER, cycle)
    numbers = list(Plaque.objects.order_by("number").values_list("number", "community_name"))
    assert numbers == [("530521-2025-0001", "甸阳村"), ("530521-2025-0002", "由旺村")]
    call_command("export_verdicts", "2025", str(tmp_path / "v.csv"))
    rows = list(csv.DictReader((tmp_path / "v.csv").read_text("utf-8-sig").splitlines()))
    assert {row["name"]: row["outcome"] for row in rows} == dict.fromkeys(
        ["甸阳村", "由旺村"], "qualified"
    )


def test_what_was_frozen_stays_beside_what_came_with_the_supplement(waiting):
    cycle = noticed_cycle(2025)
    was = Verdict.objects.get(name="由旺村")
    found_not_to_count(waiting)
    notice = supplement(cycle)
    now = Verdict.objects.get(name="由旺村")
    assert (now.outcome, now.notice, now.pk != was.pk) == ("qualified", notice, True)
    frozen = Verdict.every.get(pk=was.pk)
    assert (frozen.outcome, frozen.undetermined, frozen.stands) == ("pending", 1, False)


def test_the_year_takes_along_what_is_over_and_leaves_what_still_runs(waiting, leader):
    third = report(CommunityFactory(name="文武村"))
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    over = supplement(cycle)
    found_not_to_count(third)
    runs = supplement(cycle, number="施无案公示〔2025〕3号", starts_on=OVER, on=OVER)
    assert [e.name for e in runs.entries.all()] == ["文武村"]
    honours = actions.approve(cycle=cycle, on=OVER, by=leader)
    assert {h.name for h in honours} == {"甸阳村", "由旺村"}
    assert [Notice.objects.get(pk=n.pk).state for n in (over, runs)] == ["approved", "on_notice"]
    actions.approve_supplement(notice=runs, on=date(2025, 12, 10), by=leader)
    assert title("文武村")


def test_of_a_published_year_it_is_public_once_it_is_approved(waiting, leader):
    cycle = published_cycle(2025)
    found_not_to_count(waiting)
    notice = supplement(cycle)
    Objection.objects.create(
        notice=notice,
        reference="YY2025-ABCD",
        channel="letter",
        text="有人家被盗",
        contact="0875-0000000",
        received_on=LATER,
        due_on=OVER,
    )
    with pytest.raises(DomainError, match="还有 1 件异议没有答复"):
        actions.approve_supplement(notice=notice, on=OVER, by=leader)
    office = User.objects.system()
    actions.answer(objection=Objection.objects.get(), finding="rejected", reply="不实。", by=office)
    actions.approve_supplement(notice=notice, on=OVER, by=leader)
    assert Honour.objects.announced().filter(name="由旺村").exists()
    assert Objection.objects.get().contact == ""


def test_its_title_counts_in_the_years_running_and_opens_the_municipal_one(waiting, leader):
    published_cycle(2024)
    cycle = approved_cycle(2025)
    found_not_to_count(waiting)
    actions.approve_supplement(notice=supplement(cycle), on=OVER, by=leader)
    place = title("由旺村").community
    assert streaks([place.pk], 2025).of(place.pk).running == 2
    assert place.nominations.get().level == "municipal"


def test_whoever_published_it_does_not_approve_it(waiting, leader):
    cycle = approved_cycle(2025)
    found_not_to_count(waiting)
    notice = supplement(cycle, by=leader)
    with pytest.raises(DomainError, match="经办人不能批准"):
        actions.approve_supplement(notice=notice, on=OVER, by=leader)


def test_without_anybody_new_there_is_none(waiting):
    cycle = noticed_cycle(2025)
    with pytest.raises(DomainError, match="没有可以补充公示的"):
        supplement(cycle)


def test_whose_station_signed_late_comes(office):
    CommunityFactory(name="甸阳村")
    late = StationFactory(code="530521520000", name="姚关派出所")
    CommunityFactory(name="姚关村", station=late)
    for month in months_of(2025):
        for station in Station.objects.all():
            if (station, month) != (late, date(2025, 7, 1)):
                incidents.sign_return(station=station, month=month, by=office)
    cycle = noticed_cycle(2025, returns_policy="required")
    with pytest.raises(DomainError, match="没有可以补充公示的"):
        supplement(cycle)
    incidents.sign_return(station=late, month=date(2025, 7, 1), by=office)
    assert [e.name for e in supplement(cycle).entries.all()] == ["姚关村"]
    assert Verdict.every.get(name="姚关村", stands=False).outcome == "incomplete"


def test_whose_case_was_found_on_anew_comes(waiting):
    incidents.accept_proposal(incident=waiting, by=User.objects.system())
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    assert [e.name for e in supplement(cycle).entries.all()] == ["由旺村"]
    assert Verdict.every.get(name="由旺村", stands=False).outcome == "disqualified"


def test_what_the_office_withheld_comes_once_it_is_cleared(office, leader):
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村")
    cycle = noticed_cycle_without("由旺村", office)
    with pytest.raises(DomainError, match="没有可以补充公示的"):
        supplement(cycle)
    code = Verdict.objects.get(name="由旺村").code
    actions.clear(cycle=cycle, code=code, reason="纠纷已经调解。", by=office)
    notice = supplement(cycle)
    old, new = Verdict.every.filter(name="由旺村").order_by("pk")
    assert (old.withheld_reason, old.cleared_reason) == ("正在核查", "纠纷已经调解。")
    assert (new.withheld_reason, new.notice) == ("", notice)


def test_the_office_can_hold_a_place_back_before_and_on_a_supplement(waiting, office, leader):
    third = report(CommunityFactory(name="文武村"))
    cycle = approved_cycle(2025)
    found_not_to_count(waiting)
    found_not_to_count(third)
    codes = {v.name: v.code for v in cycle.verdicts.all()}
    actions.hold_back(cycle=cycle, code=codes["文武村"], reason="另有线索。", by=office)
    notice = supplement(cycle)
    assert [e.name for e in notice.entries.all()] == ["由旺村"]
    actions.hold_back(cycle=cycle, code=codes["由旺村"], reason="另有线索。", by=office)
    assert notice.corrections.get().kind == "taken_off"
    with pytest.raises(DomainError, match="全部暂缓命名"):
        actions.approve_supplement(notice=notice, on=OVER, by=leader)
    with pytest.raises(DomainError, match="在公示名单上，不能在这里暂缓"):
        actions.hold_back(cycle=cycle, code=codes["甸阳村"], reason="另有线索。", by=office)


def test_cancelled_its_places_have_the_verdict_of_before_and_may_come_again(waiting, office):
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    first = supplement(cycle)
    with pytest.raises(DomainError, match="请先作废补充公示"):
        actions.cancel_notice(notice=cycle.notice, reason="有误。", by=office)
    actions.cancel_notice(notice=first, reason="日期有误。", by=office)
    cycle.refresh_from_db()
    assert cycle.state == State.NOTICED
    assert Verdict.objects.get(name="由旺村").outcome == "pending"
    again = supplement(cycle, number="施无案公示〔2025〕3号")
    assert [e.name for e in again.entries.all()] == ["由旺村"]
    assert Verdict.objects.get(name="由旺村").notice == again


def test_nobody_comes_against_an_objection_that_was_upheld(office, waiting):
    cycle = noticed_cycle(2025)
    objection = Objection.objects.create(
        notice=cycle.notice,
        entry=cycle.notice.entries.get(name="甸阳村"),
        reference="YY2025-ABCD",
        channel="letter",
        text="有人家被盗",
        received_on=date(2025, 11, 4),
        due_on=OVER,
    )
    actions.answer(objection=objection, finding="upheld", reply="属实。", by=office)
    code = Verdict.objects.get(name="甸阳村").code
    with pytest.raises(DomainError, match="异议成立，不能恢复命名"):
        actions.clear(cycle=cycle, code=code, reason="查清了。", by=office)


def test_the_database_lets_no_verdict_in_beside_a_list_that_is_fixed(waiting):
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    notice = supplement(cycle)
    verdict = Verdict.objects.get(name="由旺村")
    for change in ({"outcome": "disqualified"}, {"notice": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Verdict.objects.filter(pk=verdict.pk).update(**change)
    verdict.pk, verdict.stands = None, False
    verdict.community = CommunityFactory()
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        verdict.save(force_insert=True)
    assert notice.entries.count() == 1


def noticed_cycle_without(name, office):
    """Withheld before the notice."""
    cycle = assessed_cycle(2025)
    verdict = cycle.verdicts.get(name=name)
    actions.withhold(verdict=verdict, reason="正在核查", by=office)
    issued(
        cycle=cycle,
        number="",
        title="公示",
        channels="信箱",
        starts_on=date(2025, 11, 3),
        on=date(2025, 11, 3),
        by=office,
    )
    cycle.refresh_from_db()
    return cycle
