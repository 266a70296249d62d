"""What the audit trail says of the year, its notice and its titles."""

from audit import words
from audit.words import Area, Key
from communities.models import Community
from evaluation.models import (
    CalendarDay,
    Cause,
    Cycle,
    Decision,
    Honour,
    Nomination,
    Notice,
    NoticeCorrection,
    Objection,
    ObjectionState,
    ReReview,
    Survey,
    Verdict,
)

words.verbs(
    Area(4, "评选年度"),
    {
        "cycle_approved": "批准命名",
        "cycle_assessed": "评估",
        "cycle_configured": "修改年度设置",
        "cycle_opened": "建立年度",
        "cycle_published": "公布年度名单",
        "cycle_resubmitted": "再次报请批准",
        "cycle_sent_back": "退回复核",
        "holiday_cleared": "节假日恢复按星期计算",
        "holiday_set": "设置节假日",
        "survey_recorded": "登记满意度",
        "verdict_exemplar": "选定或取消先进典型",
        "verdict_released": "取消暂缓",
        "verdict_withheld": "暂缓命名",
    },
)
words.verbs(
    Area(5, "公示和异议"),
    {
        "contacts_erased": "清除异议人联系方式",
        "notice_corrected": "更正公示",
        "notice_drafted": "起草公示",
        "notice_extended": "延长公示",
        "notice_published": "发布公示",
        "objection_answered": "答复异议",
        "objection_assigned": "交办异议",
        "objection_entered": "登记异议",
        "objection_lodged": "网上提出异议",
    },
)
words.verbs(
    Area(6, "称号"),
    {
        "honour_revoked": "撤销称号",
        "honour_voided": "注销称号",
        "nomination_granted": "上报获得命名",
        "nomination_opened": "列入上报",
        "nomination_refused": "上报未获命名",
        "nomination_restored": "恢复上报",
        "nomination_submitted": "登记上报",
        "nomination_withdrawn": "撤回上报",
        "rereview_closed": "称号终止，复核办结",
        "rereview_kept": "复核后保留称号",
        "rereview_opened": "开始复核称号",
        "rereview_rectifying": "复核后限期整改",
        "rereviews_opened": "开始复核上一年度称号",
        "result_recorded": "登记上级命名",
    },
)

words.subject(Cycle, number="year")
words.subject(CalendarDay, called=("day",))
words.subject(Verdict, called=("cycle__year", "name"), about="community")
words.subject(
    Survey,
    called=("cycle__year", "community__name"),
    kind="满意度",
    about="community",
    keys={"respondents": "受访人数", "satisfied": "满意人数"},
)
words.subject(Honour, called=("year", "level", "name"), about="community")
words.subject(Nomination, called=("year", "level", "community__name"), about="community")
words.subject(
    ReReview,
    called=("honour__year", "honour__level", "honour__name"),
    about="honour__community",
)
words.subject(Notice, called=("cycle__year",), keys={"from": "原定至", "to": "延长至"})
words.subject(
    NoticeCorrection,
    called=("notice__cycle__year", "position"),
    about="entry__verdict__community",
)
words.subject(
    Objection,
    number="reference",
    about="entry__verdict__community",
    keys={"contact": "留了联系方式", "to": "经办人"},
)

words.keys(
    {
        "about": "所涉",
        "again": "重新开始的复核",
        "broken": "计入案（事）件",
        "cause": Key("起因", dict(Cause.choices)),
        "decision": Key("决定", dict(Decision.choices)),
        "demand": "整改要求",
        "disqualified": "不达标",
        "due_on": "期限",
        "ends_on": "公示至",
        "entries": "名单条数",
        "entry": "名单序号",
        "excluded": "不参评",
        "finding": Key("核查结论", dict(ObjectionState.choices)),
        "honours": "授予称号数",
        "incomplete": "材料不全",
        "opened": "新开始的复核",
        "pending": "待认定",
        "qualified": "达标",
        "taken_off": Key("从名单上撤下", points_at=(Community, "code")),
        "withdrawn_for": "当初撤回的原因",
        "working_days": "工作日",
    }
)
