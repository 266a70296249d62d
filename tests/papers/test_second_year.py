"""What papers say of a second year: who rose, who lost a title, and of both years before."""

from datetime import date

import pytest

from communities import actions as communities
from communities.models import Community
from evaluation import actions as evaluation
from evaluation.models import Cycle, Honour, Level, Nomination
from tests.factories import CommunityFactory, CompoundFactory, published_cycle
from tests.papers.making import made, read, said
from tests.papers.years import ISSUER, granted, subjects, system

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def two_years(kept) -> None:
    """甸阳村, its compound 金色家园 and 由旺村, all named in both years. 甸阳村 was asked in both
    and keeps a record of its work."""
    quiet = CommunityFactory(name="甸阳村", code="530521101001")
    CompoundFactory(name="金色家园", parent=quiet)
    CommunityFactory(name="由旺村", code="530521101003")
    published_cycle(2024, surveys=[(quiet, 100, 91)])
    entry = communities.Entry("done", note="党群活动六次")
    communities.keep_work(community=quiet, year=2025, entries={"party": entry}, by=system())
    published_cycle(2025, issuer=ISSUER, surveys=[(quiet, 100, 95)])


@pytest.fixture
def cycle(two_years) -> Cycle:
    return Cycle.objects.get(year=2025)


@pytest.fixture
def quiet(two_years) -> Community:
    return Community.objects.get(name="甸阳村")


def test_a_briefing_of_a_year_without_any_case_says_nothing_of_reasons(cycle):
    assert "主要涉及" not in said("briefing", cycle)


def test_the_briefing_tells_what_rose_and_what_was_lost(cycle, quiet):
    evaluation.record_results(
        communities=[quiet],
        level=Level.MUNICIPAL,
        year=2025,
        document_number="市〔2026〕1号",
        granted_on=date(2026, 3, 1),
        by=system(),
    )
    lost = Honour.objects.get(name="由旺村", year=2024)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    text = said("briefing", cycle)
    assert "市级命名1个、省级命名0个" in text
    assert "上一年度县级称号经复核撤销1个" in text


def test_the_briefing_says_who_was_named_and_lost_the_title_again(cycle, quiet):
    assert "其中" not in said("briefing", cycle).partition("未命名情况")[2]
    lost = Honour.objects.get(community=quiet, year=2025)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    text = said("briefing", cycle)
    assert "参评而未命名的1个" in text
    assert "其中命名后撤销、注销称号1个。" in text


def test_commended_are_those_that_rose_with_the_place_of_a_compound(cycle, quiet):
    compound = Community.objects.get(name="金色家园")
    assert subjects("commend", cycle) == []
    for community in (quiet, compound):
        evaluation.record_results(
            communities=[community],
            level=Level.MUNICIPAL,
            year=2025,
            document_number="市〔2026〕1号",
            granted_on=date(2026, 3, 1),
            by=system(),
        )
    text = said("commend", cycle)
    assert "甸阳村党组织" in text
    assert "甸阳村金色家园党组织" in text
    assert "市〔2026〕1号" in text


def twice_of_the_city(community: Community) -> None:
    """Municipal titles since the second of three years of county titles."""
    published_cycle(2023)
    for risen in (2024, 2025):
        granted(community, Level.MUNICIPAL, risen)


def test_who_held_the_level_the_year_before_did_not_rise(cycle, quiet):
    twice_of_the_city(quiet)
    assert subjects("commend", cycle) == []


def test_who_rises_to_the_province_is_commended_once_for_that(cycle, quiet):
    twice_of_the_city(quiet)
    granted(quiet, Level.PROVINCIAL, 2025)
    text = read(made("commend", cycle)[0])
    assert "有1个小区、村社的称号比上一年度升级，其中升为市级的0个、升为省级的1个" in text
    assert text.count("甸阳村党组织") == 1
    assert "省级〔2026〕1号" in text
    assert "市级〔2026〕1号" not in text


def test_a_higher_title_that_was_lost_again_is_not_commended(cycle, quiet):
    lost = granted(quiet, Level.MUNICIPAL, 2025)
    assert subjects("commend", cycle) == [""]
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    assert subjects("commend", cycle) == []


def test_a_dossier_has_both_years_the_work_record_and_the_satisfaction(cycle, quiet):
    assert Nomination.objects.get(community=quiet).level == Level.MUNICIPAL
    (paper,) = made("nomination", cycle, f"municipal-{quiet.code}")
    text = read(paper)
    for told in (
        "申报甸阳村为市级无发案村社",
        "2024年度、2025年度连续保持县级无发案村社",
        "2024年度创建台账",
        "91.0%",
        "95.0%",
    ):
        assert told in text
    assert "受访100人，满意95人" in text
    assert "完成1/5" in text
    assert "党群活动六次" in text
    assert "未开展" in read(paper, "xlsx")


def test_what_is_no_longer_put_forward_has_no_dossier(cycle, quiet):
    first, *others = subjects("nomination", cycle)
    assert first == "municipal-530521101001"
    lost = Honour.objects.get(community=quiet, year=2024)
    evaluation.revoke(honour=lost, reason="漏报", on=date(2026, 4, 1), by=system())
    assert subjects("nomination", cycle) == others


def test_a_circular_tells_of_an_annex_only_where_there_is_one(cycle):
    told = said("township", cycle)
    assert "先进典型0个。名单见附件。二、未命名情况参评的小区、村社都已命名。" in told
    assert "附件：甸阳镇命名名单" in told
    assert "未命名情况" not in told.partition("附件：")[2]
    code = "530521101002"
    CommunityFactory(takes_part=False, not_taking_part_reason="整体搬迁", code=code)
    told = said("township", published_cycle(2026, issuer=ISSUER))
    assert "名单见附件1。" in told
    assert "另有1个不参加本年度评选，见附件2。" in told
    assert "附件：1.甸阳镇命名名单2.甸阳镇不参评情况" in told
