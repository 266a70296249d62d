"""The ladder (N 3(2)): what a title rests on, and what may rise."""

from django.db.models import Exists, OuterRef, QuerySet

from communities.models import Community
from evaluation.models import BELOW, Honour, Level


def eligible_for(level: Level, year: int) -> QuerySet[Community]:
    """What the level above may have named for this year (N 3(2)): standing at the level below in
    the year before and in this one, without a title of this level and year yet."""
    below = Honour.objects.standing().at(BELOW[level])
    return Community.objects.filter(
        Exists(below.in_year(year - 1).filter(community=OuterRef("pk"))),
        Exists(below.in_year(year).filter(community=OuterRef("pk"))),
        ~Exists(Honour.objects.at(level).in_year(year).filter(community=OuterRef("pk"))),
    )


def foundations(honour: Honour) -> QuerySet[Honour]:
    """The two titles of the level below on which a higher one rests; of a county title, none."""
    if honour.level not in BELOW:
        return Honour.objects.none()
    years = [honour.year - 1, honour.year]
    return Honour.objects.at(BELOW[honour.level]).of(honour.community).filter(year__in=years)


def resting_on(honour: Honour) -> QuerySet[Honour]:
    """The standing higher titles for which this one was one of two."""
    above = [level for level, below in BELOW.items() if below == honour.level]
    years = [honour.year, honour.year + 1]
    standing = Honour.objects.standing().of(honour.community)
    return standing.filter(level__in=above, year__in=years)
