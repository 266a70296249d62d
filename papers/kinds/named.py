"""What several kinds tell of a year: who was named, who was not, and why."""

from collections.abc import Collection, Iterable

from communities.models import CommunityKind
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Verdict,
    title_for,
)
from evaluation.notice.references import without_references
from evaluation.notice.resources import ListResource
from evaluation.streaks.models import HonourQuerySet
from evaluation.year.models import VerdictQuerySet
from evaluation.year.presenters import broken_criteria
from evaluation.year.queries import verdicts_with_findings
from evaluation.year.rules import Outcome
from wufaan.sheets.resource import Column, Position
from wufaan.sheets.writing import Share


class NamedResource(ListResource):
    """Honours as the notice listed them, counted anew."""

    IN_COUNTY = ("position", "code", "name", "kind", "township", "exemplar")
    IN_TOWNSHIP = ("position", "code", "name", "kind", "title", "exemplar")

    position = Position("序号", width=12)
    code = Column("代码", of="community__code", width=40)
    title = Column("称号", width=26)


def titles(cycle: Cycle) -> HonourQuerySet:
    """The year's county titles that stand, by township."""
    standing = Honour.objects.standing().at(Level.COUNTY).filter(cycle=cycle)
    return standing.select_related("community").order_by("township_code", "community__code")


def ended(cycle: Cycle) -> dict[int, Honour]:
    """Community → the year's county title that it was given and lost again."""
    lost = Honour.objects.at(Level.COUNTY).filter(cycle=cycle).exclude(state=HonourState.STANDING)
    return {honour.community_id: honour for honour in lost}


def verdicts(cycle: Cycle) -> VerdictQuerySet:
    """All results of the year in the order of the list."""
    rows = verdicts_with_findings(cycle.verdicts.all()).select_related("community")
    return rows.order_by("township_code", "code")


def counts(honours: Iterable[Honour]) -> dict[str, str]:
    """How many of each title, and of exemplars."""
    honours = list(honours)
    compounds = sum(h.kind == CommunityKind.COMPOUND for h in honours)
    return {
        "命名数": str(len(honours)),
        "小区数": str(compounds),
        "村社数": str(len(honours) - compounds),
        "先进典型数": str(sum(h.exemplar for h in honours)),
    }


def how_many_ended(lost: Collection[Honour]) -> dict[str, str]:
    """Blank where there is none: the line is then left out."""
    return {"终止数": str(len(lost) or "")}


def why_not(verdict: Verdict, lost: Honour | None = None) -> str:
    """Why it has no title, without any case: the criteria broken, by number and title."""
    if lost:
        return f"称号{lost.get_state_display()}（{lost.ended_on}）：{lost.end_reason}"
    if verdict.withheld_reason:
        return f"暂缓命名：{without_references(verdict.withheld_reason)}"
    if verdict.outcome == Outcome.EXCLUDED:
        return verdict.excluded_reason
    if broken := broken_criteria(verdict):
        return "；".join(f"第{c.number}项：{c.title}" for c in broken)
    return verdict.get_outcome_display()


def title_of(verdict: Verdict) -> str:
    return title_for(verdict.kind)


def share(part: int, whole: int) -> Share | str:
    return Share(part / whole) if whole else "—"
