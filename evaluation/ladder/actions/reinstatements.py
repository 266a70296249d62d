"""恢复: a decision that ended a title was wrong. What was ended stays on record, and beside it that
it was put right; the title stands again without a gap, and with it what had fallen with it. A
county title on the office's proposal by the leading group, a higher one, whose document comes from
above, by a second person of the office."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.actions.nominations import checked_number, open_due, restore
from evaluation.ladder.actions.rereviews import void_titles
from evaluation.ladder.models import Nomination, Reinstatement, ReinstatementState
from evaluation.ladder.obstacles import of_deciding_reinstatement, of_document_day, of_proposing
from evaluation.ladder.queries import returning
from evaluation.ladder.signals import honour_reinstated
from evaluation.streaks.models import Honour, HonourState, Level
from wufaan.clock import today
from wufaan.days import checked_day
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def propose_reinstatement(*, honour: Honour, by: User, **document: Any) -> Reinstatement:
    """By which document (`document_number`, `document_date`) and for which `reason`."""
    honour = Honour.objects.select_for_update().get(pk=honour.pk)
    told = check_reinstatement(honour=honour, **document)
    row = Reinstatement.objects.create(
        honour=honour,
        **_ending(honour),
        **told,
        proposed_by=by,
        proposed_on=today(),
        proposed_at=timezone.now(),
    )
    audit.record(verb="reinstatement_proposed", subject=honour, by=by, data=told)
    return row


def check_reinstatement(
    *, honour: Honour, document_number: str, document_date: date, reason: str
) -> dict[str, Any]:
    """Refuse what cannot be, before it is proposed as well as then. The document as it is kept."""
    refuse(of_proposing(honour))
    assert honour.ended_on, "it does not stand"
    refuse(of_document_day(honour, honour.ended_on, document_date))
    return {
        "document_number": checked_number(document_number, "恢复文件的文号"),
        "document_date": checked_day(document_date, at="document_date"),
        "reason": checked_text(reason, Reinstatement.reason.field, at="reason"),
    }


@transaction.atomic
def reinstate(*, reinstatement: Reinstatement, by: User) -> list[Honour]:
    """The title stands again from the day on which it fell, and what had fallen with it where
    nothing else stands against it: `queries.returning` tells it beforehand. Where the place has
    closed meanwhile, the titles end anew with it, without blame."""
    row = _decided(reinstatement, ReinstatementState.DECIDED, by)
    back = returning(row.honour)
    rows = [row, *(_coming_with(row, title) for title in back.titles)]
    for each in rows:
        _bring_back(each, by)
    why = f"{row.honour.year} 年{row.honour.get_level_display()}称号恢复：{row.reason}"
    restore(back.nominations, why[: Nomination.reason.field.max_length], by)
    for each in rows:
        honour_reinstated.send(sender=Honour, reinstatement=each, on=each.decided_on, by=by)
        open_due(below=Level(each.honour.level), year=each.honour.year, on=today(), by=by)
    if closed_on := row.honour.community.closed_on:
        void_titles(community=row.honour.community, on=closed_on, by=by)
    return [each.honour for each in rows]


@transaction.atomic
def decline_reinstatement(*, reinstatement: Reinstatement, note: str, by: User) -> Reinstatement:
    """It stays ended, and why."""
    note = checked_text(note, Reinstatement.note.field, at="note")
    row = _decided(reinstatement, ReinstatementState.DECLINED, by, note)
    data = {"reason": note, "document_number": row.document_number}
    audit.record(verb="reinstatement_declined", subject=row.honour, by=by, data=data)
    return row


def _decided(
    reinstatement: Reinstatement, state: ReinstatementState, by: User, note: str = ""
) -> Reinstatement:
    """All titles of the place are locked: none ends or comes back meanwhile."""
    place = reinstatement.honour.community_id
    list(Honour.objects.filter(community=place).select_for_update().order_by("pk"))
    wanted = Reinstatement.objects.select_for_update(of=["self"])
    row = wanted.select_related("honour__community", "honour__cycle").get(pk=reinstatement.pk)
    refuse(of_deciding_reinstatement(row, by))
    row.state, row.note, row.decided_by, row.decided_on = state, note, by, today()
    row.decided_at = timezone.now()
    row.save(update_fields=["state", "note", "decided_by", "decided_on", "decided_at"])
    return row


def _coming_with(row: Reinstatement, title: Honour) -> Reinstatement:
    same = ["document_number", "document_date", "reason", "state"]
    same += ["proposed_by", "proposed_on", "proposed_at", "decided_by", "decided_on", "decided_at"]
    told = {name: getattr(row, name) for name in same}
    return Reinstatement.objects.create(honour=title, **_ending(title), **told, came_with=row)


def _bring_back(row: Reinstatement, by: User) -> None:
    honour, ending = row.honour, _ending(row.honour)
    before = {"state": ending.pop("ended_as"), **ending}
    honour.state, honour.ended_on, honour.fell_with = HonourState.STANDING, None, None
    honour.end_reason = honour.end_document = ""
    honour.save(update_fields=["state", "ended_on", "fell_with", "end_reason", "end_document"])
    data = {"reason": row.reason, "on": row.decided_on, "document_number": row.document_number}
    sides = {"before": before, "after": {name: getattr(honour, name) for name in before}}
    audit.record(verb="honour_reinstated", subject=honour, by=by, data=data | sides)


def _ending(honour: Honour) -> dict[str, Any]:
    """As the reinstatement keeps it."""
    kept = {name: getattr(honour, name) for name in ("ended_on", "end_reason", "end_document")}
    return {"ended_as": honour.state, **kept}
