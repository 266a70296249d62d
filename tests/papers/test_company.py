"""What property companies are told, and what papers say of the compounds that they look after."""

import pytest

from communities import actions as communities
from communities.models import Community
from evaluation import actions as evaluation
from evaluation.models import Cycle, Honour, Objection
from incidents.models import Incident
from papers.kinds import KINDS
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    approved_cycle,
    found,
    noticed_cycle,
)
from tests.papers.making import made, read, said
from tests.papers.years import ISSUER, approved, looked_after, subjects, system, uphold

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """A compound that keeps its title and one with a theft, of one company."""
    looked_after(CommunityFactory(name="甸阳村", code="530521101001"))
    noticed_cycle(2025, issuer=ISSUER, rolls_up=False)


@pytest.fixture
def cycle(on_notice) -> Cycle:
    return Cycle.objects.get(year=2025)


def test_a_company_is_told_facts_its_right_of_correction_and_how_long_they_hold(cycle):
    theft = Incident.objects.get()
    (paper,) = made("company", approved(cycle))
    text = read(paper)
    for told in ("安居物业服务有限公司：", "91530521MA6K000002", "金色家园", "银色家园"):
        assert told in text
    assert theft.number in text
    assert "2025-03-01" in text
    assert "15个工作日内向出具单位书面申请更正" in text
    assert "至2026年10月31日" in text
    assert "不评分，不排名" in text
    assert "分数" not in text


def test_what_happened_under_a_company_stays_with_it_when_another_takes_over(cycle):
    approved(cycle)
    stolen = Community.objects.get(name="银色家园")
    company = stolen.property_company
    later = PropertyCompanyFactory(name="后来物业", code="91530521MA6K00001X")
    values = {f: getattr(stolen, f) for f in ("name", "kind", "station", "households")}
    values |= {f: getattr(stolen, f) for f in ("population", "shops", "opened_on")}
    communities.change(community=stolen, property_company=later, **values, by=system())
    assert subjects("company", cycle) == [company.code]
    assert "银色家园" in said("company", cycle)


def of_company(cycle) -> list:
    return KINDS["company"].content(cycle, subjects("company", cycle)[0]).tables


def test_a_company_reads_which_title_a_compound_has_or_had(cycle):
    results, _ = of_company(approved(cycle))
    assert [row[-1] for row in results.rows] == ["县级无发案小区", "无"]
    honour = Honour.objects.get(name="金色家园")
    evaluation.revoke(honour=honour, reason="漏报", on=honour.granted_on, by=system())
    results, _ = of_company(cycle)
    assert results.rows[0][-1] == "县级无发案小区（已撤销）"


def test_a_company_reads_that_a_title_was_withheld_and_not_why(cycle):
    uphold(cycle, "金色家园")
    results, _ = of_company(approved(cycle))
    assert results.rows[0][-2:] == ["达标", "暂缓命名"]


def test_of_what_touches_on_people_a_company_reads_the_criterion_only():
    _, stolen, _ = looked_after(CommunityFactory())
    found(stolen, kind="organised_crime")
    cycle = approved_cycle(2025, issuer=ISSUER, rolls_up=False)
    text = said("company", cycle)
    assert "第5项" in text
    assert "入室盗窃" in text
    assert "黑恶" not in text


def test_a_compound_without_a_company_has_no_list():
    CompoundFactory()
    assert subjects("company", approved_cycle(2025)) == []


def test_no_paper_for_others_has_the_reference_of_an_objection(cycle):
    """Whoever has it may read the answer; only the reply and what is approved are about it."""
    uphold(cycle, "金色家园")
    objection = Objection.objects.get()
    approved(cycle)
    told = {kind: said(kind, cycle) for kind in ("township", "company", "briefing")}
    assert "暂缓命名：异议成立" in told["township"]
    for kind, text in told.items():
        assert objection.reference not in text, kind
