"""Where a certificate with its plaque is, and what can be done with it there (N 3(4): what is
revoked is taken back)."""

from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.workflow import Step, Workflow


class Custody(MarkedChoices):
    HERE = "here", Shape.CIRCLE, Tone.PLAIN, "在库"
    DELIVERED = "delivered", Shape.TICK, Tone.GOOD, "已送达"
    RECALLED = "recalled", Shape.TRIANGLE, Tone.WAITING, "待收回"
    RECOVERED = "recovered", Shape.DASH, Tone.PLAIN, "已收回"


WORKFLOW = Workflow(
    deliver=Step("送达", frozenset({Custody.HERE, Custody.RECOVERED}), Custody.DELIVERED),
    recall=Step("要求收回", frozenset({Custody.DELIVERED}), Custody.RECALLED),
    # It was put on record by mistake: it never left.
    undo=Step("未送达（更正）", frozenset({Custody.DELIVERED}), Custody.HERE),
    # Its title stands again: it stays where it is.
    leave=Step("不再收回", frozenset({Custody.RECALLED}), Custody.DELIVERED),
    recover=Step("收回", frozenset({Custody.DELIVERED, Custody.RECALLED}), Custody.RECOVERED),
)
