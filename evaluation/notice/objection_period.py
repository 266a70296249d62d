"""Where a notice stands for the public, and what is due on an objection. Reads only what it is
handed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from accounts.models import User
from accounts.permissions import Permission
from evaluation.notice.models import Notice, Objection, ObjectionState
from evaluation.notice.workflow import NOT_APPROVED
from evaluation.year.calendar import last_working_day
from evaluation.year.rules import ANSWER_WORKING_DAYS
from wufaan.days import checked_day
from wufaan.errors import DomainError


def phase(notice: Notice, today: date) -> str:
    """Where a notice stands for the public: before its days, running, over, approved, its list
    published, or void."""
    if notice.state not in NOT_APPROVED:
        return notice.state.value
    if today < notice.starts_on:
        return "before"
    return "running" if notice.runs_on(today) else "over"


def with_phase(notices: Iterable[Notice], today: date) -> list[tuple[Notice, str]]:
    return [(notice, phase(notice, today)) for notice in notices]


def contact_for(objection: Objection, user: User) -> str:
    """For those who have to call back, and for nobody else."""
    return objection.contact if user.can(Permission.HANDLE_OBJECTIONS) else ""


def consequences_of(objection: Objection) -> Iterator[str]:
    """What follows from its answer, in sentences."""
    yield "提出异议的人凭受理编号立即可以看到，不能再改；以后还可以再次答复，写明原因。"
    if objection.state == ObjectionState.UPHELD and objection.entry:
        yield f"“{objection.entry.name}”暂缓命名，公示页列一条更正；名单和校验值不变。"
    elif objection.state == ObjectionState.UPHELD:
        yield "名单不因此改变；经评估符合条件的，列入补充公示。"
    elif objection.entry and objection.former_answers.exists():
        yield (
            f"“{objection.entry.name}”因这件异议暂缓的，还没有批准的恢复命名，"
            "已经批准的列入下一次补充公示。"
        )


def check_received(notice: Notice, on: date) -> None:
    """What comes by letter, phone or visit was made within the notice's days."""
    checked_day(on, at="received_on")
    if not notice.starts_on <= on <= notice.ends_on:
        raise DomainError(
            f"公示期是 {notice.starts_on} 至 {notice.ends_on}，提出日期 {on} 不在其中。"
            "来信以邮戳日期为准。",
            field="received_on",
        )


def answer_due(received_on: date, exceptions: Mapping[date, bool]) -> date:
    """The last day for the answer, counted from the day after receipt."""
    return last_working_day(received_on + timedelta(days=1), ANSWER_WORKING_DAYS, exceptions)
