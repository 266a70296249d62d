"""Findings against the system's proposal, or changed after the assessment or the notice: whoever
approves sees them with proposal, finding, reason, who and when."""

from datetime import date

import pytest

from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Cycle
from evaluation.notice.departures import departures
from incidents import actions as incidents
from tests.factories import (
    CommunityFactory,
    UserFactory,
    assessed_cycle,
    found,
    issued,
    issued_beside,
    noticed_cycle,
    report,
)
from tests.pages import text
from tests.papers.making import said
from tests.queries import queries

pytestmark = pytest.mark.django_db

WORDS = {"number": "2号", "title": "公示", "channels": "信箱"}
APPROVAL = "/office/cycles/2025/approval/"


@pytest.fixture
def place():
    CommunityFactory(name="甸阳村")
    return CommunityFactory(name="由旺村")


@pytest.fixture
def clerk():
    return UserFactory(role=Role.OFFICE, display_name="认定岗")


def find(incident, counts: bool, reason: str, by) -> None:
    incident.refresh_from_db()
    criterion = 4 if counts else None
    incidents.determine(incident=incident, criterion=criterion, counts=counts, reason=reason, by=by)


def told(cycle, **given) -> list[tuple[str, str]]:
    return [(d.incident.number, d.told) for d in departures(cycle, **given)]


def test_as_proposed_and_never_changed_is_not_listed(place):
    found(place)
    assert told(noticed_cycle(2025)) == []


def test_against_the_proposal_is_listed_on_page_and_paper(client, place, clerk):
    burglary = report(place)
    find(burglary, False, "失主报错了地点。", clerk)
    cycle = noticed_cycle(2025)
    clerk.display_name = "后来的岗位"
    clerk.save()
    client.force_login(UserFactory(role=Role.LEADING))
    page = text(client.get(APPROVAL)).split('id="departures"')[1].split("</section>")[0]
    paper = said("approval", cycle)
    for shown in (page, paper):
        for words in (burglary.number, "由旺村", "计入第4项", "不计入", "失主报错了地点。"):
            assert words in shown.replace("第 4 项", "第4项")
        assert "认定岗" in shown
        assert "后来的岗位" not in shown
        assert "与系统建议不同" in shown


def test_changed_after_the_assessment_and_after_the_notice_say_what_it_was(place, clerk):
    other = CommunityFactory(name="文武村")
    late, early = found(other), found(place)
    cycle = assessed_cycle(2025)
    find(early, False, "不是入室盗窃。", clerk)
    actions.assess(cycle=cycle, on=date(2025, 11, 2), by=clerk)
    day = date(2025, 11, 3)
    issued(cycle=cycle, starts_on=day, on=day, by=clerk, **WORDS)
    cycle.refresh_from_db()
    find(late, False, "不是入室盗窃。", clerk)
    was = "与系统建议不同；{}改过，原来计入第 4 项"
    assert told(cycle) == [
        (late.number, was.format("公示之后")),
        (early.number, was.format("评估之后")),
    ]


def test_what_was_changed_and_changed_back_is_as_it_was(place, clerk):
    burglary = found(place)
    cycle = noticed_cycle(2025)
    find(burglary, False, "报错了地点。", clerk)
    find(burglary, True, "核实无误。", clerk)
    assert told(cycle) == []


def test_approved_it_stays_what_was_known_then(place, clerk):
    burglary = found(place)
    cycle = noticed_cycle(2025)
    actions.approve(cycle=cycle, on=date(2025, 11, 15), by=UserFactory(role=Role.LEADING))
    find(burglary, False, "报错了地点。", clerk)
    cycle = Cycle.objects.get(year=2025)
    approved = cycle.steps.get(verb="approve")
    assert told(cycle, until=approved.at) == []
    assert "报错了地点" not in said("approval", cycle)


def test_a_supplementary_notice_answers_for_its_own_places(place, clerk):
    pending = report(CommunityFactory(name="文武村"))
    find(report(place), False, "报错了地点。", clerk)
    cycle = noticed_cycle(2025)
    find(pending, False, "不属实。", clerk)
    day = date(2025, 11, 10)
    issued_beside(cycle=cycle, starts_on=day, on=day, by=clerk, **WORDS)
    notice = cycle.notices.get(position=2)
    assert told(cycle, supplement=notice) == [(pending.number, "与系统建议不同")]


def test_more_of_them_take_no_more_queries(client, place, clerk):
    find(report(place), False, "报错了地点。", clerk)
    noticed_cycle(2025)
    client.force_login(UserFactory(role=Role.LEADING))
    few = queries(client, APPROVAL)
    for _ in range(3):
        find(report(place), False, "报错了地点。", clerk)
    assert queries(client, APPROVAL) == few
