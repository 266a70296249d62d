"""合并请示 (N 3(2)): one paper that puts forward to the level above all that are due there, with a
table of them and the dossier of each."""

from communities.examples import example
from communities.models import CommunityKind
from communities.work import lines_of_all
from evaluation.ladder.dossiers import NominationDossier, dossiers, for_dossiers
from evaluation.ladder.models import Nomination, NominationQuerySet
from evaluation.ladder.queries import under_review
from evaluation.ladder.workflow import NominationState
from evaluation.models import Cycle, Level
from evaluation.streaks.models import BELOW, HIGHER
from papers.kinds.base import Content, Field, PaperKind, Subject, Words
from papers.kinds.nomination import CONTACT, dossier_tables, nominations, share_satisfied
from wufaan.documents.official import Folder, Form, Table
from wufaan.normalise import listed
from wufaan.sheets.resource import Column, Position, Resource

WORDS = Words(
    title="关于申报{年度}年度{级别}“无发案小区”“无发案村社”的请示",
    addressee="{上级}创建工作领导小组办公室",
    body="""经逐级评定，我县{申报数}个小区、村社{上一年度}年度、{年度}年度连续保持{下级}称号，符合申报{级别}称号的条件，其中申报{级别}“无发案小区”{小区数}个、“无发案村社”{村社数}个。现将有关材料呈报，请予评估审核。
一、申报名单
申报的小区、村社名单，两年{下级}称号的命名日期、{年度}年度的满意度和创建台账见附件1。
二、申报材料
每个小区、村社两年的评估结果和创建台账见附件2，次序与附件1相同。
妥否，请批示。""",
    note=CONTACT,
)

FIELDS = (
    Field("级别", "申报的级别", Level.MUNICIPAL.label),
    Field("下级", "已有称号的级别", Level.COUNTY.label),
    Field("上级", "受理申报的一级", "市"),
    Field("上一年度", "两年中的前一年", example("{before}")),
    Field("申报数", "申报的合计，就是附件1的行数", "69"),
    Field("小区数", "其中的小区", "20"),
    Field("村社数", "其中的行政村和社区", "49"),
)


class SummaryResource(Resource):
    """Nominations with their dossiers."""

    position = Position("序号", width=11)
    name = Column("名称", of="nomination__second__name", width=21)
    code = Column("代码", of="nomination__community__code", width=40)
    township = Column("乡镇（街道）", of="nomination__second__township_name", width=25)
    granted_on = Column("两年命名日期", of=lambda d: _days(d.nomination), width=25)
    satisfaction = Column("满意度", of=lambda d: share_satisfied(d.years[-1]), width=16)
    work = Column("创建台账", of=lambda d: _work(d.years[-1].work), width=18)


def _work(record: object) -> str:
    """完成、进行中、未开展, a line each."""
    return str(record).replace(" ", "").replace("，", "\n")


def _days(nomination: Nomination) -> str:
    return f"{nomination.first.granted_on}\n{nomination.second.granted_on}"


def subjects(cycle: Cycle) -> list[Subject]:
    levels = set(nominations(cycle).order_by().values_list("level", flat=True))
    named = [level for level in Level if level in levels and due(cycle, level).exists()]
    return [Subject(level, level.label) for level in named]


def due(cycle: Cycle, level: str) -> NominationQuerySet:
    """Those that wait for our paper; where none does, those that it went up with."""
    rows = nominations(cycle).filter(level=level)
    waiting = rows.filter(state=NominationState.DUE)
    return waiting if waiting.exists() else rows.filter(state=NominationState.SUBMITTED)


def content(cycle: Cycle, about: str) -> Content:
    found = dossiers(list(for_dossiers(due(cycle, about))))
    level = Level(about)
    compounds = sum(d.nomination.second.kind == CommunityKind.COMPOUND for d in found)
    fields = {
        "级别": level.label,
        "下级": BELOW[level].label,
        "上级": level.label.removesuffix("级"),
        "上一年度": str(cycle.year - 1),
        "申报数": str(len(found)),
        "小区数": str(compounds),
        "村社数": str(len(found) - compounds),
    }
    summary = Table.of("申报名单汇总表", SummaryResource, found)
    holds = [d.nomination.pk for d in found]
    return Content(fields, [summary, _materials(cycle, found)], holds)


def _materials(cycle: Cycle, found: list[NominationDossier]) -> Folder:
    places = [dossier.nomination.community for dossier in found]
    work = [lines_of_all(places, year) for year in (cycle.year - 1, cycle.year)]
    parts = [
        (_called(n, d), dossier_tables(d.years, [of[d.nomination.community_id] for of in work]))
        for n, d in enumerate(found, 1)
    ]
    return Folder(f"申报材料（共{len(found)}份）", parts)


def _called(position: int, dossier: NominationDossier) -> str:
    title = dossier.nomination.second
    return f"{position}. {title.township_name}{title.name}"


def cautions(cycle: Cycle) -> list[str]:
    """Titles that something speaks against."""
    reviewed = under_review(nominations(cycle).filter(state=NominationState.DUE))
    names = listed(nomination.second.name for nomination in reviewed)
    return [f"依据的称号正在复核、还没有办结的：{names}。"] if names else []


KIND = PaperKind(
    name="joint",
    title="合并请示",
    purpose=f"向上一级申报{HIGHER}称号，一级一份，附汇总表和每个小区（村社）的材料",
    when="有连续两年称号、列入上报之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: "请示", Form.UPWARD: "请示"},
    cautions=cautions,
)
