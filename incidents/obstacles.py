"""What stands in the way of a step of an incident, of opening it to decide on it, and of signing a
month."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from accounts.models import User
from accounts.permissions import Role
from communities.models import Station
from incidents.models import Incident, Lease, MonthlyReturn, Reconsideration
from incidents.months import last_over
from incidents.workflow import WORKFLOW, State
from wufaan.obstacles import Obstacle, Way


def obstacles(verb: str, incident: Incident) -> Iterator[Obstacle]:
    for obstacle in WORKFLOW.obstacles(verb, State(incident.state)):
        yield replace(obstacle, way=Way("看这一件", "incident", (incident.pk,)))


def of_opening(incident: Incident, by: User) -> Iterator[Obstacle]:
    """Of having it before oneself in the queue, to decide on it."""
    if incident.state != State.SUBMITTED:
        yield Obstacle(f"这一件现在是“{incident.get_state_display()}”，不在认定队列里。")
    yield from of_own(incident, by)
    yield from of_others(incident, by)


def of_own(incident: Incident, by: User) -> Iterator[Obstacle]:
    """N 3(1) is applied by someone other than the reporter."""
    if incident.reported_by_id == by.pk and by.role != Role.SYSTEM:
        yield Obstacle("不能认定自己填报的案（事）件，请由办公室其他人员认定。")


def of_others(incident: Incident, by: User) -> Iterator[Obstacle]:
    """Somebody else has it open."""
    others = Lease.objects.running().filter(incident=incident).exclude(by=by)
    for held in others.select_related("by"):
        yield Obstacle(f"{held.by.display_name}正在办理这一件，请先办别的。")


def of_asking_again(incident: Incident) -> Iterator[Obstacle]:
    """Of 申请重新认定: once a finding."""
    yield from obstacles("request_reconsideration", incident)
    finding = incident.determinations.last()
    if asked := Reconsideration.objects.filter(determination=finding).first():
        state = asked.get_state_display()
        text = f"对现在的认定已经申请过（{state}），每次认定只能申请一次。"
        yield Obstacle(text, way=Way("看这一件", "incident", (incident.pk,)))


def of_keeping(incident: Incident) -> Iterator[Obstacle]:
    waiting = Reconsideration.objects.waiting()
    if not waiting.filter(determination__incident=incident).exists():
        yield Obstacle(f"{incident.number} 没有等您答复的重新认定申请。")


def of_station_closing(station: Station) -> Iterator[Obstacle]:
    """Of one without a successor."""
    if waiting := Incident.objects.undetermined().of_station(station).count():
        text = f"“{station.name}”还有 {waiting} 件没有认定的案（事）件，请选择由哪个派出所答复。"
        yield Obstacle(text, at="into")


def of_signing(station: Station, month: date, today: date) -> Iterator[Obstacle]:
    if station.closed_on and month >= station.closed_on:
        yield Obstacle(f"“{station.name}”{station.how_closed}，不再签以后月份的零报告。")
    if month > last_over(today):
        yield Obstacle(f"{month:%Y年%m月}还没有结束，月底之后再签字上报。")
    if MonthlyReturn.objects.filter(station=station, month=month).exists():
        yield Obstacle(f"{station.name}{month:%Y年%m月}已经签字上报过，不能重复签字上报。")
