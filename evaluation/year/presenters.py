"""What pages say about a cycle and its verdicts, in words. Reads only what it is handed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from accounts.models import User
from communities.models import Community
from evaluation.states import UNFROZEN
from evaluation.year.models import (
    Cycle,
    Survey,
    Verdict,
)
from evaluation.year.queries import (
    joined_or_left_since,
    neighbours,
    surveyed_since,
)
from evaluation.year.rules import (
    ABOUT_A_YEAR,
    Outcome,
    Policy,
    default_period,
    satisfied_enough,
)
from evaluation.year.satisfaction import interval
from evaluation.year.workflow import WORKFLOW
from incidents.criteria import CRITERIA, Criterion
from incidents.kinds import Kind


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


def changed_since(cycle: Cycle) -> str:
    """What the results do not know yet though it was put on record, and the way out: the notice
    would freeze them as they are. Nothing where they are up to date."""
    surveyed, moved = surveyed_since(cycle).count(), joined_or_left_since(cycle).count()
    told = [f"有 {surveyed} 个的满意度在评估之后登记或更正"] if surveyed else []
    told += [f"有 {moved} 个在评估之后改为参评或不参评"] if moved else []
    return f"{'，'.join(told)}，请先重新评估。" if told else ""


def closed_in_words(community: Community) -> str:
    """That it is no more, and what it became part of."""
    successor = community.successor
    how = f"并入{successor.name}" if successor else "撤销建制"
    return f"已于 {community.closed_on} {how}"


def done_by(user: User, cycle: Cycle, verb: str) -> bool:
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


class Worded(Protocol):
    """A year, or a notice of one."""

    issuer: str
    approval_basis: str


def warnings(of: Worded) -> list[str]:
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
