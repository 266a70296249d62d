"""What can happen to an incident, in which state."""

from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.workflow import Step, Workflow


class State(MarkedChoices):
    SUBMITTED = "submitted", Shape.CIRCLE, Tone.WAITING, "待认定"
    RETURNED = "returned", Shape.TRIANGLE, Tone.LACKING, "已退回"
    WITHDRAWING = "withdrawing", Shape.QUESTION, Tone.LACKING, "申请撤回"
    DETERMINED = "determined", Shape.TICK, Tone.GOOD, "已认定"
    WITHDRAWN = "withdrawn", Shape.DASH, Tone.PAST, "已撤回"


class ReconsiderationState(MarkedChoices):
    WAITING = "waiting", Shape.HALF, Tone.WAITING, "申请重新认定"
    KEPT = "kept", Shape.DASH, Tone.PAST, "维持原认定"
    FOUND_ANEW = "found_anew", Shape.TICK, Tone.GOOD, "已重新认定"


# Nobody has found on these yet: while one is in the period, its community is pending.
UNDETERMINED = frozenset({State.SUBMITTED, State.RETURNED, State.WITHDRAWING})

WORKFLOW = Workflow(
    determine=Step("认定", frozenset({State.SUBMITTED, State.DETERMINED}), State.DETERMINED),
    return_to_station=Step("退回派出所", frozenset({State.SUBMITTED}), State.RETURNED),
    correct=Step("更正", frozenset({State.SUBMITTED}), State.SUBMITTED),
    answer=Step("答复退回", frozenset({State.RETURNED}), State.SUBMITTED),
    request_withdrawal=Step(
        "申请撤回", frozenset({State.SUBMITTED, State.RETURNED}), State.WITHDRAWING
    ),
    request_reconsideration=Step("申请重新认定", frozenset({State.DETERMINED})),
    keep_finding=Step("维持原认定", frozenset({State.DETERMINED})),
    refuse_withdrawal=Step("不同意撤回", frozenset({State.WITHDRAWING}), State.SUBMITTED),
    redact=Step("清除文字", frozenset(State)),
    grant_withdrawal=Step("同意撤回", frozenset({State.WITHDRAWING}), State.WITHDRAWN),
)
