"""What pages say about a cycle and its verdicts, in words. Reads only what it is handed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.permissions import Permission
from communities.models import Community
from evaluation import notice_list
from evaluation.models import Cycle, CycleStep, Notice, Survey, Verdict
from evaluation.queries import (
    FoundLate,
    found_late,
    joined_or_left_since,
    neighbours,
    surveyed_since,
    tried_on,
)
from evaluation.rules import (
    ABOUT_A_YEAR,
    Outcome,
    Policy,
    default_period,
    satisfied_enough,
)
from evaluation.satisfaction import interval
from evaluation.workflow import ON_NOTICE, UNFROZEN, WORKFLOW, State
from incidents.criteria import CRITERIA, Criterion
from incidents.kinds import Kind

STAGES = [
    (State.OPEN, "创建", ""),
    (State.ASSESSED, "评估", "assess"),
    (State.NOTICED, "公示", "publish_notice"),
    (State.APPROVED, "批准", "approve"),
    (State.PUBLISHED, "公布", "publish"),
]

# What the office and the leading group are told of a list that was changed behind the system's
# back, and the way out.
MISFIT = (
    "公示名单与公示时的校验值对不上：名单在系统之外被改动过，不能{what}。"
    "请系统管理员用备份恢复数据库，恢复之前不要再办理本年度的事项。"
)


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
    if cycle.state in (State.NOTICED, State.SENT_BACK):
        over = cycle.notice.ends_on + timedelta(days=1)
        due |= {State.NOTICED: f"公示至 {cycle.notice.ends_on}", State.APPROVED: f"{over} 起批准"}
        if cycle.state == State.SENT_BACK:
            due[State.APPROVED] = "已退回办公室复核"
    return due


def reasons(verdict: Verdict, cycle: Cycle) -> list[str]:
    """Why the verdict is what it is; `findings` should be prefetched."""
    if verdict.outcome == Outcome.EXCLUDED:
        return [verdict.excluded_reason]
    return [
        *([f"暂缓：{verdict.withheld_reason}"] if verdict.withheld_reason else []),
        *_broken(verdict),
        *([_undetermined(verdict, cycle)] if verdict.undetermined else []),
        *(_gaps(verdict, cycle) if verdict.outcome == Outcome.INCOMPLETE else []),
    ]


def flags(verdict: Verdict, cycle: Cycle) -> list[str]:
    """What the reviewer should see although it decided nothing."""
    decided_nothing = verdict.outcome not in (Outcome.EXCLUDED, Outcome.INCOMPLETE)
    return _gaps(verdict, cycle) if decided_nothing else []


def _undetermined(verdict: Verdict, cycle: Cycle) -> str:
    """Once the list is out this says how it was then."""
    then = "" if cycle.state in UNFROZEN else "公示时 "
    return f"{then}{verdict.undetermined} 件待认定"


def broken_criteria(verdict: Verdict) -> list[Criterion]:
    """Each once, by number; `findings` should be prefetched."""
    return [CRITERIA[n] for n in sorted({f.criterion for f in verdict.findings.all()})]


def satisfaction(survey: Verdict | Survey) -> str:
    """The share of those asked, blank where nobody was."""
    if not survey.respondents:
        return ""
    return f"{100 * survey.satisfied / survey.respondents:.1f}%"


def low_in_words(models: Iterable[Verdict]) -> str:
    """Which of those chosen as models are below what the programme asks of everybody."""
    low = [
        f"{v.name}（{satisfaction(v)}）"
        for v in models
        if v.respondents and not satisfied_enough(v.respondents, v.satisfied)
    ]
    return f"其中满意度不到 90% 的：{'、'.join(low)}，请再斟酌。" if low else ""


def satisfaction_interval(survey: Verdict | Survey) -> str:
    """Between what the share lies, where few were asked."""
    return interval(survey.satisfied, survey.respondents)


def _broken(verdict: Verdict) -> list[str]:
    by_criterion: dict[int, list[str]] = {}
    for finding in verdict.findings.all():
        label = Kind(finding.incident.kind).label
        text = f"{label}（辖内小区）" if finding.rolled_up else label
        by_criterion.setdefault(finding.criterion, []).append(text)
    return [f"第 {number} 项 {_counted(labels)}" for number, labels in sorted(by_criterion.items())]


def _counted(labels: list[str]) -> str:
    return "、".join(
        label if labels.count(label) == 1 else f"{label} {labels.count(label)} 件"
        for label in dict.fromkeys(labels)
    )


def _gaps(verdict: Verdict, cycle: Cycle) -> list[str]:
    """Gaps in returns and satisfaction, unless the year's policy is to ignore them."""
    gaps = []
    if verdict.missing_months and cycle.returns_policy != Policy.IGNORE:
        gaps.append(f"缺 {verdict.missing_months} 个月零报告")
    if cycle.satisfaction_policy != Policy.IGNORE:
        if not verdict.respondents:
            gaps.append("未测评满意度")
        elif not satisfied_enough(verdict.respondents, verdict.satisfied):
            gaps.append(f"满意度 {satisfaction(verdict)}")
    return gaps


@dataclass(frozen=True)
class Next:
    """What happens next with a cycle, and whether the person looking may do it: `verb` is then
    the step that the page's main button takes."""

    text: str
    verb: str = ""


