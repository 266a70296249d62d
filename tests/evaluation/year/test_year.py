"""The year from opening to publication, through its actions."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions as communities
from evaluation import actions
from evaluation.models import (
    CalendarDay,
    Cycle,
    Honour,
    Level,
    NoticeEntry,
    Verdict,
)
from evaluation.states import State
from evaluation.year import tasks
from evaluation.year.calendar import last_working_day
from evaluation.year.queries import calendar_exceptions, knows_holidays_of
from evaluation.year.workflow import WORKFLOW
from incidents import actions as incidents
from jobs.models import Job
from tests.factories import (
    CommunityFactory,
    UserFactory,
    approved_cycle,
    assessed_cycle,
    found,
    issued,
    noticed_cycle,
    published_cycle,
    report,
)
from wufaan.clock import today
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db


@pytest.fixture
def system():
    return User.objects.system()


def verdict(cycle, community) -> Verdict:
    return cycle.verdicts.get(community=community)


def test_the_table_of_transitions_lets_each_step_follow_the_one_before():
    published_list = [State.NOTICED, State.SENT_BACK, State.APPROVED, State.PUBLISHED]
    allowed = {v: [s for s in State if WORKFLOW.allows(v, s)] for v in WORKFLOW}
    assert allowed == {
        "configure": [State.OPEN, State.ASSESSED],
        "assess": [State.OPEN, State.ASSESSED],
        "review": [State.ASSESSED],
        "withhold": [State.ASSESSED, State.SENT_BACK],
        "draft_notice": [State.OPEN, State.ASSESSED],
        "publish_notice": [State.ASSESSED],
        "approve": [State.NOTICED],
        "send_back": [State.NOTICED],
        "resubmit": [State.SENT_BACK],
        "draft_supplement": published_list,
        "publish_supplement": published_list,
        "approve_supplement": [State.APPROVED, State.PUBLISHED],
        "send_back_supplement": [State.APPROVED, State.PUBLISHED],
        "resubmit_supplement": [State.APPROVED, State.PUBLISHED],
        "cancel_notice": [State.NOTICED, State.SENT_BACK],
        "publish": [State.APPROVED],
    }


def test_a_step_out_of_turn_is_refused_with_when_it_is_possible(system):
    cycle = actions.open_cycle(year=2025, by=system)
    with pytest.raises(DomainError, match="现在的状态是“创建中”，不能公布年度名单.*只能在“已批准”"):
        actions.publish(cycle=cycle, by=system)
    cycle.refresh_from_db()
    assert cycle.state == State.OPEN
    assert not cycle.steps.exists()


def test_the_first_cycle_begins_in_march_and_later_ones_take_over_the_policy(system):
    first = actions.open_cycle(year=2020, by=system)
    actions.configure(cycle=first, by=system, issuer="施甸县公安局", rolls_up=False)
    second = actions.open_cycle(year=2021, by=system)
    assert (first.starts_on, first.ends_on) == (date(2020, 3, 1), date(2020, 10, 31))
    assert (second.starts_on, second.ends_on) == (date(2020, 11, 1), date(2021, 10, 31))
    assert (second.issuer, second.rolls_up) == ("施甸县公安局", False)
    assert [first.target_percent, second.target_percent] == [30, 50]
    with pytest.raises(DomainError, match="2021 年度已经建立"):
        actions.open_cycle(year=2021, by=system)


def test_a_re_run_keeps_what_the_office_decided_and_a_changed_setting_asks_for_one(system):
    kept, spoilt, exemplar = CommunityFactory(), CommunityFactory(), CommunityFactory()
    cycle = assessed_cycle(2025)
    actions.withhold(verdict=verdict(cycle, kept), reason="正在核查", by=system)
    for community in (spoilt, exemplar):
        actions.mark_exemplar(verdict=verdict(cycle, community), exemplar=True, by=system)
    found(spoilt)
    actions.configure(cycle=cycle, by=system, target_percent=60)
    cycle.refresh_from_db()
    assert cycle.state == State.OPEN
    actions.assess(cycle=cycle, by=system)
    assert verdict(cycle, kept).withheld_reason == "正在核查"
    assert verdict(cycle, exemplar).exemplar
    assert not verdict(cycle, spoilt).exemplar


def test_the_office_cannot_qualify_what_is_disqualified(system):
    community = CommunityFactory()
    found(community)
    one = verdict(assessed_cycle(2025), community)
    with pytest.raises(DomainError, match="不在拟命名之列"):
        actions.mark_exemplar(verdict=one, exemplar=True, by=system)
    with pytest.raises(DomainError, match="不用暂缓"):
        actions.withhold(verdict=one, reason="核查", by=system)


def test_withholding_needs_a_reason_without_personal_data_and_can_be_taken_back(system):
    community = CommunityFactory()
    one = verdict(assessed_cycle(2025), community)
    with pytest.raises(DomainError, match="请填写“暂缓命名的原因”"):
        actions.withhold(verdict=one, reason="  ", by=system)
    with pytest.raises(DomainError, match="像手机号码"):
        actions.withhold(verdict=one, reason="13812345678 来电", by=system)
    actions.withhold(verdict=one, reason="正在核查", by=system)
    assert not one.cycle.verdicts.nameable().exists()
    actions.release(verdict=one, by=system)
    assert one.cycle.verdicts.nameable().exists()


def test_pending_and_withheld_communities_are_not_on_the_notice(system):
    named, pending, withheld = (CommunityFactory() for _ in range(3))
    report(pending)
    cycle = assessed_cycle(2025)
    actions.withhold(verdict=verdict(cycle, withheld), reason="正在核查", by=system)
    cycle = noticed_after(cycle, system)
    assert list(cycle.notice.entries.values_list("code", flat=True)) == [named.code]


def test_publishing_freezes_list_verdicts_and_findings(system):
    CommunityFactory(name="甲村")
    found(CommunityFactory(name="乙村"))
    cycle = noticed_cycle(2025)
    for change in (
        lambda: cycle.verdicts.update(outcome="qualified"),
        lambda: cycle.verdicts.update(name="丙村"),
        lambda: cycle.verdicts.filter(name="乙村").first().findings.all().delete(),
        lambda: NoticeEntry.objects.update(name="丙村"),
        lambda: NoticeEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(DomainError, match="不能评估"):
        actions.assess(cycle=cycle, by=system)
    with pytest.raises(DomainError, match="不能暂缓"):
        actions.withhold(verdict=cycle.verdicts.first(), reason="核查", by=system)


def test_a_year_with_nobody_to_name_has_no_notice(system):
    found(CommunityFactory())
    cycle = assessed_cycle(2025)
    with pytest.raises(DomainError, match="没有可以公示的"):
        noticed_after(cycle, system)
    cycle.refresh_from_db()
    assert cycle.state == State.ASSESSED


def test_a_year_that_is_not_over_is_not_put_on_notice(system):
    CommunityFactory()
    cycle = assessed_cycle(2025, ends_on=date(2025, 11, 3))
    with pytest.raises(DomainError, match="评选期到 2025年11月3日才结束"):
        noticed_after(cycle, system)


def test_approval_waits_for_the_last_day_of_the_notice_to_be_over(leader):
    CommunityFactory()
    cycle = noticed_cycle(2025)
    with pytest.raises(DomainError, match="公示至 2025年11月7日，期满之后才能批准"):
        actions.approve(cycle=cycle, on=date(2025, 11, 7), by=leader)
    with pytest.raises(DomainError, match=f"{tomorrow()} 还没有到，请核对"):
        actions.approve(cycle=cycle, on=tomorrow(), by=leader)
    assert not Honour.objects.exists()
    actions.approve(cycle=cycle, on=date(2025, 11, 8), by=leader)
    assert Honour.objects.standing().at("county").in_year(2025).count() == 1


def test_who_assessed_or_published_the_notice_does_not_approve(leader):
    CommunityFactory()
    cycle = noticed_cycle(2025, by=leader)
    with pytest.raises(DomainError, match="经办人不能批准"):
        actions.approve(cycle=cycle, on=date(2025, 11, 10), by=leader)


def test_titles_bear_the_names_of_the_notice():
    community = CommunityFactory(name="旧名村")
    cycle = noticed_cycle(2025)
    community.name = "新名村"
    community.save()
    actions.approve(cycle=cycle, on=date(2025, 11, 10), by=UserFactory(role=Role.LEADING))
    assert Honour.objects.get().name == "旧名村"


def test_two_county_years_in_a_row_open_the_municipal_title_and_a_revocation_breaks_them(system):
    community = CommunityFactory()
    published_cycle(2023)
    with pytest.raises(DomainError, match="没有连续有效的县级称号"):
        record_municipal(community, system)
    published_cycle(2024)
    honour = record_municipal(community, system)
    assert honour.document_number == "保公〔2024〕9号"
    published_cycle(2025)
    of_2024 = Honour.objects.at("county").in_year(2024).get()
    actions.revoke(honour=of_2024, reason="出现滑坡", on=date(2025, 12, 1), by=system)
    with pytest.raises(DomainError, match="没有连续有效的县级称号"):
        record_municipal(community, system, year=2025)
    with pytest.raises(DomainError, match="已撤销，不能再次变更"):
        actions.revoke(honour=of_2024, reason="再次", on=date(2025, 12, 2), by=system)


def test_the_public_sees_titles_only_once_the_list_is_published():
    community = CommunityFactory()
    cycle = approved_cycle(2025)
    assert not Honour.objects.announced().of(community).exists()
    actions.publish(cycle=cycle, by=User.objects.system())
    assert Honour.objects.announced().of(community).exists()


def test_november_opens_the_year_and_asks_for_one_assessment(it_is):
    it_is(date(2025, 11, 1))
    CommunityFactory()
    tasks.start_year()
    tasks.start_year()
    assert Cycle.objects.get().year == 2025
    job = Job.objects.get()
    assert (job.kind, job.created_by.role) == ("assess", Role.SYSTEM)


def test_november_leaves_a_year_alone_that_a_person_assessed(it_is):
    it_is(date(2025, 11, 2))
    CommunityFactory()
    assessed_cycle(2025)
    tasks.start_year()
    assert not Job.objects.exists()


def test_asking_twice_before_the_run_has_ended_is_one_job_and_afterwards_another(system):
    CommunityFactory()
    cycle = actions.open_cycle(year=2025, by=system)
    first = actions.request_assessment(cycle=cycle, by=system)
    assert actions.request_assessment(cycle=cycle, by=system) == first
    actions.assess(cycle=cycle, by=system)
    assert actions.request_assessment(cycle=cycle, by=system) != first


def test_nobody_determines_what_they_reported():
    officer = UserFactory(role=Role.OFFICE)
    incident = report(CommunityFactory(), by=officer)
    with pytest.raises(DomainError, match="不能认定自己填报的"):
        incidents.determine(
            incident=incident, criterion=4, counts=True, reason="入室盗窃", by=officer
        )


def test_every_step_leaves_an_event_in_the_chain():
    CommunityFactory()
    published_cycle(2025)
    verbs = list(Event.objects.values_list("verb", flat=True))
    expected = ["cycle_opened", "cycle_assessed", "notice_published", "cycle_approved"]
    assert [v for v in verbs if v in {*expected, "cycle_published"}] == [
        *expected,
        "cycle_published",
    ]


@pytest.mark.parametrize(
    ("starts_on", "days", "ends_on"),
    [
        (date(2025, 11, 3), 5, date(2025, 11, 7)),
        (date(2025, 11, 8), 5, date(2025, 11, 14)),  # a Saturday does not count
        (date(2025, 9, 28), 3, date(2025, 9, 30)),  # a Sunday worked for the October holiday
        (date(2025, 9, 29), 5, date(2025, 10, 11)),  # over the holiday, the Saturday worked
        (date(2030, 10, 1), 1, date(2030, 10, 1)),  # a year that the table lacks: weekdays
    ],
)
def test_working_days_follow_the_chinese_calendar(starts_on, days, ends_on):
    assert last_working_day(starts_on, days, calendar_exceptions()) == ends_on


def test_the_holiday_table_is_the_offices_to_edit():
    assert knows_holidays_of(2026)
    assert not knows_holidays_of(2027)
    CalendarDay.objects.create(day=date(2027, 11, 3), worked=False, name="调休")
    assert last_working_day(date(2027, 11, 1), 3, calendar_exceptions()) == date(2027, 11, 4)


def test_a_merged_community_is_closed_and_names_its_successor(system):
    gone, into = CommunityFactory(), CommunityFactory()
    communities.merge(community=gone, into=into, on=date(2025, 6, 1), by=system)
    gone.refresh_from_db()
    assert (gone.successor, gone.closed_on) == (into, date(2025, 6, 1))
    with pytest.raises(DomainError, match="撤并"):
        report(gone, on=date(2025, 6, 1))
    with pytest.raises(DomainError, match="不能并入自己"):
        communities.merge(community=into, into=into, on=date(2025, 6, 1), by=system)


def tomorrow() -> date:
    return today() + timedelta(days=1)


def noticed_after(cycle, by):
    issued(
        cycle=cycle, number="", title="公示", channels="信箱", starts_on=date(2025, 11, 3), by=by
    )
    cycle.refresh_from_db()
    return cycle


def record_municipal(community, by, year=2024):
    (honour,) = actions.record_results(
        communities=[community],
        level=Level.MUNICIPAL,
        year=year,
        document_number="保公〔2024〕9号",
        granted_on=date(year, 12, 20),
        by=by,
    )
    return honour


PERSONAL = ["联系张三 13812345678", "身份证11010519491231002X", "车牌云M12345"]


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize("field", ["issuer", "approval_basis"])
def test_no_personal_data_gets_into_the_texts_of_a_year(system, field, text):
    cycle = actions.open_cycle(year=2025, by=system)
    with pytest.raises(DomainError, match="本系统不保存个人信息"):
        actions.configure(cycle=cycle, by=system, **{field: text})


@pytest.mark.parametrize("text", PERSONAL)
@pytest.mark.parametrize("field", ["title", "number", "channels"])
def test_no_personal_data_gets_into_a_notice(system, field, text):
    CommunityFactory()
    texts = {"title": "公示", "number": "1号", "channels": "电话 0875-8121110"} | {field: text}
    with pytest.raises(DomainError, match="本系统不保存个人信息"):
        issued(cycle=assessed_cycle(2025), starts_on=date(2025, 11, 3), by=system, **texts)
