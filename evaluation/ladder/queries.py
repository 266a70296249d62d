"""The ladder (N 3(2)): what a title rests on, what may rise, and what falls with a title that
ends."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from communities.examples import example
from evaluation.ladder.models import Nomination, NominationQuerySet
from evaluation.streaks.models import (
    BELOW,
    Honour,
    HonourQuerySet,
    HonourState,
    Level,
)
from evaluation.streaks.queries import ABOVE
from evaluation.year.models import (
    Cycle,
)
from evaluation.year.queries import incidents_of_period
from incidents.models import Incident, IncidentQuerySet
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


def under_review(nominations: Iterable[Nomination]) -> list[Nomination]:
    """Those with a title below that something speaks against, which is being looked at."""
    these = Nomination.objects.filter(pk__in=[nomination.pk for nomination in nominations])
    reviewed = these.with_rereviews().filter(Q(rereview__isnull=False))
    return list(reviewed.select_related("second").order_by("community__code"))


def last_number(name: str) -> str:
    """The latest on record in this field of a nomination, for whoever types the next; where there
    is none yet, what such a number looks like."""
    told = Nomination.objects.exclude(**{name: ""}).order_by("-year", "-pk")
    return told.values_list(name, flat=True).first() or example("某文〔{year}〕9号")


def foundations(honour: Honour) -> HonourQuerySet:
    """The two titles of the level below on which a higher one rests; of a county title, none."""
    if honour.level not in BELOW:
        return Honour.objects.none()
    years = [honour.year - 1, honour.year]
    return Honour.objects.at(BELOW[honour.level]).of(honour.community).filter(year__in=years)


def resting_on(*honours: Honour) -> HonourQuerySet:
    """The standing titles of the next level for which one of these was one of two."""
    these = Honour.objects.filter(pk__in=[honour.pk for honour in honours])
    rests = Q(pk__in=[])
    for level, below in BELOW.items():
        years = Q(year=OuterRef("year")) | Q(year=OuterRef("year") - 1)
        own = these.at(below).filter(years, community=OuterRef("community"))
        rests |= Q(Exists(own), level=level)
    return Honour.objects.standing().filter(rests)


def nominations_about(honour: Honour) -> NominationQuerySet:
    """The one that this title came of, and those that were put forward on it."""
    came_of = Q(community=honour.community, level=honour.level, year=honour.year)
    return Nomination.objects.filter(came_of | Q(first=honour) | Q(second=honour))


@dataclass(frozen=True)
class Falling:
    """What ends with a title, up to the top."""

    titles: list[Honour]
    nominations: list[Nomination]


def falling(*honours: Honour) -> Falling:
    titles: list[Honour] = []
    level: Collection[Honour] = honours
    while level := list(resting_on(*level).order_by("year")):
        titles += level
    titles = [title for title in titles if title not in honours]
    nominations = Nomination.objects.open().resting_on([*honours, *titles])
    return Falling(titles, list(nominations.order_by("level", "year")))


@dataclass(frozen=True)
class Returning:
    """What comes back with a title that is reinstated, from below up, and what does not, each with
    the title below that stands against it."""

    titles: list[Honour]
    staying: list[tuple[Honour, Honour]]
    nominations: list[Nomination]


def returning(honour: Honour) -> Returning:
    """What had fallen with a title below comes back once none of the two is ended."""
    level, back, staying = honour.level, {honour.pk: honour}, []
    while above := ABOVE.get(level):
        titles = Honour.objects.of(honour.community).at(level).select_related("community")
        below = {title.year: title for title in titles}
        for title in Honour.objects.fallen().of(honour.community).at(above).order_by("year"):
            two = [below[year] for year in (title.year - 1, title.year) if year in below]
            others = [one for one in two if one.pk not in back]
            ended = [one for one in others if ended_for_itself(one)]
            if others == two:
                continue
            if ended:
                staying.append((title, ended[0]))
            else:
                back[title.pk] = title
        level = above
    return Returning(list(back.values())[1:], staying, _coming_back(back))


def ended_for_itself(title: Honour) -> bool:
    """And not only because its place is no more, with which all ends without blame."""
    at_an_end = title.state == HonourState.VOID and title.community.closed_on is not None
    return title.state != HonourState.STANDING and not at_an_end


def _coming_back(back: Mapping[int, Honour]) -> list[Nomination]:
    withdrawn = Nomination.objects.fallen().resting_on(back.values())
    return [
        nomination
        for nomination in withdrawn.select_related("first", "second").order_by("level", "year")
        if all(
            title.pk in back or title.state == HonourState.STANDING
            for title in (nomination.first, nomination.second)
        )
    ]


def counting_against(cycle: Cycle) -> IncidentQuerySet:
    """Incidents of the cycle's period that count by their standing finding although their place,
    or the one around it, holds the title: found on after the list was fixed."""
    titled = Honour.objects.standing().filter(cycle=cycle).order_by().values("community")
    return found_to_count(incidents_of_period(cycle, titled))


def counting_against_title(honour: Honour) -> IncidentQuerySet:
    """The same of one title, whatever became of it."""
    if honour.cycle is None:
        return Incident.objects.none()
    return found_to_count(incidents_of_period(honour.cycle, [honour.community_id]))