def next_step(cycle: Cycle, user, today: date, *, busy: bool = False) -> Next:
    """Says who must act, what it brings about, and why it cannot be done yet. `busy` while the
    queue is at work for this year."""
    runs, approves = user.can(Permission.RUN_CYCLE), user.can(Permission.APPROVE_CYCLE)
    match State(cycle.state):
        case State.OPEN if today <= cycle.ends_on:
            text = f"评选期到 {in_words(cycle.ends_on)}为止，11 月 1 日起自动评估；也可以随时试评。"
            return Next(text, "assess" if runs else "")
        case State.OPEN:
            return Next("评选期已满，由领导小组办公室评估。", "assess" if runs else "")
        case State.ASSESSED if today <= cycle.ends_on:
            text = (
                f"评选期到 {in_words(cycle.ends_on)}为止，现在的结果是试评，可以反复重新评估；"
                "期满之后审查名单、发布公示。"
            )
            return Next(text, "assess" if runs else "")
        case State.ASSESSED if tried := tried_on(cycle):
            text = f"评选期已满；现在的结果是 {in_words(tried)}试评的，请先重新评估。"
            return Next(text, "assess" if runs else "")
        case State.ASSESSED if changed := changed_since(cycle):
            return Next(changed, "assess" if runs else "")
        case State.ASSESSED:
            text = "领导小组办公室审查名单、选定先进典型，然后发布公示。公示后结果不能再改。"
            return Next(text, "publish_notice" if runs else "")
        case State.NOTICED if today <= cycle.notice.ends_on:
            return Next(
                f"公示至 {in_words(cycle.notice.ends_on)}，期间可提出异议；期满后由领导小组批准。"
            )
        case State.NOTICED:
            again = resubmitted(cycle)
            text = f"公示已于 {in_words(cycle.notice.ends_on)}期满，{again}由领导小组批准或退回。"
            return Next(text, "approve" if approves else "")
        case State.SENT_BACK:
            text = "领导小组退回复核，办公室核查名单、暂缓有问题的，再报请批准。名单上的不能增加。"
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
    return f"办公室复核后于 {in_words(last.on)}再次报请批准，复核情况在报批材料的“经办”里；"


def blocked(cycle: Cycle, verb: str, today: date) -> str:
    """Why this step cannot be taken now; nothing where it can."""
    if not WORKFLOW.allows(verb, cycle.state):
        step = WORKFLOW[verb].label
        return f"{cycle.year} 年度{cycle.get_state_display()}，现在不能{step}。"
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


def changed_since(cycle: Cycle) -> str:
    """What the results do not know yet though it was put on record, and the way out: the notice
    would freeze them as they are. Nothing where they are up to date."""
    surveyed, moved = surveyed_since(cycle).count(), joined_or_left_since(cycle).count()
    told = [f"有 {surveyed} 个的满意度在评估之后登记或更正"] if surveyed else []
    told += [f"有 {moved} 个在评估之后改为参评或不参评"] if moved else []
    return f"{'，'.join(told)}，请先重新评估。" if told else ""


def misfits(notice: Notice) -> bool:
    """Whether the list is no longer the one that was published."""
    return not notice_list.is_as_published(notice, notice.entries.all())


def closed_in_words(community: Community) -> str:
    """That it is no more, and what it became part of."""
    successor = community.successor
    how = f"并入{successor.name}" if successor else "撤销建制"
    return f"已于 {community.closed_on} {how}"


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


def done_by(user, cycle: Cycle, verb: str) -> bool:
    """Whether this very person took this very step last: a button clicked twice, not an error."""
    if cycle.state != WORKFLOW[verb].target:
        return False
    last = cycle.steps.last()
    return bool(last) and (last.verb, last.by_id) == (verb, user.pk)


def in_words(day: date) -> str:
    """2025 年 11 月 3 日."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def unusual_length(cycle: Cycle) -> str:
    """Where the period is not about a year: a wrong day typed in looks like that. Nothing where
    it is as the programme has it."""
    days = (cycle.ends_on - cycle.starts_on).days + 1
    if (cycle.starts_on, cycle.ends_on) == default_period(cycle.year) or days in ABOUT_A_YEAR:
        return ""
    return f"评选期 {cycle.starts_on} 至 {cycle.ends_on} 一共 {days} 天，不是一年左右，请核对。"


def doubts_about_period(cycle: Cycle) -> list[str]:
    """What is allowed of a period and hardly meant."""
    told = [unusual_length(cycle), *(_seam(cycle, other) for other in neighbours(cycle))]
    return [text for text in told if text]


def _seam(cycle: Cycle, other: Cycle) -> str:
    """Where two years share days, or leave some to neither: an incident counts in one year."""
    first, second = sorted([cycle, other], key=lambda c: c.year)
    gap = (second.starts_on - first.ends_on).days - 1
    named = f"与 {other.year} 年度（{other.starts_on} 至 {other.ends_on}）"
    if gap < 0:
        return f"评选期 {cycle.starts_on} 至 {cycle.ends_on} {named}重叠 {-gap} 天，请核对。"
    if gap > 0:
        left = f"{first.ends_on + timedelta(days=1)} 至 {second.starts_on - timedelta(days=1)}"
        return f"评选期{named}之间空了 {gap} 天：{left} 不属于任何年度，请核对。"
    return ""


def warnings(of: Cycle | Notice) -> list[str]:
    """What is blank though the papers ought to say it."""
    blank = [
        name
        for name, value in (("命名单位", of.issuer), ("命名依据", of.approval_basis))
        if not value
    ]
    if not blank:
        return []
    return [
        f"还没有填写{'和'.join(blank)}。2022 年起国家对命名表彰的主体有限定，"
        "请先核实本项命名由谁批准、依据哪份文件。"
    ]
