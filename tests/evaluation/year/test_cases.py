"""Evaluation cases, through the real actions: report, determine, assess."""

import pytest

from accounts.models import User
from communities import actions as communities
from communities.models import Community
from evaluation import actions as evaluation
from evaluation.models import Survey
from incidents import actions as incidents
from incidents.models import MonthlyReturn
from tests import cases
from tests.factories import CommunityFactory, CompoundFactory, report

pytestmark = pytest.mark.django_db

CASES = cases.load(
    "evaluation",
    required={"case", "expect"},
    optional={
        *["year", "cycle", "incidents", "excluded", "closed", "opened", "returns", "surveys"],
    },
)
FINDINGS = {"counts": (4, True), "not": (4, False)}


@pytest.fixture
def places() -> dict[str, Community]:
    first = CommunityFactory(name="村甲")
    return {
        "村甲": first,
        "村乙": CommunityFactory(name="村乙"),
        "村甲小区": CompoundFactory(name="村甲小区", parent=first),
    }


@pytest.mark.parametrize("case", CASES)
def test_case(case, places):
    system = User.objects.system()
    cycle = evaluation.open_cycle(year=case.get("year", 2025), by=system)
    if changes := case.get("cycle"):
        cycle = evaluation.configure(cycle=cycle, by=system, **changes)
    set_up_places(case, places, system)
    sign_returns(cycle, case.get("returns", 0), places["村甲"].station, system)
    for name, answer in case.get("surveys", {}).items():
        satisfied, respondents = map(int, answer.split("/"))
        Survey.objects.create(
            cycle=cycle, community=places[name], satisfied=satisfied, respondents=respondents
        )
    later = [report_and_find(told, places, system) for told in case.get("incidents", [])]
    evaluation.assess(cycle=cycle, by=system)
    for incident, findings in later:
        find(incident, findings, system)
    evaluation.assess(cycle=cycle, by=system)
    outcomes = dict(cycle.verdicts.values_list("name", "outcome"))
    assert {name: outcomes[name] for name in case["expect"]} == case["expect"]


def set_up_places(case, places, system):
    for name in case.get("excluded", []):
        communities.exclude(community=places[name], reason="拆迁空置", by=system)
    for name, day in case.get("closed", {}).items():
        communities.dissolve(community=places[name], on=day, by=system)
    for name, day in case.get("opened", {}).items():
        Community.objects.filter(pk=places[name].pk).update(opened_on=day)


def sign_returns(cycle, months, station, system):
    """The first so many months of the period."""
    first = cycle.starts_on
    for n in range(months):
        month = first.replace(
            year=first.year + (first.month - 1 + n) // 12, month=(first.month - 1 + n) % 12 + 1
        )
        MonthlyReturn.objects.create(
            station=station, month=month.replace(day=1), incident_count=0, signed_by=system
        )


def report_and_find(told, places, system):
    incident = report(places[told["at"]], on=told["day"])
    find(incident, told.get("found", ["counts"]), system)
    return incident, told.get("found_later", [])


def find(incident, findings, system):
    for word in findings:
        if word != "none":
            criterion, counts = FINDINGS[word]
            incidents.determine(
                incident=incident, criterion=criterion, counts=counts, reason="认定", by=system
            )
