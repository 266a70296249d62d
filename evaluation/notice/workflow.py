"""What can be done with one notice, the year's first or a supplementary one, in which state."""

from evaluation.states import ON_NOTICE
from evaluation.states import State as YearState
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.workflow import Step, Workflow


class NoticeState(MarkedChoices):
    ON_NOTICE = "on_notice", Shape.HALF, Tone.WAITING, "公示中"
    SENT_BACK = "sent_back", Shape.HALF, Tone.WAITING, "退回核查"
    APPROVED = "approved", Shape.TICK, Tone.GOOD, "已批准"
    PUBLISHED = "published", Shape.TICK, Tone.GOOD, "已公布"
    VOID = "void", Shape.DASH, Tone.PAST, "已作废"


def state_of(
    year: YearState, *, is_void: bool, is_main: bool, is_approved: bool, is_sent_back: bool
) -> NoticeState:
    """The year's main notice stands where the year does. A supplementary one is sent back by
    itself, approved by itself or along with the year, and published with the year's list or, after
    that, at once."""
    if is_void:
        return NoticeState.VOID
    if is_sent_back:
        return NoticeState.SENT_BACK
    if year in ON_NOTICE or not (is_main or is_approved):
        return NoticeState.ON_NOTICE
    return NoticeState.PUBLISHED if year == YearState.PUBLISHED else NoticeState.APPROVED


# The list is before the public and not approved yet.
NOT_APPROVED = frozenset({NoticeState.ON_NOTICE, NoticeState.SENT_BACK})

WORKFLOW = Workflow(
    extend_notice=Step("延长公示", NOT_APPROVED),
    correct_notice=Step("更正公示", frozenset(set(NoticeState) - {NoticeState.VOID})),
    # Whoever objected to a notice that became void gets an answer too.
    handle_objections=Step("登记和答复异议", NOT_APPROVED | {NoticeState.VOID}),
    cancel_notice=Step("作废公示", NOT_APPROVED, NoticeState.VOID),
    approve_supplement=Step(
        "批准补充公示", frozenset({NoticeState.ON_NOTICE}), NoticeState.APPROVED
    ),
    send_back_supplement=Step(
        "退回补充公示", frozenset({NoticeState.ON_NOTICE}), NoticeState.SENT_BACK
    ),
    resubmit_supplement=Step(
        "再次报请批准补充公示", frozenset({NoticeState.SENT_BACK}), NoticeState.ON_NOTICE
    ),
)
