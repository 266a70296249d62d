"""乡镇通报: what each township is told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from accounts.models import User
from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Cycle, Honour
from incidents import actions as incidents
from papers.kinds import KINDS
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    TownshipFactory,
    UserFactory,
    approved_cycle,
    assessed_cycle,
    found,
    noticed_cycle,
    put_on_notice,
    report,
)
from tests.papers.making import made, read, said
from wufaan.days import in_words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def approved(kept) -> None:
    quiet = CommunityFactory(name="甸阳村", code="530521101001")
    CompoundFactory(name="金色家园", parent=quiet)
    found(CommunityFactory(name="失格村", code="530521101002"))
    elsewhere = TownshipFactory(code="530521002", name="保场街道")
    CommunityFactory(name="保场社区", code="530521002001", township=elsewhere)
    approved_cycle(2025, issuer="某县公安局")


@pytest.fixture
def cycle(approved) -> Cycle:
    return Cycle.objects.get(year=2025)


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_it_lists_who_was_named_and_who_was_not_and_why(cycle, form):
    text = said("township", cycle, "530521101", form=form)
    for told in ("甸阳村", "金色家园", "失格村", "530521101002", "第4项", "入室盗窃"):
        assert told in text
    assert "保场社区" not in text


def test_it_counts_in_words_what_its_tables_list(cycle):
    """Who takes no part is in neither number, and told by itself."""
    text = said("township", cycle, "530521101")
    assert "参评小区、村社3个" in text
    assert "命名2个，其中“无发案小区”1个、“无发案村社”1个" in text
    assert "参评而未命名的1个" in text
    assert "不参加本年度评选" not in text
    CommunityFactory(name="整体搬迁村", takes_part=False, not_taking_part_reason="整体搬迁")
    found(CommunityFactory(name="又失格村"), on=date(2026, 3, 1))
    published = approved_cycle(2026)
    named, unnamed, excluded = KINDS["township"].content(published, "530521101").tables
    text = said("township", published, "530521101")
    assert f"参评小区、村社{len(named.rows) + len(unnamed.rows)}个" in text
    assert f"命名{len(named.rows)}个" in text
    assert f"参评而未命名的{len(unnamed.rows)}个" in text
    assert f"另有{len(excluded.rows)}个不参加本年度评选，见附件3。" in text
    assert [row[-2:] for row in excluded.rows] == [["不参评", "整体搬迁"]]


def why_not(cycle, name: str) -> str:
    _, unnamed, *_ = KINDS["township"].content(cycle, "530521101").tables
    return next(row[-1] for row in unnamed.rows if row[2] == name)


def find(incident, *, counts: bool) -> str:
    """The office finds on it; the day in words."""
    incidents.determine(
        incident=incident,
        criterion=4 if counts else None,
        counts=counts,
        reason="查明。",
        by=UserFactory(role=Role.OFFICE),
    )
    return in_words(localdate())


def test_it_says_what_has_become_of_what_waited_when_the_notice_went_out():
    CommunityFactory(name="甸阳村", code="530521101001")
    village = CommunityFactory(name="未定村", code="530521101003")
    first, second, third = (report(village) for _ in range(3))
    cycle = approved_cycle(2025)
    assert why_not(cycle, "未定村") == "公示时有3件未认定；3件仍未认定"
    find(first, counts=False)
    day = find(second, counts=False)
    told = f"公示时有3件未认定；{day}认定2件不计入"
    assert why_not(cycle, "未定村") == f"{told}；1件仍未认定"
    find(third, counts=True)
    assert why_not(cycle, "未定村") == f"{told}；{day}认定1件计入第4项"


def test_of_a_single_one_it_is_not_said_how_many():
    CommunityFactory(name="甸阳村", code="530521101001")
    waiting = report(CommunityFactory(name="未定村", code="530521101003"))
    cycle = approved_cycle(2025)
    day = find(waiting, counts=False)
    assert why_not(cycle, "未定村") == f"公示时有1件未认定；{day}认定不计入"
    assert "待认定" not in said("township", cycle, "530521101")


def test_it_says_that_a_withholding_was_cleared_up(office):
    CommunityFactory(name="甸阳村", code="530521101001")
    place = CommunityFactory(name="暂缓村", code="530521101003")
    cycle = assessed_cycle(2025)
    verdict = cycle.verdicts.get(community=place)
    actions.withhold(verdict=verdict, reason="台账待核", by=office)
    put_on_notice(cycle)
    actions.approve(cycle=cycle, on=date(2025, 11, 15), by=UserFactory(role=Role.LEADING))
    assert why_not(cycle, "暂缓村") == "暂缓命名：台账待核"
    actions.clear(cycle=cycle, code=place.code, reason="台账齐全", by=office)
    assert why_not(cycle, "暂缓村") == "暂缓命名：台账待核；已经查清"


def test_it_says_what_was_found_otherwise_since(cycle):
    day = find(cycle.verdicts.get(name="失格村").findings.get().incident, counts=False)
    then = "第4项：入室盗窃、传销、诈骗等可防性刑事案件"
    assert why_not(cycle, "失格村") == f"{then}；{day}认定不计入"


def test_more_places_take_no_more_queries(cycle):
    with CaptureQueriesContext(connection) as few:
        KINDS["township"].content(cycle, "530521101")
    for number in range(5, 9):
        report(CommunityFactory(code=f"53052110100{number}"), on=date(2026, 3, 1))
        found(CommunityFactory(code=f"53052110101{number}"), on=date(2026, 3, 1))
    bigger = approved_cycle(2026)
    with CaptureQueriesContext(connection) as many:
        KINDS["township"].content(bigger, "530521101")
    assert len(few) == len(many)


def test_a_street_has_an_office_where_a_town_has_a_government(cycle, no_pdf):
    town, street = sorted(made("township", cycle), key=lambda paper: paper.about, reverse=True)
    assert "甸阳镇人民政府：" in read(town)
    assert "保场街道办事处：" in read(street)


def test_no_case_is_named_to_a_township(cycle):
    number = cycle.verdicts.get(name="失格村").findings.get().incident.number
    assert number not in said("township", cycle, "530521101")


def test_a_title_that_was_lost_is_told_with_day_and_reason_and_counted(cycle):
    lost = Honour.objects.get(name="甸阳村")
    day = lost.granted_on
    before = said("township", cycle, "530521101")
    assert "撤销、注销称号" not in before
    actions.revoke(honour=lost, reason="漏报案件", on=day, by=User.objects.system())
    told = said("township", cycle, "530521101")
    assert f"称号已撤销（{day}）：漏报案件" in told
    assert "参评而未命名的2个" in told
    assert "其中命名后已经撤销、注销称号的1个" in told
    assert "撤销、注销称号" not in said("township", cycle, "530521002")


def test_a_place_that_is_gone_is_told_apart_from_one_that_lost_its_title(cycle):
    gone = Honour.objects.get(name="金色家园")
    actions.void(honour=gone, reason="已并入甸阳村。", on=gone.granted_on, by=User.objects.system())
    told = said("township", cycle, "530521101")
    assert f"称号已注销（{gone.granted_on}）：已并入甸阳村。" in told


def test_there_is_none_before_the_approval():
    CommunityFactory()
    cycle = noticed_cycle(2025)
    assert KINDS["township"].subjects(cycle) == []
