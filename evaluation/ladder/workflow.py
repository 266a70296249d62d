"""上报, N 3(2): what can be done with a nomination in which state."""

from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.workflow import Step, Workflow


class NominationState(MarkedChoices):
    DUE = "due", Shape.TRIANGLE, Tone.WAITING, "待报上级"
    SUBMITTED = "submitted", Shape.CIRCLE, Tone.WAITING, "已上报"
    GRANTED = "granted", Shape.TICK, Tone.GOOD, "已命名"
    REFUSED = "refused", Shape.DASH, Tone.PAST, "未获命名"
    WITHDRAWN = "withdrawn", Shape.DASH, Tone.PAST, "已撤回"


_S = NominationState

OPEN = frozenset({_S.DUE, _S.SUBMITTED})

WORKFLOW = Workflow(
    submit=Step("登记上报", frozenset({_S.DUE}), _S.SUBMITTED),
    # What had gone up and was taken back goes up again under a new number.
    submit_again=Step("登记上报", frozenset({_S.WITHDRAWN}), _S.SUBMITTED),
    # Old papers come without the day on which they went up, and the level above may still name
    # what it had passed over.
    grant=Step("登记命名", OPEN | {_S.REFUSED}, _S.GRANTED),
    refuse=Step("登记未获命名", OPEN, _S.REFUSED),
    withdraw=Step("撤回", OPEN, _S.WITHDRAWN),
    # To where it was: what had gone up goes back to waiting for the answer.
    restore=Step("恢复上报", frozenset({_S.WITHDRAWN}), _S.DUE),
    restore_submitted=Step("恢复上报", frozenset({_S.WITHDRAWN}), _S.SUBMITTED),
)
