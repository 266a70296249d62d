"""What waits for somebody. A handful of queries however large the county is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q

from accounts.models import User
from communities.models import Station
from evaluation.ladder.models import Nomination, Reinstatement, ReReview, ReReviewState
from evaluation.ladder.workflow import NominationState
from evaluation.notice.models import Objection
from evaluation.year.models import Cycle
from evaluation.year.queries import missing_returns
from incidents.models import Incident, Reconsideration
from incidents.workflow import State


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, for one year and in all."""

    undetermined: int
    undetermined_of_year: int
    at_the_station: int
    oldest: datetime | None
    reconsiderations: int
    first_reconsideration: datetime | None
    missing: dict[Station, list[date]]
    objections: int
    first_objection: date | None
    rereviews: int
    rectifying: int
    overdue: int
    overdue_objections: int
    nominations: int
    submitted: int
    reinstatements: int

    @property
    def missing_count(self) -> int:
        return sum(map(len, self.missing.values()))


def waiting(cycle: Cycle, user: User, today: date) -> Waiting:
    incidents = (
        Incident.objects.visible_to(user)
        .undetermined()
        .aggregate(
            count=Count("pk"),
            of_year=Count("pk", filter=Q(occurred_on__range=(cycle.starts_on, cycle.ends_on))),
            at_the_station=Count("pk", filter=~Q(state=State.SUBMITTED)),
            oldest=Min("reported_at"),
        )
    )
    reconsiderations = (
        Reconsideration.objects.visible_to(user)
        .waiting()
        .aggregate(count=Count("pk"), first=Min("at"))
    )
    objections = (
        Objection.objects.visible_to(user)
        .unanswered()
        .filter(notice__cycle=cycle)
        .aggregate(
            count=Count("pk"),
            first=Min("received_on"),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
        )
    )
    rereviews = (
        ReReview.objects.visible_to(user)
        .unfinished()
        .aggregate(
            open=Count("pk", filter=Q(state=ReReviewState.OPEN)),
            rectifying=Count("pk", filter=Q(state=ReReviewState.RECTIFYING)),
            overdue=Count("pk", filter=Q(state=ReReviewState.RECTIFYING, due_on__lt=today)),
        )
    )
    nominations = (
        Nomination.objects.visible_to(user)
        .open()
        .aggregate(
            due=Count("pk", filter=Q(state=NominationState.DUE)),
            submitted=Count("pk", filter=Q(state=NominationState.SUBMITTED)),
        )
    )
    return Waiting(
        undetermined=incidents["count"],
        undetermined_of_year=incidents["of_year"],
        at_the_station=incidents["at_the_station"],
        oldest=incidents["oldest"],
        reconsiderations=reconsiderations["count"],
        first_reconsideration=reconsiderations["first"],
        missing=missing_returns(cycle, today),
        objections=objections["count"],
        first_objection=objections["first"],
        rereviews=rereviews["open"],
        rectifying=rereviews["rectifying"],
        overdue=rereviews["overdue"],
        nominations=nominations["due"],
        submitted=nominations["submitted"],
        overdue_objections=objections["overdue"],
        reinstatements=Reinstatement.objects.proposed().count(),
    )
