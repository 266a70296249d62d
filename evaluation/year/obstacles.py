"""What stands in the way of a step of the year, as far as the year itself knows. What a notice adds
to it, and which of it belongs to which step, is in notice/obstacles."""

from collections.abc import Iterator, Mapping, Sized
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from communities.models import Station
from communities.period import FIRST_MONTH
from evaluation.states import UNFROZEN, State
from evaluation.year.assessment import Difference, differences
from evaluation.year.models import Cycle
from evaluation.year.queries import (
    earlier_year_not_over,
    knows_holidays_of,
    missing_returns,
    neighbours,
    tried_on,
)
from evaluation.year.rules import ABOUT_A_YEAR, Policy, default_period
from evaluation.year.workflow import WORKFLOW
from incidents.models import Incident
from wufaan.days import in_words
from wufaan.normalise import listed
from wufaan.obstacles import Obstacle, Way

UNRELIABLE = "达标结果不可靠，请催报"
# By field of a verdict, where it is not of the registry.
_ABOUT = {
    "findings": "案（事）件",
    "broken": "案（事）件",
    "undetermined": "案（事）件",
    "missing_months": "零报告",
    "respondents": "满意度",
    "satisfied": "满意度",
    "excluded_reason": "不参评的原因",
}


def of_state(cycle: Cycle, verb: str) -> Iterator[Obstacle]:
    for obstacle in WORKFLOW.obstacles(verb, State(cycle.state)):
        yield replace(obstacle, way=back(cycle))


def of_surveying(cycle: Cycle) -> Iterator[Obstacle]:
    if cycle.state not in UNFROZEN:
        yield Obstacle(f"{cycle.year} 年度已经公示，不能再登记满意度。", at="year")


def of_period(
    cycle: Cycle, day: date, *, way: Way | None = None, at: str | None = None
) -> Iterator[Obstacle]:
    """Of a notice that is published on the day, or begins on it."""
    if not cycle.is_over(day):
        text = f"评选期到 {in_words(cycle.ends_on)}才结束，之后才能公示。"
        yield Obstacle(text, way=way, at=at)


def of_results(cycle: Cycle, today: date) -> Iterator[Obstacle]:
    """What they do not know yet: the notice would freeze them as they are."""
    again = Way("重新评估", "cycle-assess", (cycle.year,), posts=True)
    if tried := tried_on(cycle):
        text = f"现在的结果是 {in_words(tried)}试评的，那时评选期未满，请先重新评估。"
        yield Obstacle(text, way=again)
    elif changed := differences(cycle, today):
        text = f"评估之后情况有变，结果和现在的不一样：{listed(map(_otherwise, changed))}。"
        yield Obstacle(f"{text}请先重新评估。", way=again)


def of_findings(cycle: Cycle) -> Iterator[Obstacle]:
    """What nobody has found on keeps its communities off the list."""
    period = (cycle.starts_on, cycle.ends_on)
    if waiting := Incident.objects.undetermined().occurred_between(*period).count():
        text = f"本年度还有 {waiting} 件案（事）件没有认定，所在的小区、村社不能列入公示。"
        yield Obstacle(text, stops=False, way=finding(Way("去看", "incidents")))


def of_returns(cycle: Cycle, today: date) -> Iterator[Obstacle]:
    """What is not signed for keeps communities off the list, or their results from being known."""
    if cycle.returns_policy == Policy.IGNORE:
        return
    if missing := missing_returns(cycle, today):
        required = cycle.returns_policy == Policy.REQUIRED
        what = "辖区不能列入公示，请催报" if required else UNRELIABLE
        told = unsigned_in_words(missing, len(cycle.months_over(today)))
        text = f"{told}，{what}后重新评估。"
        yield Obstacle(text, stops=False, way=to_unsigned(cycle))


def to_unsigned(cycle: Cycle) -> Way:
    return Way("看缺哪些", "dashboard", query=f"?year={cycle.year}#missing-returns")


def unsigned_in_words(missing: Mapping[Station, Sized], months: int) -> str:
    """Of so many months. Who signed none of them is told apart from who missed some."""
    none_of_them = sum(len(of_station) == months for of_station in missing.values())
    some = [len(of_station) for of_station in missing.values() if len(of_station) < months]
    told = [f"{none_of_them} 个派出所 {months} 个月一份没签"] if none_of_them else []
    told += [f"{len(some)} 个派出所还缺 {sum(some)} 份零报告"] if some else []
    return "、".join(told)


