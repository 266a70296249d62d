"""Which communities could be the year's models (N 3(3)): what is on record of each, side by side,
in an order that anyone can check. There is no score, and people choose."""

from collections.abc import Callable
from dataclasses import dataclass

from communities.models import CommunityKind
from communities.work import Progress, progress
from evaluation.ladder import streaks
from evaluation.models import Cycle, Verdict
from evaluation.presenters import satisfaction, satisfaction_interval
from evaluation.progress import VILLAGES
from evaluation.queries import fixed_on

GROUPS = {
    "": ("全部", tuple(CommunityKind)),
    "compounds": ("小区", (CommunityKind.COMPOUND,)),
    "villages": ("行政村、社区", VILLAGES),
}


@dataclass(frozen=True)
class Candidate:
    """One of those to be named. `streak`: how many years running it had the title before."""

    verdict: Verdict
    work: Progress
    streak: int

    @property
    def satisfaction(self) -> str:
        return satisfaction(self.verdict)

    @property
    def interval(self) -> str:
        return satisfaction_interval(self.verdict)

    @property
    def rate(self) -> float:
        """Who was not asked comes after everybody who was."""
        asked = self.verdict.respondents
        return self.verdict.satisfied / asked if asked else -1.0


# What comes first; the others then decide between equals, in this order, and the code at last.
ORDERS: dict[str, tuple[str, Callable[[Candidate], float]]] = {
    "satisfaction": ("满意度", lambda c: c.rate),
    "work": ("台账完成", lambda c: c.work.done / c.work.heads),
    "streak": ("连续年数", lambda c: c.streak),
}


@dataclass(frozen=True)
class Ranking:
    """`target`: how many of these the year's share would be."""

    candidates: list[Candidate]
    target: int
    chosen: int
    order: list[str]

    @property
    def proposed(self) -> set[str]:
        """The codes of the first that make up the target. Nobody is proposed unasked: between
        those the code alone would decide."""
        asked = [c.verdict.code for c in self.candidates if c.verdict.respondents]
        return set(asked[: self.target])


def ranking(cycle: Cycle, *, group: str = "", first: str = "satisfaction") -> Ranking:
    """Of those that qualify and are not withheld. Four queries, however many there are."""
    _, kinds = GROUPS[group]
    verdicts = list(cycle.verdicts.nameable().filter(kind__in=kinds))
    places = [verdict.community_id for verdict in verdicts]
    work = progress(places, cycle.year)
    running = streaks(places, cycle.year - 1, on=fixed_on(cycle))
    candidates = [
        Candidate(v, work[v.community_id], running.of(v.community_id).running) for v in verdicts
    ]
    order = sorted(ORDERS, key=lambda name: name != first)
    measures = [ORDERS[name][1] for name in order]
    return Ranking(
        sorted(candidates, key=lambda c: (*(-measure(c) for measure in measures), c.verdict.code)),
        target=len(candidates) * cycle.exemplar_percent // 100,
        chosen=sum(verdict.exemplar for verdict in verdicts),
        order=[ORDERS[name][0] for name in order],
    )
