"""What the keys of an event's data are called, and how what they keep is written on screens. The
fields of a model are called as the model calls them; this is the table of all others. A test holds
it against the keys that the code writes and those of the demo's trail."""

# `app.model.key` where a key means something else of that subject than of others.
KEYS = {
    "about": "所涉",
    "accounts.user.address": "网络地址",
    "accounts.user.with": "用什么验证",
    "again": "重新开始的复核",
    "broken": "计入案（事）件",
    "cause": "起因",
    "code": "代码",
    "community": "小区（村社）",
    "counts": "计入",
    "criterion": "评选标准",
    "decision": "决定",
    "demand": "整改要求",
    "disqualified": "不达标",
    "document_number": "文号",
    "due_on": "期限",
    "ends_on": "公示至",
    "entries": "名单条数",
    "entry": "名单序号",
    "evaluation.notice.from": "原定至",
    "evaluation.notice.to": "延长至",
    "evaluation.objection.contact": "留了联系方式",
    "evaluation.objection.to": "经办人",
    "evaluation.survey.respondents": "受访人数",
    "evaluation.survey.satisfied": "满意人数",
    "excluded": "不参评",
    "finding": "核查结论",
    "head": "事项",
    "honours": "授予称号数",
    "incidents": "案（事）件数",
    "incomplete": "材料不全",
    "jobs.fileimport.changed": "更新",
    "jobs.fileimport.errors": "有错误的行",
    "jobs.fileimport.new": "新增",
    "jobs.fileimport.unchanged": "无变化",
    "jobs.job.key": "任务编号",
    "jobs.job.kind": "任务",
    "number": "编号",
    "note": "说明",
    "on": "日期",
    "opened": "新开始的复核",
    "parent": "所在村社",
    "pending": "待认定",
    "pinyin": "拼音",
    "property_company": "物业企业",
    "qualified": "达标",
    "reason": "原因或理由",
    "recipient": "送交",
    "reply": "答复",
    "sha256": "文件或名单的 SHA-256",
    "station": "派出所",
    "successor": "并入",
    "taken_off": "从名单上撤下",
    "township": "乡镇（街道）",
    "withdrawn_for": "当初撤回的原因",
    "working_days": "工作日",
    "year": "年度",
}

# Keys whose values are those of a field of another model.
CHOSEN_LIKE = {
    "cause": "evaluation.rereview.cause",
    "decision": "evaluation.rereview.decision",
    "finding": "evaluation.objection.state",
    "recipient": "plaques.custodystep.recipient",
}

# Values that are no field's choices, but that a property of a row made of them calls by name.
NAMED_BY = {
    "jobs.fileimport.kind": "title",
    "jobs.job.kind": "title",
    "papers.paper.kind": "title",
}

WORDS = {
    "accounts.user.with": {"code": "动态口令", "recovery code": "恢复码"},
    "criterion": {str(number): f"第 {number} 项" for number in range(1, 11)},
    "head": {
        "defences": "物防技防",
        "guidance": "治安防范指导",
        "internal_security": "内部安全防范",
        "mass_prevention": "群防群治",
        "party": "基层党组织或村社党组织",
        "self_protection": "居民自我防范",
        "self_rule": "三治融合",
        "services": "服务和谐或服务管理",
        "technical_defences": "技防设施",
    },
}


def of(table: dict, subject: str, key: str):
    """What a table has for this key of this subject, or of any."""
    return table.get(f"{subject.partition(':')[0]}.{key}", table.get(key))