def doubts(cycle: Cycle) -> Iterator[Obstacle]:
    """What is allowed and hardly meant."""
    yield from doubts_about_period(cycle)
    if before := earlier_year_not_over(cycle):
        text = f"{before.year} 年度{before.get_state_display()}，还没有公布。一般先办完上一年度。"
        yield Obstacle(text, stops=False, way=Way("去看", "cycle", (before.year,)))


def doubts_about_period(cycle: Cycle) -> Iterator[Obstacle]:
    settings = Way("去改", "cycle-settings", (cycle.year,))
    for text in (_unusual_length(cycle), *(_seam(cycle, other) for other in neighbours(cycle))):
        if text:
            yield Obstacle(text, stops=False, way=settings)


def of_calendar(year: int) -> Iterator[Obstacle]:
    """A notice is counted by working days. A year is put on notice in its own November."""
    if not knows_holidays_of(year):
        text = f"节假日表没有录全 {year} 年的安排，没有录的日子只按周一至周五计算，请自行核对。"
        way = Way("去录入", "holidays", query=f"?year={year}")
        yield Obstacle(text, stops=False, way=way)


class Worded(Protocol):
    """A year, or a notice of one."""

    issuer: str
    approval_basis: str


def of_words(of: Worded, way: Way | None = None) -> Iterator[Obstacle]:
    """What is blank though the papers ought to say it."""
    blank = [
        name
        for name, value in (("命名单位", of.issuer), ("命名依据", of.approval_basis))
        if not value
    ]
    if blank:
        text = (
            f"还没有填写{'和'.join(blank)}。2022 年起国家对命名表彰的主体有限定，"
            "请先核实本项命名由谁批准、依据哪份文件。"
        )
        yield Obstacle(text, stops=False, way=way)


def of_cycle_words(cycle: Cycle) -> Iterator[Obstacle]:
    """Once the notice is out its words are what they are."""
    settings = Way("去填写", "cycle-settings", (cycle.year,))
    return of_words(cycle, settings if cycle.state in UNFROZEN else None)


def not_set_up(today: date) -> Iterator[Obstacle]:
    """From its November on, while nobody and no schedule has set the year up."""
    if today.month >= FIRST_MONTH and not Cycle.objects.filter(year=today.year).exists():
        way = Way("去建立", "cycle-open")
        yield Obstacle(f"{today.year} 年度还没有建立。", stops=False, way=way)


def finding(otherwise: Way) -> Way:
    """For those who find on incidents."""
    return Way("去认定", "queue", otherwise=otherwise)


def back(cycle: Cycle) -> Way:
    return Way(f"回到 {cycle.year} 年度", "cycle", (cycle.year,))


def _otherwise(difference: Difference) -> str:
    """What would become of a place; where that stays, what would be told of it."""
    was, now = difference.was, difference.now
    if was is None:
        told = f"还没有结果，现在{now.label}"
    elif was != now:
        told = f"{was.label}，现在{now.label}"
    else:
        about = dict.fromkeys(_ABOUT.get(field, "名录") for field in sorted(difference.fields))
        told = f"{'、'.join(about)}有变"
    return f"“{difference.name}”（{told}）"


def _unusual_length(cycle: Cycle) -> str:
    """Where the period is not about a year: a wrong day typed in looks like that. Nothing where
    it is as the programme has it."""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    if (cycle.starts_on, cycle.ends_on) == default_period(cycle.year) or days in ABOUT_A_YEAR:
        return ""
    return f"评选期 {cycle.starts_on} 至 {cycle.ends_on} 一共 {days} 天，不是一年左右，请核对。"


def _seam(cycle: Cycle, other: Cycle) -> str:
    """Where two years share days, or leave some to neither: an incident counts in one year."""
    first, second = sorted([cycle, other], key=lambda c: c.year)
    gap = (second.starts_on - first.ends_on).days - 1
    named = f"与 {other.year} 年度（{other.starts_on} 至 {other.ends_on}）"
    if gap < 0:
        return f"评选期 {cycle.starts_on} 至 {cycle.ends_on} {named}重叠 {-gap} 天，请核对。"
    if gap > 0:
        left = f"{first.ends_on + timedelta(days=1)} 至 {second.starts_on - timedelta(days=1)}"
        return f"评选期{named}之间空了 {gap} 天：{left} 不属于任何年度，请核对。"
    return ""
