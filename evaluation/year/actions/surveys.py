"""Satisfaction as it was surveyed (N 1(3)3: at least 90 %)."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.models import Community
from evaluation.year.actions.steps import locked
from evaluation.year.models import Cycle, Survey
from evaluation.year.obstacles import of_surveying
from evaluation.year.rules import MOST_PEOPLE
from wufaan.errors import DomainError
from wufaan.obstacles import refuse


def record_survey(
    *, cycle: Cycle, community: Community, respondents: int, satisfied: int, by: User
) -> Survey:
    """Put one community's survey on record, in place of an earlier one."""
    (survey,) = record_surveys(cycle=cycle, surveys=[(community, respondents, satisfied)], by=by)
    return survey


@transaction.atomic
def record_surveys(
    *, cycle: Cycle, surveys: Iterable[tuple[Community, int, int]], by: User
) -> list[Survey]:
    """Many at once, as (community, respondents, satisfied), each community once. The next
    assessment looks at them; once the notice is out it is too late."""
    cycle = locked(cycle)
    refuse(of_surveying(cycle))
    rows = [_survey(cycle, *survey) for survey in surveys]
    there = cycle.surveys.filter(community__in=[row.community for row in rows])
    before = {survey.community_id: _figures(survey) for survey in there}
    rows = Survey.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["cycle", "community"],
        update_fields=["respondents", "satisfied"],
    )
    subjects = [(r, {"before": before.get(r.community_id), "after": _figures(r)}) for r in rows]
    audit.record_many(verb="survey_recorded", subjects=subjects, by=by)
    return rows


def check_figures(community: Community, respondents: int, satisfied: int) -> None:
    if respondents < 1:
        raise DomainError(f"“{community.name}”的受访人数至少是 1。", field="respondents")
    if respondents > MOST_PEOPLE:
        raise DomainError(
            f"“{community.name}”的受访人数最多 {MOST_PEOPLE:,}，请核对。", field="respondents"
        )
    if not 0 <= satisfied <= respondents:
        raise DomainError(
            f"“{community.name}”的满意人数要在 0 和受访人数 {respondents} 之间。",
            field="satisfied",
        )


def _figures(survey: Survey) -> dict[str, int]:
    return {"respondents": survey.respondents, "satisfied": survey.satisfied}


def _survey(cycle: Cycle, community: Community, respondents: int, satisfied: int) -> Survey:
    check_figures(community, respondents, satisfied)
    return Survey(cycle=cycle, community=community, respondents=respondents, satisfied=satisfied)
