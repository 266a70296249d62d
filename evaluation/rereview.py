"""What pages say about titles that are looked at again: what speaks for and against each, and what
is proposed. A person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from communities.models import Community
from evaluation.models import (
    Cause,
    Cycle,
    Decision,
    Honour,
    Nomination,
    Notice,
    NoticeEntry,
    ReReview,
    Verdict,
)
from evaluation.presenters import reasons
from evaluation.queries import verdicts_with_findings
from evaluation.rules import Outcome
from evaluation.workflow import UNFROZEN
from incidents.models import Incident
from wufaan.errors import DomainError
from wufaan.typed import joined


@dataclass(frozen=True)
class Proposal:
    """`decision` is blank where the facts leave more than one open."""

    text: str
    decision: str = ""


def with_proposals(rereviews: Iterable[ReReview]) -> list[ReReview]:
    """Each of those `with_facts` with its `proposal` and this year's `verdict`: one query more,
    and one for what the verdicts found, however many there are."""
    rereviews = list(rereviews)
    verdicts = _verdicts(rereviews)
    for rereview in rereviews:
        rereview.verdict = verdicts.get((rereview.cycle_id, rereview.honour.community_id))
        rereview.proposal = proposal(rereview, rereview.verdict)
    return rereviews


def proposal(rereview: ReReview, verdict: Verdict | None) -> Proposal:
    if rereview.honour.community.closed_on:
        return Proposal("已经撤并，称号注销。", Decision.VOID)
    own = _by_itself(rereview, verdict)
    if own.decision == Decision.KEEP and rereview.accompanied:
        return Proposal(f"{own.text}这个称号另有复核没有办结，请一并核实。")
    return own


def _by_itself(rereview: ReReview, verdict: Verdict | None) -> Proposal:
    match Cause(rereview.cause):
        case Cause.YEARLY:
            return _of_the_year(rereview, verdict)
        case Cause.LATE_DETERMINATION:
            return _of_the_incident(rereview)
    return Proposal("新的物业企业接手后，核实防范工作是否接续。")


def reason_to_revoke(rereview: ReReview) -> str:
    """What the public may be told; the office words it as it should be."""
    year = rereview.honour.year
    match Cause(rereview.cause):
        case Cause.LATE_DETERMINATION if rereview.counts:
            kind, criterion = rereview.incident.get_kind_display(), rereview.criterion
            return f"复核查明 {year} 年度评选期内发生{kind}，不符合评选标准第 {criterion} 项。"
        case Cause.YEARLY:
            return f"{rereview.cycle.year} 年度复核发现工作滑坡，达不到创建标准。"
    return ""


def check_not_titled_after(community: Community, on: date) -> None:
    """A place that was no more by then was given no title: one of the two days is wrong."""
    granted = Honour.objects.of(community).filter(granted_on__gt=on)
    if last := granted.order_by("-granted_on").first():
        raise DomainError(
            f"“{community.name}”{last.year} 年的{last.get_level_display()}称号是 {last.granted_on} "
            "授予的，撤并日期不能早于这一天。请核对日期。",
            field="on",
        )


def told_on_closing(community: Community, on: date) -> list[str]:
    """What becomes of the titles of a place that merges or is dissolved that day, and what speaks
    against the day."""
    titles = list(Honour.objects.standing().of(community).order_by("-year", "level"))
    waiting = [*_on_notice(community), *_to_be_named(community), *_undetermined(community)]
    doubt = _happened_since(community, on)
    if not titles:
        return [*doubt, "它没有有效的称号，不涉及注销。", *waiting]
    named = "、".join(f"{h.year} 年{h.get_level_display()}" for h in titles)
    told = [
        f"它有效的称号（{named}）随之注销。注销不是撤销，不追究责任。"
        "公开页面和证书查验页立即注明，已送达的牌匾转为待收回。"
    ]
    nominations = Nomination.objects.open().resting_on(titles).order_by("level", "year")
    told += [
        f"{n.year} 年报{n.get_level_display()}的“{n.get_state_display()}”一并撤回。"
        for n in nominations
    ]
    return doubt + told + waiting


def _on_notice(community: Community) -> list[str]:
    entries = NoticeEntry.objects.kept().filter(
        verdict__community=community, notice__in=Notice.objects.current()
    )
    return [
        f"它在 {e.notice.cycle.year} 年度公示名单上（序号 {e.position}），正在公示。名单不改，"
        "公示页随即公布更正：它已撤并，不再命名，不追究责任。批准时不授予它称号。"
        for e in entries.select_related("notice__cycle")
    ]


def _to_be_named(community: Community) -> list[str]:
    years = Verdict.objects.nameable().filter(community=community, cycle__state__in=UNFROZEN)
    return [
        f"{v.cycle.year} 年度它达标，还没有公示：撤并之后暂缓命名，不列入公示名单。"
        for v in years.select_related("cycle")
    ]


def _happened_since(community: Community, on: date) -> list[str]:
    there = Incident.objects.on_record().filter(community=community, occurred_on__gte=on)
    if last := there.order_by("-occurred_on", "-pk").first():
        return [
            f"请先核对日期：这一天及以后，它名下还有 {there.count()} 件案（事）件，最近一件是 "
            f"{last.occurred_on} 的 {last.number}。照这个日期办理，这些案（事）件仍记在它名下。"
        ]
    return []


def _undetermined(community: Community) -> list[str]:
    count = Incident.objects.filter(community=community).undetermined().count()
    return [f"它还有 {count} 件案（事）件没有认定，照常由办公室认定。"] if count else []


def _verdicts(rereviews: list[ReReview]) -> dict[tuple[int, int], Verdict]:
    verdicts = verdicts_with_findings(
        Verdict.objects.filter(
            cycle__in={r.cycle_id for r in rereviews if r.cycle_id},
            community__in={r.honour.community_id for r in rereviews if r.cycle_id},
        )
    )
    return {(v.cycle_id, v.community_id): v for v in verdicts}


def _of_the_year(rereview: ReReview, verdict: Verdict | None) -> Proposal:
    year = rereview.cycle.year
    if verdict is None:
        return Proposal(f"{year} 年度没有它的评估结果，请核实。")
    if verdict.outcome == Outcome.QUALIFIED and not verdict.withheld_reason:
        return Proposal(f"{year} 年度达标。", Decision.KEEP)
    return Proposal(f"{year} 年度{_result(verdict, rereview.cycle)}。")


def _result(verdict: Verdict, cycle: Cycle) -> str:
    """The outcome and why, each word and the colon once."""
    outcome, why = verdict.get_outcome_display(), reasons(verdict, cycle)
    if verdict.outcome == Outcome.PENDING:
        return f"{outcome}（{verdict.undetermined} 件）"
    if verdict.withheld_reason:
        outcome, why[0] = f"{outcome}，暂缓命名", verdict.withheld_reason
    told = joined(why).rstrip("。")
    return f"{outcome}：{told}" if told else outcome


def _of_the_incident(rereview: ReReview) -> Proposal:
    number = rereview.incident.number
    if not rereview.counts:
        return Proposal(f"{number} 现在认定为不计入。", Decision.KEEP)
    return Proposal(
        f"{number} 发生在 {rereview.honour.year} 年度评选期内，计入第 {rereview.criterion} 项。",
        Decision.REVOKE,
    )
