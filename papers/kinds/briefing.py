"""党委政府报告 (N 3(5)): how the year went, to the county's party committee and government."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
)
from evaluation.year.presenters import broken_criteria
from evaluation.year.rules import Outcome
from papers.kinds import named
from papers.kinds.base import Content, Field, PaperKind, Words, once_named
from papers.kinds.named import Place
from wufaan.documents.official import Form, Table
from wufaan.sheets.resource import Column, Resource
from wufaan.sheets.writing import Share

WORDS = Words(
    title="关于{年度}年度“无发案小区”“无发案村社”创建评选情况的报告",
    addressee="中共{县}委员会、{县}人民政府",
    body="""{年度}年度（{评选期}）“无发案小区”“无发案村社”创建评选工作已经完成，现将情况报告如下：
一、总体情况
全县参评小区、村社{参评数}个。经综合评估、公示和领导小组批准，命名{命名数}个，其中“无发案小区”{小区数}个、“无发案村社”{村社数}个；选定先进典型{先进典型数}个。达标{达标数}个，占参评总数的{达标比例}，本年度目标为{目标}。各乡镇（街道）情况见附件1，名单见附件2。
二、未命名情况
{未命名情况}。
其中{未命名分类}。
主要涉及：{主要原因}。
三、升级和退出情况
本年度获市级命名{市级数}个、省级命名{省级数}个。上一年度县级称号经复核撤销{撤销数}个；因建制撤并注销{注销数}个。
四、下一步工作
对命名的小区、村社保持创建标准，实行一年一评；对未命名的，督促查找薄弱环节，落实防范措施。建议将命名情况作为村（社区）“两委”履职评价和选举的参考。如实上报案（事）件是评选的前提，不以案（事）件多少对派出所排名。
命名依据：{命名依据}。
特此报告。""",
)

FIELDS = (
    Field("参评数", "参评的小区、村社", "180"),
    Field("达标数", "达标的小区、村社", "130"),
    Field("达标比例", "达标的占参评的", "72.2%"),
    Field("目标", "年度设置里的达标目标", "70%"),
    Field("命名数", "命名的合计", "128"),
    Field("小区数", "命名的小区", "30"),
    Field("村社数", "命名的行政村和社区", "98"),
    Field("先进典型数", "先进典型", "13"),
    Field("未命名数", "参评而没有命名的", "52"),
    Field("未命名情况", "未命名的有几个；一个也没有的，写明都已命名", "参评而未命名的52个"),
    Field(
        "未命名分类",
        "未命名的各有多少，没有未命名的整行不印",
        "不达标45个、公示时未认定4个、暂缓命名3个",
    ),
    Field("终止数", "命名后又撤销、注销的，没有的整行不印", "1"),
    Field("主要原因", "未达到最多的三项标准", "第4项（入室盗窃等）20个"),
    Field("市级数", "本年度的市级命名", "12"),
    Field("省级数", "本年度的省级命名", "3"),
    Field("撤销数", "上一年度称号被撤销的", "1"),
    Field("注销数", "上一年度称号因撤并注销的", "1"),
)
COMMONEST = 3


@dataclass(frozen=True)
class Figures:
    """How many of a township took part, and got which title."""

    township: str
    taking_part: int
    compounds: int
    villages: int
    exemplars: int

    @property
    def named(self) -> int:
        return self.compounds + self.villages

    @property
    def share(self) -> Share | str:
        return named.share(self.named, self.taking_part)

    @classmethod
    def of(cls, township: str, places: Sequence[Place]) -> Self:
        honours = named.named(places)
        compounds = sum(h.kind == "compound" for h in honours)
        exemplars = sum(h.exemplar for h in honours)
        return cls(township, len(places), compounds, len(honours) - compounds, exemplars)


class TownshipResource(Resource):
    """In the order of the townships' codes: nobody is ranked."""

    township = Column("乡镇（街道）", width=34)
    taking_part = Column("参评", width=16)
    compounds = Column("无发案小区", width=22)
    villages = Column("无发案村社", width=22)
    honours = Column("命名合计", of="named", width=20)
    exemplars = Column("先进典型", width=18)
    share = Column("命名占参评", width=24)


def content(cycle: Cycle, about: str) -> Content:
    taking_part = [p for p in named.places_of(cycle) if p.takes_part or p.honour]
    honours, unnamed = named.named(taking_part), named.unnamed(taking_part)
    qualified = sum(p.verdict.outcome == Outcome.QUALIFIED for p in taking_part)
    fields = {
        "参评数": str(len(taking_part)),
        "达标数": str(qualified),
        "达标比例": str(named.share(qualified, len(taking_part))),
        "目标": f"{cycle.target_percent}%",
        "未命名数": str(len(unnamed)),
        "未命名情况": named.told_unnamed(honours, unnamed),
        "未命名分类": _by_outcome(unnamed),
        "主要原因": _commonest(unnamed),
        **named.counts(honours),
        **named.how_many_ended(unnamed),
        **_up_and_out(cycle),
    }
    tables = [
        Table.of("各乡镇（街道）命名情况", TownshipResource, _by_township(taking_part), sums=True),
        Table.of("命名名单", named.NamedResource, honours, named.NamedResource.IN_COUNTY),
    ]
    return Content(fields, tables)


def _by_outcome(unnamed: Iterable[Place]) -> str:
    """Blank where all were named: the line is then left out. The commonest first."""
    kinds = Counter(map(_outcome, unnamed))
    return "、".join(f"{kind}{count}个" for kind, count in kinds.most_common())


def _outcome(place: Place) -> str:
    if place.lost:
        return "命名后撤销、注销称号"
    return "暂缓命名" if place.verdict.withheld_reason else place.outcome


def _commonest(unnamed: Iterable[Place]) -> str:
    """Blank where nothing was broken: the line is then left out."""
    broken = Counter(c for place in unnamed for c in broken_criteria(place.verdict))
    ranked = sorted(broken.items(), key=lambda item: (-item[1], item[0].number))
    return "；".join(f"第{c.number}项“{c.title}”{n}个" for c, n in ranked[:COMMONEST])


def _up_and_out(cycle: Cycle) -> dict[str, str]:
    """What rose to this year's higher titles, and what of last year's was lost."""
    rows = Honour.objects.filter(year__in=[cycle.year, cycle.year - 1])
    found = Counter(rows.values_list("level", "year", "state"))
    last = cycle.year - 1
    return {
        "市级数": str(found[Level.MUNICIPAL, cycle.year, HonourState.STANDING]),
        "省级数": str(found[Level.PROVINCIAL, cycle.year, HonourState.STANDING]),
        "撤销数": str(found[Level.COUNTY, last, HonourState.REVOKED]),
        "注销数": str(found[Level.COUNTY, last, HonourState.VOID]),
    }


def _by_township(places: Sequence[Place]) -> list[Figures]:
    """And all together at the end."""
    groups = groupby(places, key=lambda place: place.verdict.township_name)
    figures = [Figures.of(name, list(group)) for name, group in groups]
    return [*figures, Figures.of("合计", places)] if figures else []


KIND = PaperKind(
    name="briefing",
    title="党委政府报告",
    purpose="向县委、县政府报告全年评选情况",
    when="领导小组批准之后可以制作",
    subjects=once_named,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: "报告", Form.UPWARD: "报告"},
)
