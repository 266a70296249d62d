from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.period import PROGRAMME_BEGAN
from incidents.criteria import (
    CRITERIA,
    RULES,
    check_facts,
    doubt,
    facts_needed,
    implied_severity,
    judge,
)
from incidents.facts import FACTS as TABLE
from incidents.facts import Facts, OneOf, YesNo
from incidents.kinds import Kind, Nature, Severity
from tests import cases
from wufaan.errors import DomainError

CASES = cases.load(
    "criteria", required={"case", "kind", "criterion", "counts"}, optional={"facts", "day"}
)


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    facts = dict(case.get("facts", {}))
    if "direct_loss" in facts:
        facts["direct_loss"] = Decimal(facts["direct_loss"])
    proposal = judge(Kind(case["kind"]), Facts(**facts), on=case.get("day", date(2025, 3, 1)))
    expected = None if case["criterion"] == "none" else case["criterion"]
    assert (proposal.criterion, proposal.counts) == (expected, case["counts"])
    assert proposal.reasons
    if expected:
        assert proposal.clause == f"实施方案三（一）{expected}"


# Figures around those on which the grades turn.
FIGURES = {
    "deaths": st.integers(0, 40),
    "serious_injuries": st.integers(0, 120),
    "direct_loss": st.decimals(0, 200_000_000, places=2),
}


def answers(name: str, input) -> st.SearchStrategy:
    match input:
        case YesNo():
            return st.booleans()
        case OneOf():
            return st.sampled_from(["", *input.options])
    return FIGURES[name]


FACTS = st.builds(Facts, **{name: answers(name, fact.input) for name, fact in TABLE.items()})
DAYS = st.dates(PROGRAMME_BEGAN, date(2100, 1, 1))


@given(kind=st.sampled_from(Kind), day=DAYS)
def test_every_kind_has_exactly_one_rule_on_every_day(kind, day):
    assert sum(kind in rule.kinds and rule.in_force_on(day) for rule in RULES) == 1


@given(kind=st.sampled_from(Kind), facts=FACTS, other=FACTS, day=DAYS)
def test_facts_that_a_kind_does_not_need_change_nothing(kind, facts, other, day):
    needed = {name: getattr(facts, name) for name in facts_needed(kind)}
    assert judge(kind, facts, on=day) == judge(kind, replace(other, **needed), on=day)


@given(kind=st.sampled_from(Kind), facts=FACTS, day=DAYS)
def test_what_counts_names_its_criterion(kind, facts, day):
    proposal = judge(kind, facts, on=day)
    assert not proposal.counts or proposal.criterion in CRITERIA


def test_there_are_ten_criteria_and_each_has_a_rule():
    assert list(CRITERIA) == list(range(1, 11))
    assert {rule.criterion for rule in RULES} == {*CRITERIA, None}


@pytest.mark.parametrize(
    ("facts", "grade"),
    [
        (Facts(deaths=2, serious_injuries=9, direct_loss=Decimal("9999999.99")), None),
        (Facts(deaths=3), Severity.SERIOUS),
        (Facts(serious_injuries=10), Severity.SERIOUS),
        (Facts(direct_loss=Decimal(10_000_000)), Severity.SERIOUS),
        (Facts(deaths=9, serious_injuries=49), Severity.SERIOUS),
        (Facts(deaths=10), Severity.MAJOR),
        (Facts(deaths=30), Severity.EXTRAORDINARY),
        (Facts(deaths=10, serious_injuries=100), Severity.EXTRAORDINARY),
        (Facts(direct_loss=Decimal("99999999.99")), Severity.MAJOR),
    ],
)
def test_the_gravest_figure_gives_the_grade(facts, grade):
    assert implied_severity(facts) == grade


def test_a_grade_below_the_figures_is_refused():
    with pytest.raises(DomainError, match="死亡 12 人.*已达到“重大”"):
        check_facts(Kind.FIRE, Facts(deaths=12, severity=Severity.SERIOUS))
    with pytest.raises(DomainError, match="已达到“特别重大”"):
        check_facts(Kind.FIRE, Facts(deaths=30, severity=Severity.MAJOR))
    check_facts(Kind.FIRE, Facts(deaths=12, severity=Severity.EXTRAORDINARY))


def test_a_preventable_case_must_say_how_it_was_filed():
    with pytest.raises(DomainError, match="诈骗要写明立案性质"):
        check_facts(Kind.FRAUD, Facts())
    check_facts(Kind.FRAUD, Facts(nature=Nature.EVENT))


@pytest.mark.parametrize(
    ("facts", "doubtful"),
    [
        (Facts(deaths=12, severity=Severity.EXTRAORDINARY), True),
        (Facts(deaths=1, severity=Severity.MAJOR), True),
        (Facts(deaths=12, severity=Severity.MAJOR), False),
        (Facts(deaths=1, severity=Severity.SERIOUS), True),
        (Facts(deaths=3, severity=Severity.SERIOUS), False),
        (Facts(deaths=2, severity=Severity.GENERAL), False),
        (Facts(deaths=12), False),
        (Facts(severity=Severity.EXTRAORDINARY), False),
    ],
)
def test_a_grade_above_the_figures_is_no_error_but_doubtful(facts, doubtful):
    check_facts(Kind.FIRE, facts)
    assert bool(doubt(Kind.FIRE, facts)) == doubtful


def test_an_accident_without_any_figure_is_not_said_to_be_a_small_one():
    assert (
        "没有填写伤亡、损失和事故等级" in judge(Kind.FIRE, Facts(), on=PROGRAMME_BEGAN).reasons[1]
    )
    told = judge(Kind.FIRE, Facts(deaths=0), on=PROGRAMME_BEGAN)
    assert told.reasons[1] == "没有达到重大事故等级。"
