"""What was signed stays what it was: after the approval page, paper and filters tell what was
missing then, whatever is made good later. Lists decided together answer each for itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.permissions import Role
from communities import actions as communities
from communities.models import Community, Station
from evaluation import actions
from evaluation.models import Cycle, SignedBasis, Survey
from evaluation.notice.approval_sheet import approval_sheet
from evaluation.notice.queries import approval_of
from incidents import actions as incidents
from incidents.models import MonthlyReturn
from papers.kinds import KINDS
from papers.kinds import approval as approval_paper
from tests.evaluation.notice.test_supplement import (
    LATER,
    OVER,
    found_not_to_count,
    supplement,
)
from tests.factories import (
    CommunityFactory,
    StationFactory,
    UserFactory,
    found,
    noticed_cycle,
    report,
)
from tests.pages import text
from tests.unguarded import unguarded

pytestmark = pytest.mark.django_db

APPROVAL = "/office/cycles/2025/approval/"
OF_SUPPLEMENT = "/office/cycles/2025-2/approval/"
ANSWER = "零报告已经补签。"


@pytest.fixture(autouse=True)
def it_is_after_the_notice(it_is):
    it_is(OVER)


@pytest.fixture
def reader(client):
    user = UserFactory(role=Role.LEADING)
    client.force_login(user)
    return user


@pytest.fixture
def approved(leader, office):
    """Of one place nothing is on record; the list was sent back and submitted again."""
    CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2025)
    actions.send_back(cycle=cycle, reason="零报告没有签齐。", by=leader)
    actions.resubmit(cycle=cycle, reason=ANSWER, by=office)
    actions.approve(cycle=cycle, on=OVER, by=leader)
    return Cycle.objects.get()


def make_good(cycle, by) -> None:
    """All that was missing."""
    for station in Station.objects.all():
        for month in cycle.months_over(OVER):
            MonthlyReturn.objects.create(
                station=station, month=month, incident_count=0, signed_by=by
            )
    for place in Community.objects.all():
        Survey.objects.create(cycle=cycle, community=place, respondents=50, satisfied=50)
        place.work_records.create(year=cycle.year, head="party", state="under_way")


def names(client, flag) -> list[str]:
    lists = client.get(APPROVAL, {"flag": flag}).context["lists"]
    return [e.name for _, parts in lists for p in parts for _, lines in p.parts for e in lines]


def tables(cycle, about="") -> dict[str, list[list[str]]]:
    return {table.title: table.rows for table in approval_paper.content(cycle, about).tables}


def test_what_is_made_good_after_the_approval_was_missing_when_it_was_signed(
    client, reader, approved, office
):
    make_good(approved, office)
    page = text(client.get(APPROVAL))
    assert "下面是批准时的情况，以后补的不改变它" in page
    assert "1 个派出所 12 个月一份没签，达标结果不可靠" in page
    facts = page.split("批准时的情况，系统所记")[1].split("</div>")[0]
    assert "缺零报告：" in facts
    assert page.index(ANSWER) < page.index("批准时的情况，系统所记")
    for told in ("缺零报告 12 个月", "未测评", "台账空白"):
        assert f'"tag">{told}</span>' in page
    assert names(client, "returns") == names(client, "unsurveyed") == ["甸阳村"]
    assert names(client, "low") == []


def test_the_paper_says_it_too(approved, office):
    make_good(approved, office)
    there = tables(approved)
    assert there["报批名单"][0][-1] == "缺零报告12个月\n未测评\n台账空白"
    gaps = {row[0]: row[1] for row in there["名单的依据：批准时所缺和确认"]}
    assert gaps["未测评满意度"] == "名单上的 1 个没有测评满意度（甸阳村）"
    said = approval_paper.content(approved, "").fields["名单所缺"]
    assert said.startswith("批准时名单的依据有缺：缺零报告、")


def test_how_the_office_found_and_who_waited_stay_as_they_were(client, reader, leader, office):
    CommunityFactory(name="甸阳村")
    waiting = report(CommunityFactory(name="由旺村"))
    case = found(CommunityFactory(name="文武村"))
    cycle = noticed_cycle(2025)
    actions.approve(cycle=cycle, on=OVER, by=leader)
    for each in (waiting, case):
        each.refresh_from_db()
        incidents.determine(incident=each, criterion=None, counts=False, reason="不属实", by=office)
    sheet = approval_sheet(Cycle.objects.get())
    (burglary,) = sheet.shares
    assert [str(share) for _, share in burglary.years] == ["0/1（0%）"]
    assert [(p.verdict.name, p.since) for p in sheet.pending] == [("由旺村", "还有 1 件没有认定")]


def test_what_had_come_up_since_the_notice_stays_on_page_and_paper(client, reader, leader, office):
    """A case found not to count, and a place that no longer takes part, as they were then."""
    place, other = CommunityFactory(name="甸阳村"), CommunityFactory(name="由旺村")
    cycle = noticed_cycle(2025)
    found_not_to_count(case := report(place))
    communities.exclude(community=other, reason="整体搬迁", by=office)
    told = [f"入室盗窃 {case.number}，认定不计入", "改为不参评：整体搬迁"]
    assert [row[-1] for row in tables(cycle)["公示之后名单上的新情况"]] == told
    actions.approve(cycle=cycle, on=OVER, by=leader)
    case.refresh_from_db()
    incidents.determine(incident=case, criterion=4, counts=True, reason="查实", by=office)
    cycle = Cycle.objects.get()
    assert [row[-1] for row in tables(cycle)["公示之后名单上的新情况"]] == told
    page = text(client.get(APPROVAL))
    assert all(sentence in page for sentence in told)


def test_before_the_approval_it_is_as_of_today(client, reader, office):
    CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2025)
    make_good(cycle, office)
    page = text(client.get(APPROVAL))
    assert "下面是今天的情况" in page
    assert "现在已经没有。" in page
    assert names(client, "returns") == []


def test_of_an_approval_that_kept_nothing_the_page_says_so(client, reader, approved):
    with unguarded():
        SignedBasis.objects.all().delete()
    assert "批准时的情况当时没有留存，下面是今天的" in text(client.get(APPROVAL))


def test_the_database_lets_nobody_change_it(approved):
    for change in (
        "UPDATE evaluation_signedbasis SET flags = '{}'",
        "DELETE FROM {}",
        "TRUNCATE {}",
    ):
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(change.format("evaluation_signedbasis"))
    assert SignedBasis.objects.count() == 1


# ---- Lists decided together ----


@pytest.fixture
def two_lists(leader):
    """甸阳村 on the year's list, 由旺村 of another station on a supplementary one; of neither is
    anything on record."""
    CommunityFactory(name="甸阳村")
    late = StationFactory(code="530521020000", name="二所")
    waiting = report(CommunityFactory(name="由旺村", station=late))
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    return cycle, supplement(cycle)


def test_each_list_answers_for_its_own_gaps(client, reader, two_lists):
    """What was acknowledged of one is not held against the other, nor both against both."""
    cycle, notice = two_lists
    sheet = approval_sheet(cycle)
    told = {line.called: (line.missing.of, line.known) for line in sheet.lines if line.missing}
    called = f"补充公示{notice.number}：缺零报告"
    assert told["缺零报告"] == ("甸阳派出所 12 个月", "办公室公示之前已确认")
    assert told[called] == ("二所 12 个月", "办公室公示之前已确认")
    assert called in text(client.get(APPROVAL))
    gaps = "缺零报告、未测评满意度、创建台账空白"
    assert (
        approval_paper.content(cycle, "")
        .fields["名单所缺"]
        .endswith(f"；补充公示{notice.number}：{gaps}，办公室公示之前已经逐项确认，见附件")
    )


def test_what_one_list_never_acknowledged_is_not_covered_by_the_other(leader):
    """The record of 甸阳村 was begun when its list went out and is blank now; that 由旺村 has none
    was acknowledged of its own list."""
    record = CommunityFactory(name="甸阳村").work_records.create(
        year=2025, head="party", state="under_way"
    )
    waiting = report(CommunityFactory(name="由旺村"))
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    notice = supplement(cycle)
    record.state = "not_started"
    record.save()
    known = {line.called: line.known for line in approval_sheet(cycle).lines}
    assert known["创建台账空白"] == "没有确认"
    assert known[f"补充公示{notice.number}：创建台账空白"] == "办公室公示之前已确认"


def test_what_was_approved_along_with_the_year_was_approved_by_the_year_s_step(
    client, reader, two_lists, leader, office
):
    cycle, notice = two_lists
    actions.approve(cycle=cycle, on=OVER, by=leader)
    cycle, notice = Cycle.objects.get(), cycle.notices.get(pk=notice.pk)
    step = cycle.steps.get(verb="approve")
    assert approval_of(cycle, notice) == step
    make_good(cycle, office)
    sheet = approval_sheet(cycle, notice)
    assert [line.missing.of for line in sheet.lines] == ["二所 12 个月", "由旺村", "由旺村"]
    assert "下面是批准时的情况" in text(client.get(OF_SUPPLEMENT))
    assert [s.key for s in KINDS["opinion"].subjects(cycle)] == [""]


def test_what_was_not_approved_yet_has_no_step(two_lists):
    cycle, notice = two_lists
    assert approval_of(cycle, notice) is None
    assert approval_of(cycle) is None


def test_approved_by_itself_it_keeps_its_own(client, reader, leader, office):
    CommunityFactory(name="甸阳村")
    waiting = report(CommunityFactory(name="由旺村"))
    cycle = noticed_cycle(2025)
    actions.approve(cycle=cycle, on=LATER, by=leader)
    found_not_to_count(waiting)
    notice = supplement(cycle)
    actions.approve_supplement(notice=notice, on=OVER, by=leader)
    notice.refresh_from_db()
    make_good(cycle, office)
    assert approval_of(cycle, notice).verb == "approve_supplement"
    assert [e.name for e in approval_sheet(cycle, notice).kept if e.flags] == ["由旺村"]
    assert [e.name for e in approval_sheet(Cycle.objects.get()).kept if e.flags] == ["甸阳村"]
