"""What each verb of the chain is called on screens. The chain itself keeps only the verb; a test
holds this table against the verbs that the code writes."""

VERBS = {
    "account_created": "新建账号",
    "bundle_made": "制作证书合订本",
    "community_added": "登记小区（村社）",
    "community_changed": "修改小区（村社）",
    "community_dissolved": "撤销小区（村社）建制",
    "community_excluded": "标为不参评",
    "community_included": "恢复参评",
    "community_merged": "并入另一小区（村社）",
    "cycle_approved": "批准命名",
    "cycle_assessed": "评估",
    "cycle_configured": "修改年度设置",
    "cycle_opened": "建立年度",
    "cycle_published": "公布年度名单",
    "cycle_resubmitted": "再次报请批准",
    "cycle_sent_back": "退回复核",
    "honour_revoked": "撤销称号",
    "honour_voided": "注销称号",
    "incident_answered": "派出所答复并重新上报",
    "incident_determined": "认定",
    "incident_imported": "由文件导入",
    "incident_reported": "上报",
    "incident_returned": "退回派出所",
    "job_queued": "排入任务",
    "job_retried": "重试任务",
    "notice_published": "发布公示",
    "plaque_delivered": "送达证书牌匾",
    "plaque_made": "制作证书",
    "plaque_ordered": "编证书号",
    "plaque_recalled": "要求收回证书牌匾",
    "plaque_recovered": "收回证书牌匾",
    "result_recorded": "登记上级命名",
    "return_signed": "签零报告",
    "survey_recorded": "登记满意度",
    "verdict_exemplar": "选定或取消先进典型",
    "verdict_released": "取消暂缓",
    "verdict_withheld": "暂缓命名",
    "withdrawal_granted": "同意撤回",
    "withdrawal_refused": "不同意撤回",
    "withdrawal_requested": "申请撤回",
}


def label(verb: str) -> str:
    return VERBS.get(verb, verb)
