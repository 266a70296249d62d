"""What the audit trail says of incidents and of what stations sign."""

from audit import words
from audit.words import Area, Key
from incidents.criteria import CRITERIA
from incidents.models import Incident, MonthlyReturn

words.verbs(
    Area(3, "案（事）件"),
    {
        "finding_kept": "维持原认定",
        "incident_answered": "派出所答复并重新上报",
        "incident_corrected": "更正",
        "incident_determined": "认定",
        "incident_imported": "由文件导入",
        "incident_redacted": "清除案（事）件里的文字",
        "incident_reported": "上报",
        "incident_returned": "退回派出所",
        "reconsideration_requested": "申请重新认定",
        "return_signed": "签月度报告",
        "withdrawal_granted": "同意撤回",
        "withdrawal_refused": "不同意撤回",
        "withdrawal_requested": "申请撤回",
    },
    clears={"incident_redacted": ("reason", "reply", "summary", "police_file_number")},
)
words.subject(Incident, number="number", about="community")
words.subject(MonthlyReturn, called=("station__name", "month"))
words.keys(
    {
        "counts": "计入",
        "criterion": Key("评选标准", {str(number): f"第 {number} 项" for number in CRITERIA}),
        "incidents": "案（事）件数",
        "reply": "答复",
    }
)
