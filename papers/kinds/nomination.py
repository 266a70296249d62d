"""上报材料 (N 3(2)): the dossier of a community that is put forward to the level above. Both years'
verdicts, the satisfaction and the work record, each as it is on record."""

from collections.abc import Sequence

from communities.examples import example
from communities.work import Line, lines_of, progress
from evaluation.ladder.dossiers import YearShown, dossier, for_dossiers
from evaluation.ladder.models import NominationQuerySet
from evaluation.ladder.workflow import NominationState
from evaluation.models import (
    Cycle,
    Level,
    Nomination,
)
from evaluation.streaks.models import HIGHER
from papers.kinds.base import Content, Field, PaperKind, Subject, Words
from wufaan.days import in_words
from wufaan.documents.official import Form, Table
from wufaan.normalise import joined
from wufaan.sheets.resource import Column, Position, Resource
from wufaan.sheets.writing import Share

# A 请示 says whom to ask; name and number are written in by hand.
CONTACT = f"联系人：{'＿' * 4}，联系电话：{'＿' * 7}"

WORDS = Words(
    title="关于申报{名称}为{级别}{称号}的请示",
    addressee="{上级}创建工作领导小组办公室",
    body="""{乡镇}{名称}（代码{代码}）{上一年度}年度、{年度}年度连续保持{下级}{称号}，符合申报{级别}{称号}的条件。现将有关材料呈报，请予评估审核。
一、连续命名情况
{上一年度}年度{下级}称号于{上一年命名日期}授予，{年度}年度{下级}称号于{本年命名日期}授予，两个称号现均有效。两年评估结果见附件1。
二、创建台账
{年度}年度创建台账{台账}，两年的逐项情况见附件2、附件3。
三、群众安全感满意度
{年度}年度测评：{满意度}。
妥否，请批示。""",
    note=CONTACT,
)

FIELDS = (
    Field("名称", "小区、村社的名称", "某某村"),
    Field("代码", "小区、村社的代码", example("{village}")),
    Field("乡镇", "所在乡镇（街道）", "某某镇"),
    Field("称号", "无发案小区或无发案村社", "无发案村社"),
    Field("级别", "申报的级别", Level.MUNICIPAL.label),
    Field("下级", "已有称号的级别", Level.COUNTY.label),
    Field("上级", "受理申报的一级", "市"),
    Field("上一年度", "两年中的前一年", example("{before}")),
    Field("上一年命名日期", "前一年称号的授予日期", example("{before}年11月20日")),
    Field("本年命名日期", "后一年称号的授予日期", example("{year}年11月20日")),
    Field("台账", "后一年创建台账的进度", "完成 5/5"),
    Field("满意度", "后一年的测评，没有测评的写“没有组织测评”", "受访100人，满意95人，满意度95.0%"),
)


def share_satisfied(year: YearShown) -> Share | str:
    if not year.verdict:
        return ""
    asked, satisfied = year.verdict.respondents, year.verdict.satisfied
    return Share((satisfied or 0) / asked) if asked else "未测评"


def _outcome(year: YearShown) -> str:
    return year.verdict.get_outcome_display() if year.verdict else "没有评估"


def _notice(year: YearShown) -> str:
    """Of the notice on which it came: the year's, or a supplementary one."""
    if year.verdict is None:
        return ""
    notice = year.verdict.notice or getattr(year.verdict.cycle, "notice", None)
    return notice.number if notice else ""


class YearResource(Resource):
    """Years as the dossier shows them."""

    year = Column("年度", of=lambda year: str(year.year), width=12)
    outcome = Column("结果", of=_outcome, width=14)
    broken = Column("计入案件", of="verdict__broken", width=18)
    missing_months = Column("缺零报告", of="verdict__missing_months", width=18)
    satisfaction = Column("满意度", of=share_satisfied, width=14)
    respondents = Column("受访人数", of="verdict__respondents", width=18)
    notice = Column("公示编号", of=_notice, width=44)
    exemplar = Column("先进典型", of="verdict__exemplar", width=18)


def _told(line: Line) -> str:
    officers = line.record.information_officers
    told = [line.record.note, f"信息员{officers}名" if officers is not None else ""]
    return joined(filter(None, told))


def _shown_by(line: Line) -> int:
    return sum(evidence.withdrawn_on is None for evidence in line.evidence)


class WorkResource(Resource):
    """Every head, begun or not, with how many files show it."""

    position = Position("序号", width=12)
    head = Column("创建内容", of="head__title", width=32)
    state = Column("状态", of="record__get_state_display", width=18)
    told = Column("情况", of=_told, width=65)
    evidence = Column("佐证材料（份）", of=_shown_by, width=29)


def subjects(cycle: Cycle) -> list[Subject]:
    """Those put forward on the strength of this year and the one before."""
    rows = nominations(cycle).values_list("level", "community__code", "second__name")
    return [
        Subject(f"{level}-{code}", f"{Level(level).label}，{name}") for level, code, name in rows
    ]


def nominations(cycle: Cycle) -> NominationQuerySet:
    rows = Nomination.objects.in_year(cycle.year).exclude(state=NominationState.WITHDRAWN)
    return rows.order_by("level", "second__township_code", "community__code")


def content(cycle: Cycle, about: str) -> Content:
    level, _, code = about.partition("-")
    rows = for_dossiers(nominations(cycle))
    nomination = rows.get(level=level, community__code=code)
    community, second = nomination.community, nomination.second
    years = dossier(nomination).years
    fields = {
        "名称": second.name,
        "代码": community.code,
        "乡镇": second.township_name,
        "称号": second.title,
        "级别": nomination.get_level_display(),
        "下级": nomination.below.label,
        "上级": nomination.get_level_display().removesuffix("级"),
        "上一年度": str(nomination.year - 1),
        "上一年命名日期": in_words(nomination.first.granted_on),
        "本年命名日期": in_words(second.granted_on),
        "台账": str(progress([community.pk], nomination.year)[community.pk]).replace(" ", ""),
        "满意度": _satisfaction(years[-1]),
    }
    return Content(fields, dossier_tables(years, [lines_of(community, y.year) for y in years]))


def dossier_tables(years: Sequence[YearShown], work: Sequence[list[Line]]) -> list[Table]:
    """Of one place: both years' results, and the work record of each."""
    results = Table.of("两年评估结果", YearResource, years)
    records = [
        Table.of(f"{year.year}年度创建台账", WorkResource, lines)
        for year, lines in zip(years, work, strict=True)
    ]
    return [results, *records]


def _satisfaction(year: YearShown) -> str:
    """The heading above it stays, so that nobody was asked is said."""
    if not year.verdict or not year.satisfaction:
        return "没有组织测评"
    asked = f"受访{year.verdict.respondents}人，满意{year.verdict.satisfied}人"
    return f"{asked}，满意度{year.satisfaction}"


KIND = PaperKind(
    name="nomination",
    title="上报材料",
    purpose=f"向上一级申报{HIGHER}称号，一个小区（村社）一份；也可以做一份合并请示",
    when="有连续两年称号、列入上报之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: "请示", Form.UPWARD: "请示"},
)
