"""What can happen to an uploaded file, in which state."""

from django.db.models import TextChoices

from wufaan.workflow import Step, Workflow


class ImportState(TextChoices):
    CHECKING = "checking", "正在检查"
    REFUSED = "refused", "有错误"
    CHECKED = "checked", "待确认"
    IMPORTING = "importing", "正在导入"
    DONE = "done", "已导入"
    DROPPED = "dropped", "已放弃"


# Shape and colour of each on screens (wf.MARKS).
MARKS = {
    ImportState.CHECKING: "running",
    ImportState.REFUSED: "failed",
    ImportState.CHECKED: "queued",
    ImportState.IMPORTING: "running",
    ImportState.DONE: "done",
    ImportState.DROPPED: "void",
}
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
    confirm=Step("确认导入", frozenset({ImportState.CHECKED}), ImportState.IMPORTING),
    finish=Step("完成导入", frozenset({ImportState.IMPORTING}), ImportState.DONE),
    find_nothing_to_do=Step("核对为无变化", WORKING, ImportState.DONE),
    drop=Step("放弃", UNDER_WAY, ImportState.DROPPED),
)
