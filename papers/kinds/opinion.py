"""批准意见 (N 3(2)): what the leading group approved, in its own paper to its office, to be signed
and sealed."""

from accounts.permissions import Permission
from communities.examples import example
from evaluation.models import Cycle, Notice
from evaluation.notice.approval_sheet import approval_sheet
from evaluation.notice.queries import approval_of
from evaluation.notice.resources import ListResource
from papers.kinds.base import Content, Field, PaperKind, Subject, Words
from papers.kinds.notices import notices_of, the_notice
from wufaan.days import in_words
from wufaan.documents.official import Table

WORDS = Words(
    title="关于同意{年度}年度“无发案小区”“无发案村社”{批准事项}的批准意见",
    addressee="{领导小组}办公室",
    body="""你办报请批准的{年度}年度拟命名名单和报批材料收悉。
经审阅，同意命名{批准数}个，其中“无发案小区”{小区数}个、“无发案村社”{村社数}个，先进典型{先进典型数}个，名单见附件。
公示之后暂缓命名的{暂缓数}个不予命名。
{批准岗位}于{批准日期}在系统中批准，凭本人密码确认。
命名依据：{命名依据}。
批准名单校验值（SHA-256）：
{校验值}
请按规定授予称号、公布名单。""",
    signature="{领导小组}",
)

FIELDS = (
    Field("批准事项", "命名；单独批准补充公示的是“补充命名”", "命名"),
    Field("批准数", "批准命名的合计", "128"),
    Field("小区数", "其中的小区", "30"),
    Field("村社数", "其中的行政村和社区", "98"),
    Field("先进典型数", "其中的先进典型", "13"),
    Field("暂缓数", "公示之后暂缓的，没有的整行不印", "1"),
    Field("批准岗位", "谁批准的，批准时的岗位", "领导小组成员单位"),
    Field("批准日期", "批准的日期", example("{year}年11月15日")),
    Field("校验值", "批准名单的校验值", "9f86d0…"),
)


def subjects(cycle: Cycle) -> list[Subject]:
    """What was decided on by itself: the year, and what came after it."""
    return [s for s in notices_of(cycle) if _was_decided(cycle, s.key)]


def _was_decided(cycle: Cycle, about: str) -> bool:
    """A supplementary notice that was approved along with the year is on the year's list."""
    step = approval_of(cycle, _notice(cycle, about))
    return step is not None and step.verb == ("approve_supplement" if about else "approve")


def content(cycle: Cycle, about: str) -> Content:
    notice = _notice(cycle, about)
    sheet, step = approval_sheet(cycle, notice), approval_of(cycle, notice)
    assert step, "only what is approved is a subject"
    *_, total = sheet.rows
    fields = {
        "批准事项": "补充命名" if notice else "命名",
        "批准数": str(total.total),
        "小区数": str(total.counts[0]),
        "村社数": str(total.total - total.counts[0]),
        "先进典型数": str(len(sheet.exemplars)),
        "暂缓数": str(len(sheet.taken_off) or ""),
        "批准岗位": step.by.post_at(step.at),
        "批准日期": in_words(step.on),
        "校验值": sheet.sha256,
    }
    return Content(fields, [Table.of("批准命名名单", ListResource, sheet.kept)])


def _notice(cycle: Cycle, about: str) -> Notice | None:
    return the_notice(cycle, about) if about else None


KIND = PaperKind(
    name="opinion",
    title="批准意见",
    purpose="领导小组答复办公室：批准了什么，留有签名和盖章的位置",
    when="领导小组批准之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    blanks=("批准人\n签名",),
    makers=frozenset({Permission.APPROVE_CYCLE}),
)
