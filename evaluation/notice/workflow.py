"""What can be done with one notice, the year's first or a supplementary one, in which state."""

from evaluation.states import ON_NOTICE
from evaluation.states import State as YearState
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.workflow import Step, Workflow


class NoticeState(MarkedChoices):
    ON_NOTICE = "on_notice", Shape.HALF, Tone.WAITING, "公示中"
    APPROVED = "approved", Shape.TICK, Tone.GOOD, "已批准"
    PUBLISHED = "published", Shape.TICK, Tone.GOOD, "已公布"
    VOID = "void", Shape.DASH, Tone.PAST, "已作废"


def state_of(year: YearState, *, is_void: bool, is_main: bool, is_approved: bool) -> NoticeState:
    """The year's main notice stands where the year does. A supplementary one is approved by
    itself or along with the year, and published with the year's list or, after that, at once."""
    if is_void:
        return NoticeState.VOID
    if year in ON_NOTICE or not (is_main or is_approved):
        return NoticeState.ON_NOTICE
    return NoticeState.PUBLISHED if year == YearState.PUBLISHED else NoticeState.APPROVED


_BEFORE = frozenset({NoticeState.ON_NOTICE})

WORKFLOW = Workflow(
    extend_notice=Step("延长公示", _BEFORE),
    correct_notice=Step("更正公示", frozenset(set(NoticeState) - {NoticeState.VOID})),
    # Whoever objected to a notice that became void gets an answer too.
    handle_objections=Step("登记和答复异议", _BEFORE | {NoticeState.VOID}),
    cancel_notice=Step("作废公示", _BEFORE, NoticeState.VOID),
    approve_supplement=Step("批准补充公示", _BEFORE, NoticeState.APPROVED),
)
