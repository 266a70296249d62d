"""报批表 (N 3(2)): what the leading group approves, to be signed on paper. One that is made before
the notice is over says so."""

from datetime import date

from evaluation.models import Cycle, Notice
from evaluation.notice.approval_sheet import ApprovalSheet, approval_sheet
from evaluation.notice.document import in_words
from evaluation.notice.obstacles import obstacles
from evaluation.states import ON_NOTICE
from papers.kinds.base import (
    WHOLE_YEAR,
    Content,
    Field,
    PaperKind,
    Subject,
    Words,
    numbered,
)
from wufaan.clock import today
from wufaan.documents.official import Table

WORDS = Words(
    title="关于报请批准{年度}年度“无发案小区”“无发案村社”命名的请示",
    addressee="{领导小组}",
    body="""{年度}年度（{评选期}）综合评估已经完成，拟命名名单于{公示自}至{公示至}公示（{公示编号}）。现报请批准命名{报批数}个，其中“无发案小区”{小区数}个、“无发案村社”{村社数}个，先进典型{先进典型数}个。
{未期满}。
公示期间收到异议{异议数}件，已答复{答复数}件，其中成立{成立数}件。公示之后暂缓命名{暂缓数}个。
还有{未答复数}件异议正在核查，没有答复。
{与上一年度相比}。
命名依据：{命名依据}。
报批名单校验值（SHA-256）：
{校验值}
以上妥否，请批示。""",
    signature="{领导小组}办公室",
)

FIELDS = (
    Field("公示自", "公示的第一天", "2025年11月3日"),
    Field("公示至", "公示的最后一天", "2025年11月7日"),
    Field("公示编号", "公示的编号，没有编号的整段不印", "某无案公示〔2025〕1号"),
    Field(
        "未期满",
        "公示还没有结束时的一句，结束了的整行不印",
        "公示到2025年11月7日才期满，本文是2025年11月5日的情况",
    ),
    Field("报批数", "报请命名的合计", "128"),
    Field("小区数", "其中的小区", "30"),
    Field("村社数", "其中的行政村和社区", "98"),
    Field("先进典型数", "其中的先进典型", "13"),
    Field("异议数", "收到的异议", "2"),
    Field("答复数", "已答复的异议", "2"),
    Field("未答复数", "还没有答复的异议，没有的整行不印", "1"),
    Field("成立数", "成立的异议", "1"),
    Field("暂缓数", "公示之后暂缓的", "1"),
    Field(
        "与上一年度相比",
        "新增和减少，上一年度没有命名的说明无从比较",
        "与上一年度相比，新增20个，不再命名8个",
    ),
    Field("新增数", "上一年度没有、本年度命名的；上一年度没有命名的整行不印", "20"),
    Field("减少数", "上一年度有、本年度不命名的；上一年度没有命名的整行不印", "8"),
    Field("校验值", "报批名单的校验值", "9f86d0…"),
)


def subjects(cycle: Cycle) -> list[Subject]:
    return [WHOLE_YEAR] if Notice.objects.filter(cycle=cycle).exists() else []


def content(cycle: Cycle, about: str) -> Content:
    sheet, notice = approval_sheet(cycle), cycle.notice
    *_, total = sheet.rows
    states = [objection.state for objection in sheet.objections]
    open_ones = states.count("received")
    fields = {
        "公示自": in_words(notice.starts_on),
        "公示至": in_words(notice.ends_on),
        "公示编号": notice.number or "公示编号待填",
        "未期满": _still_running(notice, today()),
        "报批数": str(len(sheet.kept)),
        "小区数": str(total.counts[0]),
        "村社数": str(total.total - total.counts[0]),
        "先进典型数": str(len(sheet.exemplars)),
        "异议数": str(len(states)),
        "答复数": str(len(states) - open_ones),
        "未答复数": str(open_ones or ""),
        "成立数": str(states.count("upheld")),
        "暂缓数": str(len(sheet.taken_off)),
        **_compared(sheet, cycle.year - 1),
        "校验值": sheet.sha256,
    }
    return Content(fields, [_counts(sheet), _list(sheet), _objections(sheet), _withheld(sheet)])


def _still_running(notice: Notice, day: date) -> str:
    """Blank where the notice is over: the line is then left out."""
    if notice.is_over(day):
        return ""
    return f"公示到{in_words(notice.ends_on)}才期满，本文是{in_words(day)}的情况"


def _compared(sheet: ApprovalSheet, last_year: int) -> dict[str, str]:
    if not sheet.had_last_year:
        told = f"{last_year}年度没有命名，无从比较"
        return {"与上一年度相比": told, "新增数": "", "减少数": ""}
    gained, lost = len(sheet.gained), len(sheet.lost)
    told = f"与上一年度相比，新增{gained}个，不再命名{lost}个"
    return {"与上一年度相比": told, "新增数": str(gained), "减少数": str(lost)}


def cautions(cycle: Cycle) -> list[str]:
    """What is not settled yet while the list is before the public."""
    if cycle.state not in ON_NOTICE:
        return []
    said = [o.text for o in obstacles(cycle, "approve", today()) if o.stops]
    rest = "现在做的报批表只写今天的情况；定下来之后请再做一份报批。"
    return [*said, rest] if said else []


def _counts(sheet: ApprovalSheet) -> Table:
    rows = [[row.township, *row.counts, row.total] for row in sheet.rows]
    headers = ["乡镇（街道）", "小区", "行政村", "社区", "合计"]
    return Table("各乡镇（街道）报批数量", headers, rows, [48, 27, 27, 27, 27], sums=True)


def _list(sheet: ApprovalSheet) -> Table:
    rows = [
        [e.position, e.code, e.name, e.get_kind_display(), e.township_name, "是" * e.exemplar]
        for e in sheet.kept
    ]
    headers = ["公示序号", "代码", "名称", "类型", "乡镇（街道）", "先进典型"]
    return Table("报批名单", headers, rows, [18, 40, 39, 16, 25, 18])


def _objections(sheet: ApprovalSheet) -> Table:
    rows = [
        [
            objection.reference,
            objection.entry.name if objection.entry else "公示名单",
            objection.get_state_display(),
            objection.reply,
        ]
        for objection in sheet.objections
    ]
    headers = ["序号", "受理编号", "针对", "结论", "答复"]
    return Table("异议及答复", headers, numbered(rows), [12, 37, 29, 20, 58])


def _withheld(sheet: ApprovalSheet) -> Table:
    """Before the notice, and after it."""
    before = [[v.name, v.township_name, "公示之前", v.withheld_reason] for v in sheet.withheld]
    after = [
        [e.name, e.township_name, "公示之后", e.verdict.withheld_reason] for e in sheet.taken_off
    ]
    headers = ["序号", "名称", "乡镇（街道）", "何时", "原因"]
    return Table("暂缓命名", headers, numbered([*before, *after]), [12, 36, 26, 20, 62])


KIND = PaperKind(
    name="approval",
    title="报批表",
    purpose="报请领导小组批准，留有签批的位置",
    when="发布公示之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    cautions=cautions,
    blanks=("领导小组\n意见",),
)
