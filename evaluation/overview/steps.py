"""Where a year stands and what comes next, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from accounts.permissions import Permission
from evaluation.notice.obstacles import of_running
from evaluation.states import ON_NOTICE, State
from evaluation.year.models import Cycle, CycleStep
from evaluation.year.obstacles import of_period, of_results
from wufaan.days import in_words
from wufaan.obstacles import why_not

STAGES = [
    (State.OPEN, "创建", ""),
    (State.ASSESSED, "评估", "assess"),
    (State.NOTICED, "公示", "publish_notice"),
    (State.APPROVED, "批准", "approve"),
    (State.PUBLISHED, "公布", "publish"),
]


@dataclass(frozen=True)
class Stage:
    label: str
    position: str  # done, now, later
    step: CycleStep | None
    due: str = ""


def stages(cycle: Cycle, steps: Iterable[CycleStep]) -> list[Stage]:
    """The year's five stages with who took each and when (the latest, where one was repeated)."""
    latest = {step.verb: step for step in steps}
    due = _due(cycle)
    states = [state for state, _, _ in STAGES]
    on_notice = cycle.state == State.SENT_BACK
    reached = states.index(State.NOTICED if on_notice else State(cycle.state))
    over = cycle.state == State.PUBLISHED
    return [
        Stage(
            label,
            "done" if index < reached or over else "now" if index == reached else "later",
            latest.get(verb) if index <= reached else None,
            due.get(state, "") if index >= reached else "",
        )
        for index, (state, label, verb) in enumerate(STAGES)
    ]


def _due(cycle: Cycle) -> dict[State, str]:
    """What the calendar says of the stages that are not over."""
    after = cycle.ends_on + timedelta(days=1)
    due = {State.OPEN: f"评选期至 {cycle.ends_on}"}
    if cycle.state == State.OPEN:
        due[State.ASSESSED] = f"{after} 起评估"
    if cycle.state in ON_NOTICE:
        over = cycle.notice.ends_on + timedelta(days=1)
        due |= {State.NOTICED: f"公示至 {cycle.notice.ends_on}", State.APPROVED: f"{over} 起批准"}
        if cycle.state == State.SENT_BACK:
            due[State.APPROVED] = "已退回办公室核查"
    return due


@dataclass(frozen=True)
class Next:
    """What happens next with a cycle, and whether the person looking may do it: `verb` is then
    the step that the page's main button takes."""

    text: str
    verb: str = ""


def next_step(cycle: Cycle, user: User, today: date, *, busy: bool = False) -> Next:
    """Says who must act, what it brings about, and why it cannot be done yet. `busy` while the
    queue is at work for this year."""
    runs, approves = user.can(Permission.RUN_CYCLE), user.can(Permission.APPROVE_CYCLE)
    match State(cycle.state):
        case State.OPEN if early := why_not(of_period(cycle, today)):
            text = f"{early}11 月 1 日起自动评估，也可以随时试评。"
            return Next(text, "assess" if runs else "")
        case State.OPEN:
            return Next("评选期已满，由领导小组办公室评估。", "assess" if runs else "")
        case State.ASSESSED if early := why_not(of_period(cycle, today)):
            text = f"{early}现在的结果是试评，可以反复重新评估。"
            return Next(text, "assess" if runs else "")
        case State.ASSESSED if outdated := why_not(of_results(cycle, today)):
            return Next(outdated, "assess" if runs else "")
        case State.ASSESSED:
            text = "领导小组办公室审查名单、选定先进典型，然后发布公示。公示后结果不能再改。"
            return Next(text, "publish_notice" if runs else "")
        case State.NOTICED if running := why_not(of_running(cycle.notice, today)):
            return Next(f"{running}期间可提出异议，之后由领导小组批准或退回。")
        case State.NOTICED:
            again = resubmitted(cycle)
            text = f"公示已于 {in_words(cycle.notice.ends_on)}期满，{again}由领导小组批准或退回。"
            return Next(text, "approve" if approves else "")
        case State.SENT_BACK:
            text = "领导小组退回，办公室核查名单、暂缓有问题的，再报请批准。名单上的不能增加。"
            return Next(text, "resubmit" if runs else "")
        case State.APPROVED if busy:
            return Next("已批准命名，正在制作证书。证书制作完成后，由领导小组办公室公布年度名单。")
        case State.APPROVED:
            return Next("已批准命名，由领导小组办公室公布年度名单。", "publish" if runs else "")
    return Next("本年度已公布，名单在公开页面可查。")


def resubmitted(cycle: Cycle) -> str:
    """That it is before the leading group anew, since when, and where they read why."""
    last = cycle.steps.last()
    if not last or last.verb != "resubmit":
        return ""
    return f"办公室核查后于 {in_words(last.on)}再次报请批准，核查情况在报批材料的“经办”里；"
