"""What the audit trail says of the notice, of objections and of what the leading group decides."""

from audit import words
from audit.words import Area, Key
from communities.models import Community
from evaluation.notice.models import (
    Gap,
    Notice,
    NoticeCorrection,
    Objection,
    ObjectionState,
    Posting,
)
from evaluation.year.audit_words import AREA as YEAR

words.verbs(
    YEAR,
    {
        "basis_acknowledged": "确认名单的依据",
        "cycle_approved": "批准命名",
        "cycle_published": "公布年度名单",
        "cycle_resubmitted": "再次报请批准",
        "cycle_sent_back": "退回核查",
        "supplement_approved": "批准补充公示",
        "supplement_resubmitted": "再次报请批准补充公示",
        "supplement_sent_back": "退回补充公示",
        "verdict_cleared": "查清暂缓",
        "verdict_released": "取消暂缓",
        "verdict_withheld": "暂缓命名",
    },
)
words.verbs(
    Area(5, "公示和异议"),
    {
        "contacts_erased": "清除异议人联系方式",
        "inquiry_cleared": "清除请派出所核实的文字",
        "notice_cancelled": "作废公示",
        "notice_corrected": "更正公示",
        "notice_drafted": "起草公示",
        "notice_extended": "延长公示",
        "notice_published": "发布公示",
        "posting_added": "登记公示张贴",
        "posting_withdrawn": "撤下张贴照片",
        "objection_answered": "答复异议",
        "objection_answered_again": "再次答复异议",
        "objection_assigned": "交办异议",
        "objection_entered": "登记异议",
        "objection_lodged": "网上提出异议",
        "station_asked": "请派出所核实",
        "station_replied": "派出所回复核实情况",
    },
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
words.subject(Posting, called=("community__name", "notice__cycle__year"), about="community")
words.keys(
    {
        "gap": Key("所缺", dict(Gap.choices)),
        "supplement": "补充公示",
        "ends_on": "公示至",
        "entries": "名单条数",
        "entry": "名单序号",
        "finding": Key("核查结论", dict(ObjectionState.choices)),
        "missing": Key("没有列入的", points_at=(Community, "code")),
        "honours": "授予称号数",
        "numbers": "公示编号",
        "place": "张贴地点",
        "posted_on": "张贴日期",
        "told": "确认的情况",
        "words": "说明",
        "taken_off": Key("从名单上撤下", points_at=(Community, "code")),
        "working_days": "工作日",
    }
)
