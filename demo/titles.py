"""What became of titles: some rose, a few compounds lost theirs, one compound merged."""

import random
from datetime import date

from communities import actions as communities
from communities.models import Community
from demo import accounts
from demo.incidents import SEED
from evaluation import actions
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Nomination,
)
from incidents.actions import accept_proposal, report
from incidents.facts import Facts
from incidents.kinds import Kind, Nature
from incidents.reports import Report
from wufaan.clock import today

# Of those that the county may put forward, so many in a hundred are granted.
GRANTED_PERCENT = {Level.MUNICIPAL: 55, Level.PROVINCIAL: 40}
SUBMITTED = {Level.MUNICIPAL: 8, Level.PROVINCIAL: 3}
LATEST = 2025
HELD_BACK = 3
GRANTED_ON = {Level.MUNICIPAL: (3, 18), Level.PROVINCIAL: (6, 20)}
REVOKING = range(2021, 2025)
MERGING = 2023


def after(cycle: Cycle) -> None:
    """What happened in the year after a cycle's list was published."""
    rng = random.Random(SEED - cycle.year)
    for level in (Level.MUNICIPAL, Level.PROVINCIAL):
        _rise(level, cycle.year, rng)
    if cycle.year in REVOKING:
        _lose(cycle)
    if cycle.year == MERGING:
        _merge(cycle.year)


def _rise(level: Level, year: int, rng: random.Random) -> None:
    """What was due goes up together; most are named, the others are told so. Of the latest year
    the answer on some has not come, and the last few have not gone up."""
    granted_on = date(year + 1, *GRANTED_ON[level])
    if granted_on > today():
        return
    due = list(
        Nomination.objects.open()
        .select_related("community")
        .at(level)
        .in_year(year)
        .order_by("community__code")
    )
    named = [nomination for nomination in due if rng.randrange(100) < GRANTED_PERCENT[level]]
    passed_over = [nomination for nomination in due if nomination not in named]
    held_back = passed_over[-HELD_BACK:] if year == LATEST else []
    waiting = passed_over[: len(passed_over) // 2] if year == LATEST else []
    going_up = [n for n in due if n not in held_back]
    _decide(
        going_up,
        named,
        [n for n in passed_over if n not in held_back + waiting],
        granted_on,
    )


def _decide(
    due: list[Nomination], named: list[Nomination], refused: list[Nomination], on: date
) -> None:
    """One paper up and one paper down, a level and a year."""
    if not due:
        return
    level, year, by = Level(due[0].level), due[0].year, accounts.office()
    actions.submit_nominations(
        nominations=due,
        document_number=f"演示报〔{on.year}〕{SUBMITTED[level]}号",
        on=max(date(year, 12, 10), *(n.opened_on for n in due)),
        by=by,
    )
    number = f"演示{level.label[0]}〔{on.year}〕1号"
    if named:
        actions.record_results(
            communities=[n.community for n in named],
            level=level,
            year=year,
            document_number=number,
            granted_on=on,
            by=by,
        )
    if refused:
        reason = "本年度名额已满，下一年度再报。"
        actions.record_refusal(
            nominations=refused, reason=reason, on=on, document_number=number, by=by
        )


def _lose(cycle: Cycle) -> None:
    """A theft of the year comes to light after the title; the finding costs it."""
    honour = _that_can_be_lost(cycle.year)
    community = honour.community
    told = Report(
        community,
        Kind.BURGLARY,
        date(cycle.year, 8, 14),
        Facts(nature=Nature.CRIMINAL),
        "侦破外地系列案时查明的入室盗窃，当年没有报案。",
    )
    incident = report(report=told, by=accounts.officers()[community.station.code])
    accept_proposal(incident=incident, by=accounts.office())
    actions.revoke(
        honour=honour,
        reason=f"复核查明 {cycle.year} 年 8 月发生入室盗窃刑事案件，不符合评选标准第 4 项。",
        on=date(cycle.year + 1, 5, 10),
        by=accounts.office(),
    )


def _that_can_be_lost(year: int) -> Honour:
    """Of an invented compound that never lost one, with no higher title on it, inside a place
    that holds none: what happens in a compound counts there too."""
    titled = Honour.objects.in_year(year)
    found = (
        titled.at(Level.COUNTY)
        .standing()
        .filter(community__parent__isnull=False)
        .exclude(community__in=titled.exclude(level=Level.COUNTY).values("community"))
        .exclude(community__parent__in=titled.values("community"))
        .exclude(community__honours__state=HonourState.REVOKED)
        .select_related("community__station")
        .order_by("community__code")
    )
    return found[0]


def _merge(year: int) -> None:
    """An invented compound becomes part of its neighbour; its titles end with it."""
    on = date(year + 1, 6, 30)
    titles = Honour.objects.standing().filter(community__parent__isnull=False, year=year)
    merged = titles.order_by("-community__code")[0].community
    beside = Community.objects.filter(parent=merged.parent).exclude(pk=merged.pk)
    neighbour = beside.order_by("code")[0]
    communities.merge(community=merged, into=neighbour, on=on, by=accounts.office())
