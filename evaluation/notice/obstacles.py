"""What stands in the way of a step of the year, in words."""

from datetime import date

from evaluation.notice import canonical
from evaluation.notice.models import Notice
from evaluation.notice.queries import FoundLate, found_late
from evaluation.states import ON_NOTICE, State
from evaluation.year.models import (
    Cycle,
)
from evaluation.year.obstacles import wrong_state
from evaluation.year.presenters import changed_since, in_words
from evaluation.year.workflow import WORKFLOW

# What the office and the leading group are told of a list that was changed behind the system's
# back, and the way out.
MISFIT = (
    "公示名单与公示时的校验值对不上：名单在系统之外被改动过，不能{what}。"
    "请系统管理员用备份恢复数据库，恢复之前不要再办理本年度的事项。"
)


def blocked(cycle: Cycle, verb: str, today: date) -> str:
    """Why this step cannot be taken now; nothing where it can."""
    if wrong := wrong_state(cycle, verb):
        return wrong
    if verb == "publish_notice" and today <= cycle.ends_on:
        return f"评选期到 {in_words(cycle.ends_on)}才结束，之后才能发布公示。"
    if verb == "publish_notice" and (changed := changed_since(cycle)):
        return changed
    if verb == "approve" and today <= cycle.notice.ends_on:
        return f"公示至 {in_words(cycle.notice.ends_on)}，期满之后才能批准。"
    if verb == "approve" and (unanswered := cycle.notice.objections.unanswered().count()):
        return f"还有 {unanswered} 件异议没有答复，由办公室答复之后才能批准。"
    if verb in ("approve", "publish") and misfits(cycle.notice):
        return MISFIT.format(what=WORKFLOW[verb].label)
    if verb in ("approve", "resubmit") and (late := found_late(cycle)):
        return late_in_words(late, State(cycle.state))
    return ""


def misfits(notice: Notice) -> bool:
    """Whether the list is no longer the one that was published."""
    return not canonical.is_as_published(notice, notice.entries.all())


def late_in_words(late: list[FoundLate], state: State) -> str:
    """Which places are still to be named against a finding, and the way out."""
    named = "、".join(f"“{f.entry.name}”（序号 {f.entry.position}）" for f in late[:10])
    rest = f"等 {len(late)} 个" if len(late) > 10 else ""
    way = (
        "请先暂缓命名，再报请批准。"
        if state == State.SENT_BACK
        else "不能批准：请领导小组退回，由办公室暂缓命名之后再报请批准。"
    )
    return f"{named}{rest}公示名单固定之后，又有案（事）件认定计入。{way}"


def late_of(cycle: Cycle) -> list[FoundLate]:
    """While the list is before the public and not approved yet."""
    return found_late(cycle) if cycle.state in ON_NOTICE else []
