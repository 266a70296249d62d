"""Evaluation cases, through the real actions: report, determine, assess."""

import pytest

from accounts.models import User
from communities import actions as communities
from communities.models import Community
from evaluation import actions as evaluation
from evaluation.models import Survey
from evaluation.year.presenters import flags, reasons
from incidents import actions as incidents
from incidents.models import MonthlyReturn
from tests import cases
from tests.factories import CommunityFactory, CompoundFactory, StationFactory, report
from wufaan.clock import today

pytestmark = pytest.mark.django_db

CASES = cases.load(
    "evaluation",
    required={"case", "expect"},
    optional={
        *["year", "cycle", "incidents", "excluded", "closed", "opened", "returns", "surveys"],
        *["merged", "moved", "split", "other_station", "returns_there", "told"],
    },
)
FINDINGS = {"counts": (4, True), "not": (4, False)}


@pytest.fixture
def places() -> dict[str, Community]:
    first = CommunityFactory(name="村甲")
    return {
        "村甲": first,
        "村乙": CommunityFactory(name="村乙"),
        "村丙": CommunityFactory(name="村丙"),
        "村甲小区": CompoundFactory(name="村甲小区", parent=first),
    }


@pytest.mark.parametrize("case", CASES)
def test_case(case, places):
    system = User.objects.system()
    cycle = evaluation.open_cycle(year=case.get("year", 2025), by=system)
    if changes := case.get("cycle"):
        cycle = evaluation.configure(cycle=cycle, by=system, **changes)
    set_up_places(case, places, system)
    first, signed = places["村甲"], case.get("returns", 0)
    sign_returns(cycle.months_over(today())[:signed], first.station, system)
    for name, answer in case.get("surveys", {}).items():
        satisfied, respondents = map(int, answer.split("/"))
        Survey.objects.create(
            cycle=cycle, community=places[name], satisfied=satisfied, respondents=respondents
        )
    later = [report_and_find(told, places, system) for told in case.get("incidents", [])]
    let_places_change(case, places, system)
    signed_there = cycle.months_over(today())[12 - case.get("returns_there", 0) :]
    sign_returns(signed_there, other_station(), system)
    evaluation.assess(cycle=cycle, by=system)
    for incident, findings in later:
        find(incident, findings, system)
    evaluation.assess(cycle=cycle, by=system)
    outcomes = dict(cycle.verdicts.values_list("name", "outcome"))
    assert {name: outcomes[name] for name in case["expect"]} == case["expect"]
    for name, words in case.get("told", {}).items():
        verdict = cycle.verdicts.get(name=name)
        assert words in "；".join([*reasons(verdict, cycle), *flags(verdict, cycle)])


def set_up_places(case, places, system):
    for name in case.get("excluded", []):
        communities.exclude(community=places[name], reason="拆迁空置", by=system)
    for name, day in case.get("closed", {}).items():
        communities.dissolve(community=places[name], on=day, by=system)
    for name, day in case.get("opened", {}).items():
        Community.objects.filter(pk=places[name].pk).update(opened_on=day)


def let_places_change(case, places, system):
    """After what happened in them was reported."""
    for name, (other, day) in case.get("moved", {}).items():
        communities.move(community=places[name], into=places[other], on=day, by=system)
    for name, (other, day) in case.get("merged", {}).items():
        communities.merge(community=places[name], into=places[other], on=day, by=system)
    for name, (other, day) in case.get("split", {}).items():
        Community.objects.filter(pk=places[name].pk).update(split_from=places[other], opened_on=day)
    for name, day in case.get("other_station", {}).items():
        place = places[name]
        fields = ["name", "kind", "households", "population", "shops", "opened_on"]
        as_it_is = {field: getattr(place, field) for field in fields}
        told = {"station": other_station(), "station_since": day, "by": system}
        communities.change(community=place, **as_it_is, **told)


def other_station():
    return StationFactory(code="530521520000", name="姚关派出所")


def sign_returns(months, station, system):
    for month in months:
        MonthlyReturn.objects.create(
            station=station, month=month, incident_count=0, signed_by=system
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
