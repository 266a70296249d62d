"""乡镇通报 (N 3(5)): to each township, what became of its communities this year."""

from collections.abc import Mapping

from communities.models import CommunityKind
from evaluation.models import Cycle
from papers.kinds import named
from papers.kinds.base import LETTER, Content, Field, PaperKind, Subject, Words, numbered
from wufaan.documents.official import Form, Table
from wufaan.sheets.resource import Column, Position, Resource

WORDS = Words(
    title="关于{乡镇}{年度}年度“无发案小区”“无发案村社”创建评选情况的{文种}",
    addressee="{乡镇机关}",
    body="""{年度}年度（{评选期}）“无发案小区”“无发案村社”创建评选已经结束。现将你辖区情况通报如下：
一、命名情况
你辖区参评小区、村社{参评数}个，经评估、公示和批准，{命名情况}。
二、未命名情况
{未命名情况}。
其中命名后已经撤销、注销称号的{终止数}个，不计入命名数。
{不参评情况}。
请督促有关村（社区）对照十项标准查找薄弱环节，落实矛盾纠纷排查化解和治安防范措施。
三、有关要求
命名情况可作为村（社区）“两委”履职评价和选举的参考。如实上报案（事）件是评选的前提，上报案（事）件多少不作为考核排名的依据。称号实行一年一评，出现不符合标准情形的，按程序复核、撤销。
命名依据：{命名依据}。
{函告}。""",
)

FIELDS = (
    Field("乡镇", "乡镇（街道）名称", "某某镇"),
    Field("乡镇机关", "乡镇人民政府或街道办事处", "某某镇人民政府"),
    Field("参评数", "参评的小区、村社", "15"),
    Field(
        "命名情况",
        "命名了几个、各是多少、名单见哪个附件；没有命名的写“没有命名的小区、村社”",
        "命名12个，其中“无发案小区”4个、“无发案村社”8个，先进典型1个。名单见附件1",
    ),
    Field(
        "未命名情况",
        "未命名的有几个、原因见哪个附件；一个也没有的，写明都已命名",
        "参评而未命名的3个，原因见附件2",
    ),
    Field(
        "不参评情况",
        "不参评的有几个、见哪个附件，没有的整行不印",
        "另有1个不参加本年度评选，见附件3",
    ),
    Field("命名数", "命名的合计", "12"),
    Field("小区数", "命名的小区", "4"),
    Field("村社数", "命名的行政村和社区", "8"),
    Field("先进典型数", "先进典型", "1"),
    Field("未命名数", "参评而没有命名的", "3"),
    Field("终止数", "命名后又撤销、注销的，没有的整行不印", "1"),
    Field("不参评数", "不参加本年度评选的，没有的整行不印", "1"),
)


class UnnamedResource(Resource):
    """Places without a title."""

    position = Position("序号", width=11)
    code = Column("代码", of="verdict__code", width=40)
    name = Column("名称", of="verdict__name", width=28)
    kind = Column("类型", of="verdict__kind", words=CommunityKind, width=15)
    outcome = Column("结果", width=18)
    why = Column("原因", of="why_not", width=44)


def subjects(cycle: Cycle) -> list[Subject]:
    if not cycle.is_awarded:
        return []
    names = cycle.verdicts.order_by("township_code").values_list("township_code", "township_name")
    return [Subject(code, name) for code, name in dict(names).items()]


def content(cycle: Cycle, about: str) -> Content:
    places = [p for p in named.places_of(cycle) if p.verdict.township_code == about]
    honours, unnamed = named.named(places), named.unnamed(places)
    excluded = [place for place in places if not place.takes_part and not place.honour]
    township = places[0].verdict.township_name
    own_list = named.NamedResource, honours, named.NamedResource.IN_TOWNSHIP
    tables = [
        table
        for table, rows in (
            (Table.of(f"{township}命名名单", *own_list), honours),
            (Table.of(f"{township}未命名情况", UnnamedResource, unnamed), unnamed),
            (Table.of(f"{township}不参评情况", UnnamedResource, excluded), excluded),
        )
        if rows
    ]
    annexes = iter(numbered(tables))
    counts = named.counts(honours)
    fields = {
        "乡镇": township,
        "乡镇机关": authority(township),
        "参评数": str(len(honours) + len(unnamed)),
        "命名情况": f"{_how_many(counts)}。名单见{next(annexes)}" if honours else _NONE_NAMED,
        "未命名情况": named.told_unnamed(honours, unnamed)
        + (f"，原因见{next(annexes)}" if unnamed else ""),
        "不参评情况": _excluded(len(excluded), next(annexes)) if excluded else "",
        "未命名数": str(len(unnamed)),
        "不参评数": str(len(excluded) or ""),
        **counts,
        **named.how_many_ended(unnamed),
    }
    return Content(fields, tables)


_NONE_NAMED = "没有命名的小区、村社"


def _how_many(counts: Mapping[str, str]) -> str:
    kinds = f"“无发案小区”{counts['小区数']}个、“无发案村社”{counts['村社数']}个"
    return f"命名{counts['命名数']}个，其中{kinds}，先进典型{counts['先进典型数']}个"


def _excluded(number: int, annex: str) -> str:
    return f"另有{number}个不参加本年度评选，见{annex}"


def authority(township: str) -> str:
    return f"{township}{'办事处' if township.endswith('街道') else '人民政府'}"


KIND = PaperKind(
    name="township",
    title="乡镇通报",
    purpose="向乡镇人民政府、街道办事处通报本辖区的评选结果",
    when="领导小组批准之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: "通报", Form.DOCUMENT: "通报", Form.LETTER: LETTER},
)
