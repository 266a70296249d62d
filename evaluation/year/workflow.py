"""The year, N 3(2): what can be done with a cycle in which state. What can be done with one of its
notices is in notice/workflow.py."""

from evaluation.states import AWARDED, ON_NOTICE, PUBLISHED_LIST, UNFROZEN, State
from wufaan.workflow import Step, Workflow

WORKFLOW = Workflow(
    # What was assessed under other settings must be assessed again.
    configure=Step("修改评选年度设置", UNFROZEN, State.OPEN),
    assess=Step("评估", UNFROZEN, State.ASSESSED),
    review=Step("审查评估结果", frozenset({State.ASSESSED})),
    # What the leading group sent back can lose an entry, and get nothing new.
    withhold=Step("暂缓或恢复命名", frozenset({State.ASSESSED, State.SENT_BACK})),
    draft_notice=Step("起草公示", UNFROZEN),
    publish_notice=Step("发布公示", frozenset({State.ASSESSED}), State.NOTICED),
    approve=Step("批准", frozenset({State.NOTICED}), State.APPROVED),
    # The list itself stays as it was published: what is withheld meanwhile is passed over.
    send_back=Step("退回", frozenset({State.NOTICED}), State.SENT_BACK),
    resubmit=Step("再次报请批准", frozenset({State.SENT_BACK}), State.NOTICED),
    draft_supplement=Step("起草补充公示", PUBLISHED_LIST),
    publish_supplement=Step("发布补充公示", PUBLISHED_LIST),
    approve_supplement=Step("批准补充公示", AWARDED),
    # By itself; while the year is not approved yet it goes along with that.
    send_back_supplement=Step("退回补充公示", AWARDED),
    resubmit_supplement=Step("再次报请批准补充公示", AWARDED),
    # Issued anew later, by the same way as the first time.
    cancel_notice=Step("作废公示", ON_NOTICE, State.ASSESSED),
    publish=Step("公布年度名单", frozenset({State.APPROVED}), State.PUBLISHED),
)
