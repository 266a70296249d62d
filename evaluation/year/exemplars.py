"""Which communities could be the year's models (N 3(3)): what is on record of each, side by side,
in an order that anyone can check. There is no score, and people choose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from communities.heads import heads_of
from communities.models import CommunityKind
from communities.work import Progress, heads_done, progress
from evaluation.streaks.queries import years_running
from evaluation.year.models import Cycle, Verdict
from evaluation.year.presenters import satisfaction, satisfaction_interval
from evaluation.year.queries import fixed_on
from evaluation.year.shares import VILLAGES

GROUPS = {
    "": ("全部", tuple(CommunityKind)),
    "compounds": ("小区", (CommunityKind.COMPOUND,)),
    "villages": ("行政村、社区", VILLAGES),
}


class Place(NamedTuple):
    """What decides where one comes, and no more: all of them are put in order for any page, and
    there may be a hundred thousand. `work` is the share of the heads that are done, `streak` how
    many years running it had the title before."""

    verdict: int
    code: str
    asked: bool
    exemplar: bool
    rate: float
    work: float
    streak: int


# What comes first; the others then decide between equals, in this order, and the code at last.
ORDERS: dict[str, tuple[str, Callable[[Place], float]]] = {
    "satisfaction": ("满意度", attrgetter("rate")),
    "work": ("台账完成", attrgetter("work")),
    "streak": ("连续年数", attrgetter("streak")),
}


@dataclass(frozen=True)
class Candidate:
    """One of those to be named, as a page shows it."""

    verdict: Verdict
    work: Progress
    streak: int

    @property
    def satisfaction(self) -> str:
        return satisfaction(self.verdict)

    @property
    def interval(self) -> str:
        return satisfaction_interval(self.verdict)


class Candidates:
    """All of them in order, as a paginator takes them. What is shown of them is read for the
    slice that is asked for, in two queries."""

    def __init__(self, places: list[Place], year: int) -> None:
        self._places, self._year = places, year

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, wanted: slice) -> list[Candidate]:
        places = self._places[wanted]
        verdicts = Verdict.objects.in_bulk([place.verdict for place in places])
        work = progress([verdict.community_id for verdict in verdicts.values()], self._year)
        shown = ((verdicts[place.verdict], place.streak) for place in places)
        return [Candidate(v, work[v.community_id], streak) for v, streak in shown]

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self[:])


@dataclass(frozen=True)
class Ranking:
    """`target`: how many of these the year's share would be. `proposed`: the codes of the first
    that make it up. Nobody is proposed unasked: between those the code alone would decide."""

    candidates: Candidates
    target: int
    chosen: int
    proposed: set[str]
    order: list[str]


def ranking(cycle: Cycle, *, group: str = "", first: str = "satisfaction") -> Ranking:
    """Of those that qualify and are not withheld. Four queries, however many there are."""
    order = sorted(ORDERS, key=lambda name: name != first)
    places = _in_order(_places(cycle, GROUPS[group][1]), order)
    target = len(places) * cycle.exemplar_percent // 100
    return Ranking(
        Candidates(places, cycle.year),
        target=target,
        chosen=sum(place.exemplar for place in places),
        proposed=set([place.code for place in places if place.asked][:target]),
        order=[ORDERS[name][0] for name in order],
    )


def _in_order(places: list[Place], order: list[str]) -> list[Place]:
    one, two, three = (ORDERS[name][1] for name in order)
    return sorted(places, key=lambda p: (-one(p), -two(p), -three(p), p.code))


def _places(cycle: Cycle, kinds: Sequence[str]) -> list[Place]:
    verdicts = cycle.verdicts.nameable().filter(kind__in=kinds).order_by()
    communities = verdicts.values("community")
    done = heads_done(communities, cycle.year)
    running = years_running(communities, cycle.year - 1, on=fixed_on(cycle))
    heads = {kind: len(heads_of(is_compound=kind == CommunityKind.COMPOUND)) for kind in kinds}
    rows = verdicts.values_list(
        "pk", "code", "community_id", "kind", "exemplar", "respondents", "satisfied"
    )
    return [
        Place(
            pk,
            code,
            asked=bool(respondents),
            exemplar=exemplar,
            # Who was not asked comes after everybody who was.
            rate=(satisfied or 0) / respondents if respondents else -1.0,
            work=done[community] / heads[kind],
            streak=running[community],
        )
        for pk, code, community, kind, exemplar, respondents, satisfied in rows
    ]
