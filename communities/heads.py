"""The heads of work of N 2, six for a compound and five for a village or neighbourhood, as data:
in our own short words, each with its clause of the notice. And what a year of them is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from communities.period import FIRST_MONTH, FIRST_YEAR
from wufaan.marks import MarkedChoices, Shape, Tone


class WorkState(MarkedChoices):
    NOT_STARTED = "not_started", Shape.CIRCLE, Tone.PAST, "未开展"
    UNDER_WAY = "under_way", Shape.HALF, Tone.WAITING, "进行中"
    DONE = "done", Shape.TICK, Tone.GOOD, "已完成"


@dataclass(frozen=True)
class Head:
    """`asks` is what the clause is about; `counts_officers`: how many information officers there
    are is recorded here (N 2(1)2)."""

    key: str
    title: str
    clause: str
    asks: str
    counts_officers: bool = False


def _compound(number: int, key: str, title: str, asks: str, **more: Any) -> Head:
    return Head(key, title, f"实施方案二（一）{number}", asks, **more)


def _place(number: int, key: str, title: str, asks: str) -> Head:
    return Head(key, title, f"实施方案二（二）{number}", asks)


COMPOUND_HEADS = (
    _compound(1, "party", "基层党组织", "物业、保安、业委会建立或共建党组织，活动里有治安防范。"),
    _compound(
        2,
        "internal_security",
        "内部安全防范",
        "建齐信息员；门卫、巡查、巡逻、检查、提醒各项制度落实。",
        counts_officers=True,
    ),
    _compound(
        3, "self_protection", "居民自我防范", "业委会和热心居民参与调解、报告异常、宣传防范常识。"
    ),
    _compound(4, "defences", "物防技防", "出入口、单元口、重点部位的监控，围墙围栏，快捷报警。"),
    _compound(
        5, "guidance", "治安防范指导", "派出所督促指导、发布警情提示，流动人口和出租房管理到位。"
    ),
    _compound(6, "services", "服务和谐", "部门、派出所指导物业和保安，为居民提供便捷服务。"),
)
PLACE_HEADS = (
    _place(1, "party", "村社党组织", "党组织规范化，社区民警兼任副书记，活动里有治安防范。"),
    _place(2, "mass_prevention", "群防群治", "治保会、一村一辅警和各类群防群治力量参与防范。"),
    _place(3, "self_rule", "三治融合", "自治、法治、德治结合，安全防范写进村规民约。"),
    _place(4, "technical_defences", "技防设施", "农户、道口、要害和复杂部位的视频监控。"),
    _place(5, "services", "服务管理", "同各部门沟通协调，及时解决土地、山林等引起的矛盾。"),
)
# What files call them; two keys have a title at compounds and another at villages.
HEAD_WORDS = {head.title: head.key for head in (*COMPOUND_HEADS, *PLACE_HEADS)}


def heads_of(*, is_compound: bool) -> tuple[Head, ...]:
    return COMPOUND_HEADS if is_compound else PLACE_HEADS


def head_titled(key: str, *, is_compound: bool) -> str:
    """Also of a key that a former version knew: records are kept for good."""
    return next((h.title for h in heads_of(is_compound=is_compound) if h.key == key), key)


def open_years(day: date) -> list[int]:
    """The years for which stations keep the record on a day, the one to look at first in front.
    A year's record begins with its period, on 1 November, and can be brought up to date while the
    year is being evaluated, to the end of December."""
    return [day.year, day.year + 1] if day.month >= FIRST_MONTH else [day.year]


def kept_until(year: int) -> date:
    """The last day on which stations keep the year's record."""
    return date(year, 12, 31)


def all_years(day: date) -> list[int]:
    """Latest first."""
    return list(range(open_years(day)[-1], FIRST_YEAR - 1, -1))
