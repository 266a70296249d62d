"""Of what the leading group decides: approving a list, alone or along with its year, or sending it
back; and of submitting it again."""

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from accounts.permissions import Permission
from evaluation.notice.models import Notice, Objection
from evaluation.notice.obstacles.notices import of_list
from evaluation.notice.obstacles.since import of_since
from evaluation.notice.obstacles.ways import to_resubmission, to_sheet
from evaluation.notice.queries import last_sent_back
from evaluation.notice.workflow import NOT_APPROVED
from evaluation.notice.workflow import WORKFLOW as NOTICE_WORKFLOW
from evaluation.states import AWARDED, State
from evaluation.year.models import Cycle
from wufaan.days import in_words
from wufaan.obstacles import Obstacle, Way, why_not


def of_supplement(notice: Notice, today: date, *, by: User | None = None) -> Iterator[Obstacle]:
    """Of approving a supplementary notice, with its year or by itself."""
    yield from of_sending_back(notice.cycle, notice)
    if not notice.is_sent_back:
        yield from NOTICE_WORKFLOW.obstacles("approve_supplement", notice.state)
    if notice.state in NOT_APPROVED:
        yield from of_running(notice, today)
        yield from of_naming(notice, by)


def supplements_waiting(cycle: Cycle, today: date) -> Iterator[Obstacle]:
    """Nothing stops for them: that there are some, and what each waits for."""
    for notice in cycle.notices.supplementary().current().select_related("cycle"):
        told = why_not(of_supplement(notice, today)) or _approved_how(cycle)
        way = to_resubmission(notice, "核查后报请批准") if notice.is_sent_back else to_sheet(notice)
        yield Obstacle(f"补充公示{notice.number}：{told}", stops=False, way=way)


def _approved_how(cycle: Cycle) -> str:
    if cycle.state in AWARDED:
        return "已经期满，由领导小组批准或退回。"
    return "已经期满，与年度一并批准。"


def along_with(cycle: Cycle, today: date) -> list[Notice]:
    """The supplementary notices that are approved with the year: those that nothing keeps."""
    waiting = cycle.notices.supplementary().current().select_related("cycle")
    return [notice for notice in waiting if not why_not(of_supplement(notice, today))]


def of_naming(notice: Notice, by: User | None) -> Iterator[Obstacle]:
    """Of giving titles to what is on the list of this notice."""
    yield from of_list(notice, "批准")
    if unanswered := Objection.objects.due_before(notice).count():
        text = f"还有 {unanswered} 件异议没有答复，由办公室答复之后才能批准。"
        see = Way("去看", "objections")
        answer = Way("去答复", "objections", needs=Permission.HANDLE_OBJECTIONS, otherwise=see)
        yield Obstacle(text, way=answer)
    yield from of_handling(notice.cycle, "批准", by)
    yield from of_since(notice)
    yield from _of_entries(notice)


def of_running(notice: Notice, today: date) -> Iterator[Obstacle]:
    if not notice.is_over(today):
        yield Obstacle(f"公示至 {in_words(notice.ends_on)}，期满之后才能批准。")


def of_sending_back(cycle: Cycle, supplement: Notice | None = None) -> Iterator[Obstacle]:
    """That the year was sent back, or a supplementary notice by itself."""
    if supplement.is_sent_back if supplement else cycle.state == State.SENT_BACK:
        step = last_sent_back(cycle, supplement)
        way = to_resubmission(supplement or cycle.notice, "核查后报请批准")
        yield Obstacle(f"领导小组退回：{step.reason}", way=way)


def of_supplement_sent_back(notice: Notice, *, by: User | None = None) -> Iterator[Obstacle]:
    """Of sending back a supplementary notice by itself."""
    yield from NOTICE_WORKFLOW.obstacles("send_back_supplement", notice.state)
    yield from of_handling(notice.cycle, "退回", by)


def of_supplement_resubmitted(notice: Notice) -> Iterator[Obstacle]:
    yield from NOTICE_WORKFLOW.obstacles("resubmit_supplement", notice.state)
    yield from of_since(notice)


def of_handling(cycle: Cycle, what: str, by: User | None) -> Iterator[Obstacle]:
    if by and cycle.was_handled_by(by):
        yield Obstacle(f"评估或公示的经办人不能{what}，请由领导小组其他成员{what}。")


def _of_entries(notice: Notice) -> Iterator[Obstacle]:
    kept = notice.entries.kept()
    for closed in kept.closed():
        text = f"“{closed.name}”已经撤并，不能命名。请退回办公室暂缓之后再报请批准。"
        yield Obstacle(text)
    if not kept.exists():
        what_to_do = "请办公室作废这份补充公示" if notice.is_supplementary else "请退回办公室"
        yield Obstacle(f"名单上的全部暂缓命名，没有可以批准的。{what_to_do}。")
