"""What waits for the first station today: reports that came back, one that it wants to withdraw,
and what happened lately. All of it after the current year's period, in invented compounds."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import User
from communities.models import Community, Station
from demo import accounts
from evaluation.models import Cycle
from incidents import actions
from incidents.facts import Facts
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.reports import Report
from wufaan.clock import today


@dataclass(frozen=True)
class Recent:
    """`returned` and `withdraw` are reasons; `found`: the office has found as proposed."""

    days_ago: int
    kind: Kind
    facts: Facts
    summary: str
    returned: str = ""
    withdraw: str = ""
    found: bool = False


RECENT = [
    Recent(
        20, Kind.GAMBLING, Facts(proactively_investigated=True),
        "巡查中查处一处棋牌室聚众赌博。", found=True,
    ),
    Recent(
        15, Kind.BURGLARY, Facts(nature="criminal"), "夜间门锁被撬，现金被盗。",
        returned="请核实是否已立为刑事案件，并写明立案日期。",
    ),
    Recent(
        12, Kind.FIRE, Facts(direct_loss=Decimal(8000)),
        "厨房电线短路起火，及时扑灭，没有人员伤亡。", found=True,
    ),
    Recent(
        9, Kind.PROVOKING_TROUBLE, Facts(), "酒后在小区门口拦车滋事。",
        returned="地点在两个小区交界处，请核对属于哪个小区。",
    ),
    Recent(
        6, Kind.FRAUD, Facts(nature="criminal"), "网络刷单诈骗，已立案侦查。",
        withdraw="与前一日上报的是同一起，重复上报。",
    ),
    Recent(3, Kind.OTHER_PREVENTABLE, Facts(nature="administrative"), "楼道内电动车电瓶被盗。"),
]  # fmt: skip


def load() -> None:
    station, cycle = Station.objects.order_by("code")[0], Cycle.objects.all()[0]
    compounds = Community.objects.compounds().existing_on(today()).filter(station=station)
    places = list(compounds.order_by("code"))
    for number, recent in enumerate(RECENT):
        day = max(cycle.ends_on + timedelta(days=1), today() - timedelta(days=recent.days_ago))
        _happen(recent, places[number % len(places)], day, by=accounts.officers()[station.code])


def _happen(recent: Recent, place: Community, day: date, *, by: User) -> Incident:
    told = Report(place, recent.kind, day, recent.facts, recent.summary)
    incident = actions.report(report=told, by=by)
    if recent.found:
        actions.accept_proposal(incident=incident, by=accounts.office())
    if recent.returned:
        actions.return_to_station(incident=incident, reason=recent.returned, by=accounts.office())
    if recent.withdraw:
        actions.request_withdrawal(incident=incident, reason=recent.withdraw, by=by)
    return incident
