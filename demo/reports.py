"""What stations and office do with the incidents of a year, through the doors that they use."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from communities.models import Community, Station
from demo import accounts
from demo.incidents import Invented
from evaluation.models import Cycle
from incidents.actions import determine, report, sign_return
from incidents.criteria import touches_on_people
from incidents.import_plan import IncidentImport
from incidents.kinds import Kind, Nature
from incidents.models import Incident
from incidents.months import months_to_remind_of
from incidents.reports import Report
from incidents.resources import IncidentResource
from wufaan.clock import today
from wufaan.sheets.reading import read_table
from wufaan.sheets.writing import csv_bytes

HEADERS = [column.name for column in IncidentResource.columns]
# One return in so many was forgotten.
FORGOTTEN = 100


def bring_in(cycle: Cycle, invented: Sequence[Invented]) -> None:
    """The incidents of the cycle's period as a file of old records, found upon long ago."""
    rows = [[row.get(header, "") for header in HEADERS] for row in (i.row() for i in invented)]
    table = read_table(csv_bytes(HEADERS, rows), f"{cycle.year}.csv", IncidentResource)
    IncidentImport.carry_out(table=table, by=User.objects.system())


def report_one_by_one(invented: Sequence[Invented]) -> None:
    """By the officers of the stations; the office has not looked at them yet."""
    officers = accounts.officers()
    for i in invented:
        community = Community.objects.select_related("station").get(code=i.community_code)
        summary = "" if touches_on_people(i.plot.kind) else i.plot.summary
        told = Report(community, i.plot.kind, i.occurred_on, i.plot.facts, summary)
        report(report=told, by=officers[community.station.code])


def sign_returns(cycle: Cycle, rng: random.Random) -> None:
    """Every station for every month that is over, save the few that were forgotten; the first
    has yet to sign for the last two."""
    officers = accounts.officers()
    stations = list(Station.objects.order_by("code"))
    for month in cycle.months_over(today()):
        for station in stations:
            yet_to_come = station == stations[0] and month in months_to_remind_of(today())[:2]
            if rng.randrange(FORGOTTEN) and not yet_to_come:
                sign_return(station=station, month=month, by=officers[station.code])


@dataclass(frozen=True)
class SecondLook:
    """Findings of these kinds that the office changed on looking again."""

    kinds: tuple[Kind, ...]
    nature: Nature
    counted: bool
    criterion: int
    reason: str


SECOND_LOOKS = [
    SecondLook(
        (Kind.GAMBLING, Kind.DRUGS, Kind.PROSTITUTION), Nature.ADMINISTRATIVE, True, 3,
        "复查办案记录：线索由公安机关摸排得来，系主动查处，不计入。",
    ),
    SecondLook(
        (Kind.BURGLARY, Kind.FRAUD), Nature.CRIMINAL, True, 4,
        "复查：案发地在相邻县，登记地点有误，不计入本地。",
    ),
    SecondLook(
        (Kind.BURGLARY, Kind.OTHER_PREVENTABLE), Nature.ADMINISTRATIVE, False, 4,
        "复查：与其他案件并案后达到立案标准，已转为刑事案件，计入。",
    ),
]  # fmt: skip


def look_again(cycle: Cycle, rng: random.Random) -> None:
    """One finding of each sort is changed, with the reason; the first finding stays on record."""
    for look in SECOND_LOOKS:
        if found := _found(cycle, look):
            determine(
                incident=rng.choice(found),
                criterion=look.criterion,
                counts=not look.counted,
                reason=look.reason,
                by=accounts.office(),
            )


def _found(cycle: Cycle, look: SecondLook) -> list[Incident]:
    of_period = Incident.objects.occurred_between(cycle.starts_on, cycle.ends_on)
    return list(
        of_period.filter(
            kind__in=look.kinds, nature=look.nature, determinations__counts=look.counted
        ).order_by("number")
    )
