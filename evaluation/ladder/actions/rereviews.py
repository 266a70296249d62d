"""What becomes of a title that is looked at again (N 3(4)): it stays, or it is revoked or voided
(honours.py), which closes every re-review of it. Between the two the office may ask for something
to be put right by a day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from communities.models import Community
from evaluation.ladder.actions.honours import void
from evaluation.ladder.models import Decision, ReReview, ReReviewState
from evaluation.ladder.obstacles import of_deciding, of_keeping
from evaluation.streaks.models import Honour, HonourState, Level
from wufaan.clock import today
from wufaan.database import locked_rows
from wufaan.errors import DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def keep(
    *, rereviews: Collection[ReReview], note: str = "", on: date | None = None, by: User
) -> list[ReReview]:
    """The titles stay. Without a reason only where that is what is proposed: all of them are
    kept or none is."""
    found = _locked(rereviews)
    note = checked_text(note, ReReview.note.field, blank=True)
    if not note:
        refuse(of_keeping(found.values()))
    for rereview in found.values():
        _close(rereview, Decision.KEEP, note, on or today(), by)
    return _save(found, "rereview_kept", by, note=note)


@transaction.atomic
def rectify(
    *,
    rereviews: Collection[ReReview],
    due_on: date,
    demand: str,
    on: date | None = None,
    by: User,
) -> list[ReReview]:
    """Ask on a day for something to be put right by another; again, for another day or thing."""
    demand = checked_text(demand, ReReview.demand.field)
    on = on or today()
    if due_on <= on:
        raise DomainError(f"整改期限要在 {on} 之后。", field="due_on")
    found = _locked(rereviews)
    for rereview in found.values():
        rereview.state = ReReviewState.RECTIFYING
        rereview.due_on, rereview.demand = due_on, demand
    return _save(found, "rereview_rectifying", by, on=on, due_on=due_on, demand=demand)


@transaction.atomic
def close_with_title(*, honour: Honour, on: date, by: User) -> list[ReReview]:
    """The title ended, by whichever door: nothing is left to look at."""
    decision = Decision.REVOKE if honour.state == HonourState.REVOKED else Decision.VOID
    found = {r.pk: r for r in honour.rereviews.unfinished().select_for_update()}
    for rereview in found.values():
        _close(rereview, decision, honour.end_reason, on, by)
    return _save(found, "rereview_closed", by, decision=decision)


@transaction.atomic
def void_titles(*, community: Community, on: date, by: User) -> list[Honour]:
    """The community merged or was dissolved: its titles end with it, without blame. Each for
    that reason: the higher ones before those on which they rest."""
    successor = community.successor
    reason = f"已并入{successor.name}。" if successor else "建制已经撤销。"
    titles = Honour.objects.standing().of(community).order_by("-year")
    return [
        void(honour=honour, reason=reason, on=max(on, honour.granted_on), by=by)
        for level in reversed(Level)
        for honour in list(titles.at(level))
    ]


def _locked(rereviews: Collection[ReReview]) -> dict[int, ReReview]:
    found = locked_rows(ReReview.objects.select_related("honour"), rereviews)
    refuse(of_deciding(found))
    return {row.pk: row for row in found}


def _close(rereview: ReReview, decision: Decision, note: str, on: date, by: User) -> None:
    rereview.state, rereview.decision, rereview.note = ReReviewState.CLOSED, decision, note
    rereview.decided_by, rereview.decided_on, rereview.decided_at = by, on, timezone.now()


def _save(found: dict[int, ReReview], verb: str, by: User, **data: Any) -> list[ReReview]:
    rereviews = list(found.values())
    fields = ["state", "due_on", "demand", "decision", "note"]
    fields += ["decided_by", "decided_on", "decided_at"]
    ReReview.objects.bulk_update(rereviews, fields, batch_size=500)
    subjects = [(r.honour, {"cause": r.cause, **data}) for r in rereviews]
    audit.record_many(verb=verb, subjects=subjects, by=by)
    return rereviews
