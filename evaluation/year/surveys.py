"""The satisfaction of a year: every community that takes part, asked or not."""

from collections.abc import Iterator

from django.db.models import BigIntegerField, F, FilteredRelation, Q, Sum
from django.db.models.functions import Cast
from django.db.models.lookups import LessThan

from accounts.models import User
from communities.models import Community, CommunityQuerySet
from evaluation.year.models import Cycle, Survey
from evaluation.year.presenters import satisfaction
from evaluation.year.resources import SurveyResource
from evaluation.year.rules import SATISFACTION_PERCENT, satisfied_enough
from evaluation.year.satisfaction import interval
from wufaan.sheets.download import in_pieces
from wufaan.sheets.resource import AT_A_TIME


def surveyed(cycle: Cycle, user: User) -> CommunityQuerySet:
    """Those that took part in the year, each with how many were asked (`respondents`) and how many
    of them are `satisfied`; None where nobody was."""
    kept = Community.objects.visible_to(user).existing_on(cycle.ends_on).filter(takes_part=True)
    return kept.annotate(
        survey=FilteredRelation("surveys", condition=Q(surveys__cycle=cycle)),
        respondents=F("survey__respondents"),
        satisfied=F("survey__satisfied"),
    )


def is_low() -> Q:
    """Of those from `surveyed`: below what N 1(3)3 asks for."""
    satisfied, respondents = (Cast(n, BigIntegerField()) for n in ("satisfied", "respondents"))
    return Q(LessThan(100 * satisfied, SATISFACTION_PERCENT * respondents))


def totals(communities: CommunityQuerySet) -> dict[str, int]:
    found = communities.aggregate(respondents=Sum("respondents"), satisfied=Sum("satisfied"))
    return {name: value or 0 for name, value in found.items()}


def explained(community: Community) -> Community:
    """With what a list says of it: `rate`, `interval`, `low`."""
    asked = community.respondents
    community.rate = satisfaction(community)
    community.interval = interval(community.satisfied, asked)
    community.low = bool(asked) and not satisfied_enough(asked, community.satisfied)
    return community


def as_file(communities: CommunityQuerySet, year: int, format: str) -> Iterator[bytes]:
    """In the columns that the import takes back."""
    records, title = _records(communities, year), f"{year} 年度满意度"
    return in_pieces(format, SurveyResource, records, title=title, count=communities.count)


def _records(communities: CommunityQuerySet, year: int) -> Iterator[Community]:
    for community in communities.iterator(AT_A_TIME):
        community.year = year
        yield explained(community)


def figures(survey: Survey | None) -> dict[str, int]:
    return {"respondents": survey.respondents, "satisfied": survey.satisfied} if survey else {}
