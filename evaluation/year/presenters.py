"""What pages say about a cycle and its verdicts, in words. Reads only what it is handed."""

from collections.abc import Iterable

from evaluation.states import UNFROZEN
from evaluation.year.models import (
    Cycle,
    Finding,
    Survey,
    Verdict,
)
from evaluation.year.rules import (
    SATISFACTION_PERCENT,
    Outcome,
    Policy,
    satisfied_enough,
)
from evaluation.year.satisfaction import interval
from incidents.criteria import CRITERIA, Criterion
from incidents.kinds import Kind
from wufaan.normalise import joined


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


def as_it_was(verdict: Verdict | None, cycle: Cycle) -> str:
    """A verdict of before in a sentence, with what was found of a withholding since."""
    if verdict is None:
        return "公示时还没有登记"
    told = [verdict.get_outcome_display(), *reasons(verdict, cycle)]
    if verdict.cleared_reason:
        told.append(f"查清：{verdict.cleared_reason}")
    return joined(told)


def flags(verdict: Verdict, cycle: Cycle) -> list[str]:
    """What the reviewer should see although it decided nothing."""
    if verdict.outcome == Outcome.EXCLUDED:
        return []
    opened = [f"{verdict.opened_on} 才设立"] if verdict.opened_on else []
    return opened if verdict.outcome == Outcome.INCOMPLETE else opened + _gaps(verdict, cycle)


def _undetermined(verdict: Verdict, cycle: Cycle) -> str:
    """Once the list is out this says how it was then."""
    then = "" if cycle.state in UNFROZEN else "公示时 "
    return f"{then}{verdict.undetermined} 件待认定"


def broken_criteria(verdict: Verdict) -> list[Criterion]:
    """Each once, by number; `findings` should be prefetched."""
    return [CRITERIA[n] for n in sorted({f.criterion for f in verdict.findings.all()})]


def satisfaction(survey: Verdict | Survey) -> str:
    """The share of those asked, blank where nobody was."""
    return share(survey.respondents, survey.satisfied)


def share(respondents: int | None, satisfied: int | None) -> str:
    if not respondents or satisfied is None:
        return ""
    return f"{100 * satisfied / respondents:.1f}%"


def low_in_words(models: Iterable[Verdict]) -> str:
    """Which of those chosen as models are below what the programme asks of everybody."""
    low = [
        f"{v.name}（{satisfaction(v)}）"
        for v in models
        if v.respondents and not satisfied_enough(v.respondents, v.satisfied)
    ]
    return f"其中满意度不到 {SATISFACTION_PERCENT}% 的：{'、'.join(low)}，请再斟酌。" if low else ""


def satisfaction_interval(survey: Verdict | Survey) -> str:
    """Between what the share lies, where few were asked."""
    return interval(survey.satisfied, survey.respondents)


def _broken(verdict: Verdict) -> list[str]:
    by_criterion: dict[int, list[str]] = {}
    for finding in verdict.findings.all():
        label = Kind(finding.incident.kind).label
        by_criterion.setdefault(finding.criterion, []).append(f"{label}{_whence(finding)}")
    return [f"第 {number} 项 {_counted(labels)}" for number, labels in sorted(by_criterion.items())]


def _whence(finding: Finding) -> str:
    """Where it happened, if not in the place itself."""
    where = ["辖内小区"] if finding.rolled_up else []
    where += [f"原{finding.former}"] if finding.former else []
    return f"（{'，'.join(where)}）" if where else ""


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
