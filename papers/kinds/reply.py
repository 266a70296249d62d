"""异议答复函: the letter to whoever objected, known by the reference of the objection only."""

from communities.examples import example
from evaluation.models import (
    Cycle,
    FormerAnswer,
    Objection,
    ObjectionChannel,
    ObjectionState,
)
from papers.kinds.base import LETTER, Content, Field, PaperKind, Subject, Words
from wufaan.days import in_words
from wufaan.documents.official import Form

WORDS = Words(
    title="关于{年度}年度公示异议的答复",
    addressee="异议提出人（受理编号{受理编号}）",
    body="""您于{收到日期}{方式}对{异议对象}提出的异议收悉。经核查，答复如下：
一、核查结论
{结论}。
二、说明
{答复}
{此前答复}
凭受理编号可以在公开页面查询本答复。感谢您对创建评选工作的监督。""",
)

FIELDS = (
    Field("受理编号", "异议的受理编号", example("YY{year}-ABCD")),
    Field("收到日期", "收到异议的日期", example("{year}年11月4日")),
    Field("来源", "网上、来信、来电或来访", "来信"),
    Field("方式", "来信、来电、来访，或者“在网上”", "来信"),
    Field("公示标题", "公示的标题", example("关于{year}年度拟命名名单的公示")),
    Field("针对", "名单上的哪一个，没有指明的写“公示名单”", "某某村"),
    Field(
        "异议对象",
        "公示的标题，指明了名单上哪一个的连它一起",
        example("《关于{year}年度拟命名名单的公示》中“某某村”"),
    ),
    Field("结论", "异议成立或不成立，以及怎样处理", "异议成立，该小区（村社）暂缓命名"),
    Field("答复", "办公室的答复", "经核查，该村本年度没有计入的案（事）件。"),
    Field(
        "此前答复",
        "再次答复的，原来的答复和原因；没有的整行不印",
        example("此前于{year}年11月7日答复“异议不成立”。再次答复的原因：又有证据"),
    ),
    Field("答复日期", "答复的日期", example("{year}年11月7日")),
)


def subjects(cycle: Cycle) -> list[Subject]:
    answered = Objection.objects.of(cycle).exclude(state=ObjectionState.RECEIVED)
    rows = answered.order_by("pk").select_related("entry", "missing").defer("contact")
    return [Subject(o.reference, f"{o.reference}（{o.concerns}）") for o in rows]


def content(cycle: Cycle, about: str) -> Content:
    """The contact is not even read."""
    rows = Objection.objects.of(cycle).select_related("notice", "entry", "missing").defer("contact")
    objection = rows.get(reference=about)
    assert objection.answered_on, "those that are answered have a day"
    return Content(
        {
            "受理编号": objection.reference,
            "收到日期": in_words(objection.received_on),
            "来源": objection.get_channel_display(),
            "方式": _how(objection),
            "公示标题": objection.notice.title,
            "针对": objection.concerns,
            "异议对象": _against_what(objection),
            "结论": _conclusion(objection),
            "答复": objection.reply,
            "此前答复": "；".join(map(_before, objection.former_answers.all())),
            "答复日期": in_words(objection.answered_on),
        }
    )


def _before(former: FormerAnswer) -> str:
    told = f"此前于{in_words(former.on)}答复“{former.get_finding_display()}”：{former.reply}"
    return f"{told.rstrip('。')}。再次答复的原因：{former.reason}"


def _how(objection: Objection) -> str:
    online = objection.channel == ObjectionChannel.WEB
    return "在网上" if online else objection.get_channel_display()


def _against_what(objection: Objection) -> str:
    place = f"中“{objection.entry.name}”" if objection.entry else objection.against
    return f"《{objection.notice.title}》{place}"


def _conclusion(objection: Objection) -> str:
    if objection.state == ObjectionState.REJECTED:
        return "异议不成立，公示的结果不变"
    if objection.entry:
        return f"异议成立，{objection.entry.name}暂缓命名"
    return "异议成立，符合条件的列入补充公示" if objection.missing else "异议成立"


KIND = PaperKind(
    name="reply",
    title="异议答复函",
    purpose="书面答复提出异议的人",
    when="收到的异议答复之后可以制作",
    subjects=subjects,
    content=content,
    words=WORDS,
    fields=FIELDS,
    forms={Form.PLAIN: LETTER, Form.LETTER: LETTER},
)
