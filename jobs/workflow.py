"""What can happen to an uploaded file, in which state."""

from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.workflow import Step, Workflow


class ImportState(MarkedChoices):
    CHECKING = "checking", Shape.HALF, Tone.WAITING, "正在检查"
    REFUSED = "refused", Shape.CROSS, Tone.BAD, "有错误"
    CHECKED = "checked", Shape.CIRCLE, Tone.WAITING, "待确认"
    IMPORTING = "importing", Shape.HALF, Tone.WAITING, "正在导入"
    DONE = "done", Shape.TICK, Tone.GOOD, "已导入"
    DROPPED = "dropped", Shape.DASH, Tone.PAST, "已放弃"


# A job is at it.
WORKING = frozenset({ImportState.CHECKING, ImportState.IMPORTING})
# The same file sent again meets the one that is in one of these.
UNDER_WAY = frozenset({ImportState.CHECKING, ImportState.CHECKED, ImportState.IMPORTING})
# Nothing follows any more.
ENDED = frozenset({ImportState.REFUSED, ImportState.DONE, ImportState.DROPPED})

# The data may have changed since the check: then the import is a check again.
WORKFLOW = Workflow(
    refuse=Step("退回文件", WORKING, ImportState.REFUSED),
    pass_check=Step("通过检查", WORKING, ImportState.CHECKED),
    # What was found to say nothing new may say something after all.
    answer=Step("回答", frozenset({ImportState.CHECKED, ImportState.DONE}), ImportState.CHECKING),
    confirm=Step("确认导入", frozenset({ImportState.CHECKED}), ImportState.IMPORTING),
    finish=Step("完成导入", frozenset({ImportState.IMPORTING}), ImportState.DONE),
    find_nothing_to_do=Step("核对为无变化", WORKING, ImportState.DONE),
    drop=Step("放弃", UNDER_WAY, ImportState.DROPPED),
)
