"""呈批件 (N 3(2)): what the leading group approves, to be signed on paper. One that is made before
the notice is over says so."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils.timezone import localdate

from accounts.permissions import Permission
from communities.examples import example
from communities.models import CommunityKind
from evaluation.models import Acknowledgement, Cycle, Notice, NoticeEntry, ObjectionState, Verdict
from evaluation.notice.approval_sheet import ApprovalSheet, Listed, approval_sheet
from evaluation.notice.basis import Line
from evaluation.notice.departures import Departure
from evaluation.notice.obstacles import obstacles
from evaluation.notice.resources import ListResource
from evaluation.notice.signed import Pending
from evaluation.states import ON_NOTICE
from papers.kinds.base import Content, Field, PaperKind, Subject, Words
from papers.kinds.notices import notices_of, the_notice
from papers.wording import tight
from wufaan.clock import today
from wufaan.days import in_words
from wufaan.documents.official import Table
from wufaan.normalise import joined
from wufaan.sheets.resource import Column, Position, Resource

WORDS = Words(
    title="关于批准{年度}年度“无发案小区”“无发案村社”{报批事项}的呈批件",
    addressee="{领导小组}",
    body="""{年度}年度（{评选期}）综合评估已经完成，拟命名名单于{公示自}至{公示至}公示（{公示编号}）。现报请批准命名{报批数}个，其中“无发案小区”{小区数}个、“无发案村社”{村社数}个，先进典型{先进典型数}个。
{一并报批}。
{未期满}。
公示期间收到异议{异议数}件，已答复{答复数}件，其中成立{成立数}件。公示之后暂缓命名{暂缓数}个。
还有{未答复数}件异议正在核查，没有答复。
{与上一年度相比}。
{名单所缺}。
{不附表}。
命名依据：{命名依据}。
报批名单校验值（SHA-256）：
{校验值}
以上妥否，请批示。""",
    signature="{领导小组}办公室",
)

FIELDS = (
    Field("报批事项", "命名；报补充公示的是“补充命名”", "命名"),
    Field(
        "一并报批",
        "年度公示之后的补充公示，期满的一并报批；没有的整行不印",
        example(
            "其中2个是补充公示的（某无案公示〔{year}〕2号，{year}年11月10日至{year}年11月14日）"
        ),
    ),
    Field("公示自", "公示的第一天", example("{year}年11月3日")),
    Field("公示至", "公示的最后一天", example("{year}年11月7日")),
    Field("公示编号", "公示的编号，没有编号的整段不印", example("某无案公示〔{year}〕1号")),
    Field(
        "未期满",
        "公示还没有结束时的一句，结束了的整行不印",
        example("公示到{year}年11月7日才期满，本文是{year}年11月5日的情况"),
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
    Field(
        "名单所缺",
        "零报告、满意度、台账和待认定有缺的一句，都齐全的整行不印",
        "名单的依据有缺：缺零报告、未测评满意度，办公室公示之前已经逐项确认，见附件",
    ),
    Field(
        "不附表",
        "没有的各项，不附空表；都有的整行不印",
        "下列各项没有，不附表：异议及答复；暂缓命名",
    ),
    Field("新增数", "上一年度没有、本年度命名的；上一年度没有命名的整行不印", "20"),
    Field("减少数", "上一年度有、本年度不命名的；上一年度没有命名的整行不印", "8"),
    Field("校验值", "报批名单的校验值", "9f86d0…"),
)


class CountResource(Resource):
    """Entries by township."""

    township = Column("乡镇（街道）", width=48)
    compounds = Column("小区", of=lambda row: row.counts[0], width=27)
    villages = Column("行政村", of=lambda row: row.counts[1], width=27)
    neighbourhoods = Column("社区", of=lambda row: row.counts[2], width=27)
    total = Column("合计", width=27)


def _flags(entry: NoticeEntry) -> str:
    """One to a line."""
    flags = [*["先进典型"] * entry.exemplar, *entry.flags.values()]
    return tight("\n".join(flags))


class ApprovedResource(ListResource):
    """Entries of the notice that are left, each with what is missing there."""

    IN_TABLE = ("position", "code", "name", "kind", "township", "flags")

    position = Column("公示序号", width=18)
    name = Column("名称", width=27)
    kind = Column("类型", words=CommunityKind, width=15)
    township = Column("乡镇（街道）", of="township_name", width=25)
    flags = Column("提示", of=_flags, width=31)


def _now(line: Line) -> str:
    return line.missing.told if line.missing else "已经没有"


def _then(line: Line) -> str:
    return joined(map(_in_words, line.acknowledged)) or "没有确认"


def _in_words(known: Acknowledgement) -> str:
    words = f"。说明：{known.words}" if known.words else ""
    return f"{in_words(known.on)}，{known.by.post_at(known.at)}确认：{known.text}{words}"


class BasisResource(Resource):
    """What is missing below the list, as lines of its basis."""

    gap = Column("所缺", of="called", width=34)
    now = Column("情况", of=_now, width=61)
    then = Column("公示之前的确认", of=_then, width=61)


class ShareResource(Resource):
    """Findings that do not count, by kind of incident."""

    kind = Column("种类", of="kind__label", width=42)
    this = Column("本年度", of=lambda each: str(each.years[0][1]), width=36)
    before = Column(
        "以前年度",
        of=lambda each: joined(f"{year}年度{share}" for year, share in each.years[1:]),
        width=78,
    )


class ObjectionResource(Resource):
    """Objections and what became of them."""

    position = Position("序号", width=12)
    reference = Column("受理编号", width=37)
    against = Column("针对", of="concerns", width=29)
    state = Column("结论", words=ObjectionState, width=20)
    reply = Column("答复", width=58)


class Withheld(NamedTuple):
    place: Verdict | NoticeEntry
    when: str
    why: str


class WithheldResource(Resource):
    """Places as `Withheld`."""

    position = Position("序号", width=12)
    name = Column("名称", of="place__name", width=36)
    township = Column("乡镇（街道）", of="place__township_name", width=26)
    when = Column("何时", width=20)
    why = Column("原因", width=62)


def _at_notice(pending: Pending) -> str:
    return f"{pending.verdict.undetermined}件待认定"


class PendingResource(Resource):
    """Places that only a case without a finding kept off the list."""

    name = Column("名称", of="verdict__name", width=42)
    township = Column("乡镇（街道）", of="verdict__township_name", width=30)
    then = Column("公示时", of=_at_notice, width=28)
    now = Column("之后", of="since", width=56)


class SecondLookResource(Resource):
    """What was sent back, with what the office answered."""

    sent_back = Column("退回的原因", of="sent_back__reason", width=66)
    answer = Column("核查情况", of="answer__reason", width=66)
    on = Column("再次报请", of=lambda look: look.answer.on.isoformat(), width=24)


def _author(departure: Departure) -> str:
    finding = departure.finding
    return f"{finding.by.post_at(finding.at)}，{localdate(finding.at)}"


class DepartureResource(Resource):
    """Findings that depart from what was proposed, or from what they were."""

    number = Column("编号", of="incident__number", width=30)
    place = Column("小区（村社）", of="incident__community__name", width=22)
    proposed = Column("系统建议", of="finding__proposed_as", width=18)
    found = Column("认定", of="finding__found_as", width=18)
    reason = Column("理由", of="finding__reason", width=26)
    author = Column("谁、何时", of=_author, width=24)
    told = Column("情况", width=18)


class SinceResource(Resource):
    """What came up on listed places while the list was before the public, as `Since`."""

    position = Column("公示序号", of="entry__position", width=18)
    name = Column("名称", of="entry__name", width=36)
    township = Column("乡镇（街道）", of="entry__township_name", width=26)
    news = Column("情况", width=76)


def subjects(cycle: Cycle) -> list[Subject]:
    return notices_of(cycle)


def content(cycle: Cycle, about: str) -> Content:
    sheet = approval_sheet(cycle, the_notice(cycle, about) if about else None)
    notice = sheet.notice
    *_, total = sheet.rows
    states = [objection.state for objection in sheet.objections]
    open_ones = states.count("received")
    fields = {
        "报批事项": "补充命名" if notice.is_supplementary else "命名",
        "一并报批": "；".join(map(_in_a_sentence, sheet.along)),
        "公示自": in_words(notice.starts_on),
        "公示至": in_words(notice.ends_on),
        "公示编号": _called(notice),
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
        "名单所缺": _lacking(sheet),
        "校验值": sheet.sha256,
    }
    tables = _tables(sheet)
    fields["不附表"] = _without(tables)
    return Content(fields, [table for table in tables if table.rows])


def _without(tables: list[Table]) -> str:
    """Of what there is nothing: one line instead of an empty annex each."""
    empty = [table.title for table in tables if not table.rows]
    return f"下列各项没有，不附表：{'；'.join(empty)}" if empty else ""


def _lacking(sheet: ApprovalSheet) -> str:
    """Blank where nothing is missing: the line is then left out."""
    lines = [line for line in sheet.lines if line.missing]
    others = [line for line in lines if line.acknowledged and not line.is_settled]
    known = "办公室公示之前已经逐项确认，" * all(line.is_settled for line in lines)
    if others:
        known = f"{_named(others)}公示之前确认的是另外的数，"
    return f"{sheet.when}名单的依据有缺：{_named(lines)}，{known}见附件" if lines else ""


def _named(lines: Iterable[Line]) -> str:
    """List by list, as their lines come."""
    told = [
        (below, "、".join(line.gap.label for line in of))
        for below, of in groupby(lines, attrgetter("below"))
    ]
    return joined(f"{below}：{gaps}" if below else gaps for below, gaps in told)


def _tables(sheet: ApprovalSheet) -> list[Table]:
    return [
        Table.of("各乡镇（街道）报批数量", CountResource, sheet.rows, sums=True),
        *(
            Table.of(_title(each), ApprovedResource, each.kept, ApprovedResource.IN_TABLE)
            for each in sheet.notices
        ),
        Table.of("异议及答复", ObjectionResource, sheet.objections),
        Table.of("暂缓命名", WithheldResource, _withheld(sheet)),
        *_pending(sheet),
        *_second_looks(sheet),
        Table.of(f"名单的依据：{sheet.when}所缺和确认", BasisResource, sheet.lines),
        Table.of("认定不计入的比例", ShareResource, sheet.shares),
        Table.of("公示之后名单上的新情况", SinceResource, sheet.late),
        Table.of("与系统建议不同、评估之后改过的认定", DepartureResource, sheet.departures),
    ]


def _pending(sheet: ApprovalSheet) -> list[Table]:
    """Where there are any: a supplementary notice does not answer for them."""
    title = "只因公示时有案（事）件没有认定而不在名单上"
    return [Table.of(title, PendingResource, sheet.pending)] if sheet.pending else []


def _second_looks(sheet: ApprovalSheet) -> list[Table]:
    """Where there were any, with how that stands, or stood when it was approved."""
    note = f"{sheet.when or '做本件时'}系统所记：{joined(sheet.facts)}。"
    looks = sheet.second_looks
    return [Table.of("退回和核查", SecondLookResource, looks, note=note)] if looks else []


def _title(listed: Listed) -> str:
    notice = listed.notice
    return f"补充公示报批名单（{_called(notice)}）" if notice.is_supplementary else "报批名单"


def _in_a_sentence(along: Listed) -> str:
    notice = along.notice
    days = f"{in_words(notice.starts_on)}至{in_words(notice.ends_on)}"
    return f"其中{len(along.kept)}个是补充公示的（{_called(notice)}，{days}）"


def _called(notice: Notice) -> str:
    return notice.number or "公示编号待填"


def _withheld(sheet: ApprovalSheet) -> list[Withheld]:
    before = [Withheld(v, "公示之前", v.withheld_reason) for v in sheet.withheld]
    after = [Withheld(e, "公示之后", e.verdict.withheld_reason) for e in sheet.taken_off]
    return before + after


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
    rest = "现在做的呈批件只写今天的情况；定下来之后请再做一份报批。"
    return [*said, rest] if said else []


KIND = PaperKind(
    name="approval",
    title="呈批件（附签批页）",
    purpose="内部呈领导小组批准，留有签批的位置",
    when="发布公示之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    cautions=cautions,
    blanks=("领导小组\n意见",),
    makers=frozenset({Permission.MAKE_PAPERS, Permission.APPROVE_CYCLE}),
)
