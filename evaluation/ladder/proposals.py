"""What pages say about titles that are looked at again: what speaks for and against each, and
what is proposed. A person decides."""

from collections.abc import Iterable
from dataclasses import dataclass

from evaluation.ladder.models import (
    Decision,
    ReReview,
)
from evaluation.year.assessment import differences
from evaluation.year.models import Cycle, Verdict
from evaluation.year.presenters import reasons
from evaluation.year.queries import verdicts_with_findings
from evaluation.year.rules import Outcome
from incidents.criteria import found_as
from incidents.models import Incident
from wufaan.clock import today
from wufaan.normalise import joined


@dataclass(frozen=True)
class Proposal:
    """`decision` is None where the facts leave more than one open."""

    text: str
    decision: Decision | None


@dataclass(frozen=True)
class Proposed:
    """A re-review with this year's verdict; `now` is what that would be today, where it was
    pending and the case has been found on since."""

    rereview: ReReview
    verdict: Verdict | None
    now: Outcome | None = None

    @property
    def proposal(self) -> Proposal:
        return proposal(self.rereview, self.verdict, self.now)


def with_proposals(rereviews: Iterable[ReReview]) -> list[Proposed]:
    """Of those `with_facts`: one query more, and one for what the verdicts found, however many
    there are; one for each year with a verdict that was pending."""
    rereviews = list(rereviews)
    verdicts = _verdicts(rereviews)
    pending = {key for key, verdict in verdicts.items() if verdict.outcome == Outcome.PENDING}
    now = _now(r.cycle for r in rereviews if (r.cycle_id, r.honour.community_id) in pending)
    keys = [(r.cycle_id, r.honour.community_id) for r in rereviews]
    return [
        Proposed(r, verdicts.get(key), now.get(key) if key in pending else None)
        for r, key in zip(rereviews, keys, strict=True)
    ]


def proposal(rereview: ReReview, verdict: Verdict | None, now: Outcome | None = None) -> Proposal:
    """Of one `with_facts`, which say what is proposed; here it is told why."""
    text = _text(rereview, verdict, now)
    if rereview.is_clean and rereview.accompanied:
        text += "这个称号另有复核没有办结，请一并核实。"
    return Proposal(text, Decision(rereview.proposed) if rereview.proposed else None)


def _text(rereview: ReReview, verdict: Verdict | None, now: Outcome | None) -> str:
    if rereview.honour.community.closed_on:
        return "已经撤并，称号注销。"
    if rereview.cycle:
        return _of_the_year(rereview, rereview.cycle, verdict, now)
    if rereview.incident:
        return _of_the_incident(rereview, rereview.incident)
    return "新的物业企业接手后，核实防范工作是否接续。"


def reason_to_revoke(rereview: ReReview) -> str:
    """What the public may be told; the office words it as it should be."""
    if rereview.incident and rereview.counts:
        kind, year = rereview.incident.get_kind_display(), rereview.honour.year
        number = rereview.criterion
        return f"复核查明 {year} 年度评选期内发生{kind}，不符合评选标准第 {number} 项。"
    if rereview.cycle:
        return f"{rereview.cycle.year} 年度复核发现工作滑坡，达不到创建标准。"
    return ""


def _verdicts(rereviews: list[ReReview]) -> dict[tuple[int | None, int], Verdict]:
    verdicts = verdicts_with_findings(
        Verdict.objects.filter(
            cycle__in={r.cycle_id for r in rereviews if r.cycle_id},
            community__in={r.honour.community_id for r in rereviews if r.cycle_id},
        )
    )
    return {(v.cycle_id, v.community_id): v for v in verdicts}


def _now(cycles: Iterable[Cycle | None]) -> dict[tuple[int | None, int], Outcome]:
    """Cycle and place → the outcome of now, where it is another one than was written down."""
    of_year = {cycle.pk: cycle for cycle in cycles if cycle}
    return {
        (pk, difference.community_id): difference.now
        for pk, cycle in of_year.items()
        for difference in differences(cycle, today())
    }


def _of_the_year(
    rereview: ReReview, cycle: Cycle, verdict: Verdict | None, now: Outcome | None
) -> str:
    year = cycle.year
    if verdict is None:
        return f"{year} 年度没有它的评估结果，请核实。"
    if now and now != Outcome.PENDING:
        found = f"评估时 {verdict.undetermined} 件待认定，现在已经认定"
        return f"{year} 年度{found}，按现在的认定是{now.label}。"
    if rereview.is_clean:
        return f"{year} 年度达标。"
    return f"{year} 年度{_result(verdict, cycle)}。"


def _result(verdict: Verdict, cycle: Cycle) -> str:
    """The outcome and why, each word and the colon once."""
    outcome, why = verdict.get_outcome_display(), reasons(verdict, cycle)
    if verdict.outcome == Outcome.PENDING:
        return f"{outcome}（{verdict.undetermined} 件）"
    if verdict.withheld_reason:
        outcome, why[0] = f"{outcome}，暂缓命名", verdict.withheld_reason
    told = joined(why).rstrip("。")
    return f"{outcome}：{told}" if told else outcome


def _of_the_incident(rereview: ReReview, incident: Incident) -> str:
    number, found = incident.number, found_as(rereview.criterion, rereview.counts)
    if rereview.is_clean:
        return f"{number} 现在认定为{found}。"
    return f"{number} 发生在 {rereview.honour.year} 年度评选期内，{found}。"
