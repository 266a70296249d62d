"""What several kinds tell of a year: who was named, who was not, and why. Numbers in their texts
are counted from the places that their tables list."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.timezone import localdate

from communities.models import CommunityKind
from evaluation.models import (
    Cycle,
    Honour,
    HonourState,
    Level,
    Verdict,
)
from evaluation.notice.queries import published_at
from evaluation.notice.references import without_references
from evaluation.notice.resources import ListResource
from evaluation.year.models import VerdictQuerySet
from evaluation.year.presenters import broken_criteria, reasons
from evaluation.year.queries import (
    incidents_by_place,
    incidents_of_period,
    verdicts_with_findings,
)
from evaluation.year.rules import Outcome
from incidents.models import Determination
from wufaan.days import in_words
from wufaan.sheets.resource import Column, Position
from wufaan.sheets.writing import Share


class NamedResource(ListResource):
    """Honours as the notice listed them, counted anew."""

    IN_COUNTY = ("position", "code", "name", "kind", "township", "exemplar")
    IN_TOWNSHIP = ("position", "code", "name", "kind", "title", "exemplar")

    position = Position("序号", width=12)
    code = Column("代码", of="community__code", width=40)
    title = Column("称号", width=26)


@dataclass(frozen=True)
class Place:
    """What became of one place: its result, the county title that stands, or that was lost, and
    the findings made since the notice on incidents of the period; `waiting` are those that nobody
    has found on."""

    verdict: Verdict
    honour: Honour | None = None
    lost: Honour | None = None
    found: Sequence[Determination] = field(default_factory=list)
    waiting: int = 0

    @property
    def takes_part(self) -> bool:
        return bool(self.verdict.outcome != Outcome.EXCLUDED)

    @property
    def outcome(self) -> str:
        """What waited when the list was fixed is not waiting for ever."""
        pending = self.verdict.outcome == Outcome.PENDING
        return "公示时未认定" if pending else self.verdict.get_outcome_display()

    @property
    def why_not(self) -> str:
        """Why it has no title, without any case: what was so then, and what was found since."""
        verdict = self.verdict
        if self.lost:
            ended = f"（{self.lost.ended_on}）：{self.lost.end_reason}"
            return f"称号{self.lost.get_state_display()}{ended}"
        if verdict.withheld_reason:
            cleared = "；已经查清" if verdict.cleared_reason else ""
            return f"暂缓命名：{without_references(verdict.withheld_reason)}{cleared}"
        if not self.takes_part:
            return verdict.excluded_reason
        if verdict.outcome == Outcome.QUALIFIED:
            return _not_yet(verdict)
        return "；".join([*_at_the_notice(verdict), *self._since])

    @property
    def _since(self) -> list[str]:
        days = Counter((in_words(localdate(d.at)), _found(d)) for d in self.found)
        only = len(self.found) + self.waiting == 1
        told = [f"{day}认定{'' if only else f'{n}件'}{what}" for (day, what), n in days.items()]
        return [
            *told,
            *([f"{'' if only else f'{self.waiting}件'}仍未认定"] if self.waiting else []),
        ]


def places_of(cycle: Cycle) -> list[Place]:
    """All of the year in the order of the list. The same few queries, however many there are."""
    results = list(verdicts(cycle))
    standing, lost = _titles(cycle)
    unnamed = [v.community_id for v in results if v.community_id not in standing | lost]
    found, waiting = _since_the_notice(cycle, unnamed)
    return [
        Place(v, standing.get(pk), lost.get(pk), found.get(pk, []), waiting[pk])
        for v, pk in ((verdict, verdict.community_id) for verdict in results)
    ]


def named(places: Iterable[Place]) -> list[Honour]:
    """The titles that stand."""
    return [place.honour for place in places if place.honour]


def unnamed(places: Iterable[Place]) -> list[Place]:
    """Those that took part and have none."""
    return [place for place in places if place.takes_part and not place.honour]


def _titles(cycle: Cycle) -> tuple[dict[int, Honour], dict[int, Honour]]:
    """Community → the year's county title: where it stands, and where it was lost again."""
    titles = Honour.objects.at(Level.COUNTY).filter(cycle=cycle).select_related("community")
    standing: dict[int, Honour] = {}
    lost: dict[int, Honour] = {}
    for title in titles:
        stands = title.state == HonourState.STANDING
        (standing if stands else lost)[title.community_id] = title
    return standing, lost


def _since_the_notice(
    cycle: Cycle, places: Collection[int]
) -> tuple[dict[int, list[Determination]], Counter[int]]:
    """By community: the findings that stand and came after the notice, and how many incidents of
    the period wait for one."""
    by_place = incidents_by_place(cycle, incidents_of_period(cycle, places))
    late = Determination.objects.standing().filter(at__gt=published_at(cycle.notice))
    numbers = {incident.pk for incidents in by_place.values() for incident in incidents}
    findings = {d.incident_id: d for d in late.filter(incident__in=numbers)}
    found = {
        place: [findings[incident.pk] for incident in incidents if incident.pk in findings]
        for place, incidents in by_place.items()
    }
    waiting = {
        place: sum(incident.finding_counts is None for incident in incidents)
        for place, incidents in by_place.items()
    }
    return found, Counter(waiting)


def _not_yet(verdict: Verdict) -> str:
    """Of what qualified, is not withheld and has no title."""
    closed_on = verdict.community.closed_on
    return f"{closed_on}撤并" if closed_on else "列入补充公示，还没有批准"


def _at_the_notice(verdict: Verdict) -> list[str]:
    if verdict.outcome == Outcome.PENDING:
        return [f"公示时有{verdict.undetermined}件未认定"]
    if broken := broken_criteria(verdict):
        return [f"第{c.number}项：{c.title}" for c in broken]
    return [told.replace(" ", "") for told in reasons(verdict, verdict.cycle)]


def _found(determination: Determination) -> str:
    return f"计入第{determination.criterion}项" if determination.counts else "不计入"


def verdicts(cycle: Cycle) -> VerdictQuerySet:
    """All results of the year in the order of the list."""
    rows = verdicts_with_findings(cycle.verdicts.all()).select_related("community", "cycle")
    return rows.order_by("township_code", "code")


def counts(honours: Sequence[Honour]) -> dict[str, str]:
    """How many of each title, and of exemplars."""
    compounds = sum(h.kind == CommunityKind.COMPOUND for h in honours)
    return {
        "命名数": str(len(honours)),
        "小区数": str(compounds),
        "村社数": str(len(honours) - compounds),
        "先进典型数": str(sum(h.exemplar for h in honours)),
    }


def told_unnamed(honours: Sequence[Honour], unnamed: Sequence[Place]) -> str:
    if unnamed:
        return f"参评而未命名的{len(unnamed)}个"
    return "参评的小区、村社都已命名" if honours else "没有参评的小区、村社"


def how_many_ended(places: Iterable[Place]) -> dict[str, str]:
    """Blank where there is none: the line is then left out."""
    return {"终止数": str(sum(place.lost is not None for place in places) or "")}


def share(part: int, whole: int) -> Share | str:
    return Share(part / whole) if whole else "—"
