"""The ladder (N 3(2)): what a title rests on, what may rise, and what falls with a title that
ends."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from evaluation.ladder.models import Nomination, NominationQuerySet
from evaluation.streaks.models import (
    BELOW,
    Honour,
    HonourQuerySet,
    Level,
)
from evaluation.streaks.queries import ABOVE
from evaluation.year.models import (
    Cycle,
)
from evaluation.year.queries import incidents_of_period
from incidents.models import IncidentQuerySet
from incidents.queries import found_to_count


def due(level: Level, year: int) -> QuerySet[Any, Any]:
    """The second titles, with `first_pk`, of those that may be put forward to this level for this
    year and have not been yet."""
    below = Honour.objects.standing().at(BELOW[level])
    own = {"community": OuterRef("community")}
    before = below.in_year(year - 1).filter(**own)
    return (
        below.in_year(year)
        .annotate(first_pk=Subquery(before.values("pk")[:1]))
        .filter(
            ~Exists(Nomination.objects.at(level).in_year(year).filter(**own)),
            first_pk__isnull=False,
        )
        .order_by("community__code")
    )


def foundations(honour: Honour) -> HonourQuerySet:
    """The two titles of the level below on which a higher one rests; of a county title, none."""
    if honour.level not in BELOW:
        return Honour.objects.none()
    years = [honour.year - 1, honour.year]
    return Honour.objects.at(BELOW[honour.level]).of(honour.community).filter(year__in=years)


def resting_on(*honours: Honour) -> HonourQuerySet:
    """The standing titles of the next level for which one of these, of one community and level,
    was one of two."""
    above = ABOVE.get(honours[0].level) if honours else None
    if above is None:
        return Honour.objects.none()
    years = {year for honour in honours for year in (honour.year, honour.year + 1)}
    return Honour.objects.standing().of(honours[0].community).at(above).filter(year__in=years)


def nominations_about(honour: Honour) -> NominationQuerySet:
    """The one that this title came of, and those that were put forward on it."""
    came_of = Q(community=honour.community, level=honour.level, year=honour.year)
    return Nomination.objects.filter(came_of | Q(first=honour) | Q(second=honour))


@dataclass(frozen=True)
class Falling:
    """What ends with a title, up to the top."""

    titles: list[Honour]
    nominations: list[Nomination]


def falling(honour: Honour) -> Falling:
    titles, level = [], [honour]
    while level := list(resting_on(*level).order_by("year")):
        titles += level
    nominations = Nomination.objects.open().resting_on([honour, *titles])
    return Falling(titles, list(nominations.order_by("level", "year")))


def counting_against(cycle: Cycle) -> IncidentQuerySet:
    """Incidents of the cycle's period that count by their standing finding although their place,
    or the one around it, holds the title: found on after the list was fixed."""
    titled = Honour.objects.standing().filter(cycle=cycle).order_by().values("community")
    return found_to_count(incidents_of_period(cycle, titled))
