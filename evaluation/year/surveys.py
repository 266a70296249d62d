"""The satisfaction of a year: every community that takes part, asked or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.db.models.lookups import LessThan

from accounts.models import User
from communities.models import Community, CommunityQuerySet
from evaluation.year.models import Cycle, Survey
from evaluation.year.presenters import share
from evaluation.year.resources import SurveyResource
from evaluation.year.rules import SATISFACTION_PERCENT, satisfied_enough
from evaluation.year.satisfaction import interval
from wufaan.sheets.download import in_pieces
from wufaan.sheets.resource import AT_A_TIME


def surveyed(cycle: Cycle, user: User) -> CommunityQuerySet:
    """Those that took part in the year, each with how many were asked (`respondents`) and how many
    of them are `satisfied`; None where nobody was."""
    kept = Community.objects.visible_to(user).taking_part_on(cycle.ends_on)
    return kept.annotate(
        survey=FilteredRelation("surveys", condition=Q(surveys__cycle=cycle)),
        respondents=F("survey__respondents"),
        satisfied=F("survey__satisfied"),
    )


def is_low() -> Q:
    """Of those from `surveyed`: below what N 1(3)3 asks for."""
    satisfied, respondents = (Cast(n, BigIntegerField()) for n in ("satisfied", "respondents"))
    return Q(LessThan(100 * satisfied, SATISFACTION_PERCENT * respondents))


def totals(communities: QuerySet[Any]) -> dict[str, int]:
    found = communities.aggregate(respondents=Sum("respondents"), satisfied=Sum("satisfied"))
    return {name: value or 0 for name, value in found.items()}


@dataclass(frozen=True)
class Asked:
    """What a list says of a place; the numbers are None where nobody was asked."""

    place: Community
    year: int
    respondents: int | None
    satisfied: int | None

    @property
    def rate(self) -> str:
        return share(self.respondents, self.satisfied)

    @property
    def interval(self) -> str:
        return interval(self.satisfied, self.respondents)

    @property
    def low(self) -> bool:
        return bool(self.respondents) and not satisfied_enough(self.respondents, self.satisfied)


def asked(rows: Iterable[Any], year: int) -> Iterator[Asked]:
    """Of those from `surveyed`."""
    for row in rows:
        yield Asked(row, year, row.respondents, row.satisfied)


def as_file(communities: CommunityQuerySet, year: int, format: str) -> Iterator[bytes]:
    """In the columns that the import takes back."""
    records = asked(communities.iterator(AT_A_TIME), year)
    title = f"{year} 年度满意度"
    return in_pieces(format, SurveyResource, records, title=title, count=communities.count)


def figures(survey: Survey | None) -> dict[str, int]:
    return {"respondents": survey.respondents, "satisfied": survey.satisfied} if survey else {}
