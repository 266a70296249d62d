"""The year, N 3(2): what can be done with a cycle in which state."""

from django.db.models import TextChoices

from wufaan.workflow import Step, Workflow


class State(TextChoices):
    OPEN = "open", "创建中"
    ASSESSED = "assessed", "已评估"
    NOTICED = "noticed", "公示中"
    SENT_BACK = "sent_back", "退回复核"
    APPROVED = "approved", "已批准"
    PUBLISHED = "published", "已公布"


# While in one of these, verdicts may still change; the database refuses it in any other.
UNFROZEN = frozenset({State.OPEN, State.ASSESSED})

# There is a list that was published.
PUBLISHED_LIST = frozenset(set(State) - UNFROZEN)

# The list is before the public and not approved yet: objections are taken and answered.
ON_NOTICE = frozenset({State.NOTICED, State.SENT_BACK})

# Titles are granted.
AWARDED = frozenset({State.APPROVED, State.PUBLISHED})

# Whoever took one of these steps decides nothing for the leading group.
ASSESSING = frozenset({"assess", "publish_notice", "resubmit"})

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
    extend_notice=Step("延长公示", ON_NOTICE),
    correct_notice=Step("更正公示", PUBLISHED_LIST),
    handle_objections=Step("登记和答复异议", ON_NOTICE),
    publish=Step("公布年度名单", frozenset({State.APPROVED}), State.PUBLISHED),
)
