"""What is shown of a nomination, on its page and in the paper that goes up: both years' results,
the years running, what was put forward before. Reads only; the number of queries depends on how
many years are asked about, never on how many nominations."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from communities.work import Progress, progress
from evaluation.ladder.models import Nomination, NominationQuerySet
from evaluation.streaks.models import BELOW, Honour, Level
from evaluation.streaks.queries import Streak, Streaks, streaks
from evaluation.year.models import Verdict
from evaluation.year.presenters import flags, reasons, satisfaction
from evaluation.year.queries import verdicts_with_findings


@dataclass(frozen=True)
class YearShown:
    """One of the two years: the result of the county's evaluation, the title on which the
    nomination rests, the county title of that year (the same, for the city), and how far the
    work record of that year got."""

    year: int
    title: Honour
    work: Progress
    county_title: Honour | None
    verdict: Verdict | None

    @property
    def reasons(self) -> list[str]:
        return reasons(self.verdict, self.verdict.cycle) if self.verdict else []

    @property
    def flags(self) -> list[str]:
        return flags(self.verdict, self.verdict.cycle) if self.verdict else []

    @property
    def satisfaction(self) -> str:
        """The share, blank where nobody was asked."""
        return satisfaction(self.verdict) if self.verdict else ""


@dataclass(frozen=True)
class NominationDossier:
    """`streaks` up to the nomination's year, from the county up to the level it rests on;
    `earlier` is what was put forward for the same community before, latest first."""

    nomination: Nomination
    years: list[YearShown]
    streaks: list[Streak]
    earlier: list[Nomination]


def for_dossiers(nominations: NominationQuerySet) -> NominationQuerySet:
    """With the rows that a dossier shows."""
    return nominations.select_related(
        "first", "second", "community__township", "community__station", "community__parent"
    )


def dossiers(nominations: Collection[Nomination]) -> list[NominationDossier]:
    """In the order given; `for_dossiers` spares a query a row."""
    places = {nomination.community_id for nomination in nominations}
    years = {n.year - back for n in nominations for back in (0, 1)}
    verdicts = verdicts_with_findings(
        Verdict.objects.filter(community__in=places, cycle__year__in=years)
    ).select_related("cycle__notice", "notice")
    titles = Honour.objects.at(Level.COUNTY).filter(community__in=places, year__in=years)
    of_year = {(v.community_id, v.cycle.year): v for v in verdicts}
    county = {(title.community_id, title.year): title for title in titles}
    work = {year: progress(places, year) for year in years}
    running = {year: streaks(places, year) for year in {n.year for n in nominations}}
    others = defaultdict(list)
    for other in Nomination.objects.filter(community__in=places).order_by("-year", "level"):
        others[other.community_id].append(other)
    return [
        NominationDossier(
            nomination,
            [
                YearShown(
                    title.year,
                    title,
                    work[title.year][nomination.community_id],
                    county.get((nomination.community_id, title.year)),
                    of_year.get((nomination.community_id, title.year)),
                )
                for title in (nomination.first, nomination.second)
            ],
            _below(nomination, running[nomination.year]),
            [n for n in others[nomination.community_id] if n.year < nomination.year],
        )
        for nomination in nominations
    ]


def dossier(nomination: Nomination) -> NominationDossier:
    return dossiers([nomination])[0]


def _below(nomination: Nomination, running: Streaks) -> list[Streak]:
    levels: list[Level] = []
    level: str = nomination.level
    while below := BELOW.get(level):
        levels.insert(0, below)
        level = below
    return [running.of(nomination.community_id, level) for level in levels]
