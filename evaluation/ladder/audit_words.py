"""What the audit trail says of titles, of what is named above and of looking again."""

from audit import words
from audit.words import Area, Key
from evaluation.ladder.models import Cause, Decision, Nomination, Reinstatement, ReReview
from evaluation.streaks.models import Honour

words.verbs(
    Area(6, "称号"),
    {
        "corrected": "更正登记",
        "honour_reinstated": "恢复称号",
        "honour_revoked": "撤销称号",
        "honour_voided": "注销称号",
        "nomination_granted": "上报获得命名",
        "nomination_opened": "列入上报",
        "nomination_refused": "上报未获命名",
        "nomination_restored": "恢复上报",
        "nomination_resubmitted": "重新上报",
        "nomination_submitted": "登记上报",
        "nomination_withdrawn": "撤回上报",
        "reinstatement_declined": "不予恢复称号",
        "reinstatement_proposed": "提出恢复称号",
        "rereview_closed": "称号终止，复核办结",
        "rereview_kept": "复核后保留称号",
        "rereview_opened": "开始复核称号",
        "rereview_rectifying": "复核后限期整改",
        "rereview_reopened": "称号恢复，重新复核",
        "rereviews_opened": "开始复核以前的称号",
        "result_recorded": "登记上级命名",
    },
)
words.subject(Honour, called=("year", "level", "name"), about="community")
words.subject(Nomination, called=("year", "level", "community__name"), about="community")
words.subject(
    ReReview,
    called=("honour__year", "honour__level", "honour__name"),
    about="honour__community",
)
words.subject(
    Reinstatement,
    called=("honour__year", "honour__level", "honour__name"),
    about="honour__community",
)
words.keys(
    {
        "about": "所涉",
        "again": "重新开始的复核",
        "cause": Key("起因", dict(Cause.choices)),
        "decision": Key("决定", dict(Decision.choices)),
        "document_date": "文件日期",
        "demand": "整改要求",
        "due_on": "期限",
        "opened": "新开始的复核",
        "withdrawn_for": "当初撤回的原因",
    }
)
