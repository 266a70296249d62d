"""上报 (N 3(2)): due as soon as there are two years running, submitted, decided above or withdrawn.
All that are named go together or none does. A title from above is recorded in actions.honours."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.models import Nomination
from evaluation.ladder.obstacles import obstacles
from evaluation.ladder.queries import due, under_review
from evaluation.ladder.workflow import OPEN, WORKFLOW, NominationState
from evaluation.streaks.models import Honour, Level
from evaluation.streaks.queries import ABOVE
from wufaan.database import locked_rows
from wufaan.days import checked_day
from wufaan.errors import DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def open_due(*, below: Level, year: int, on: date, by: User) -> list[Nomination]:
    """New titles of that level and year may complete two years running: with the year before,
    or, put on record late, with the year after. The titles are locked, so that none is lost
    between being looked at and being built on."""
    if below not in ABOVE:
        return []
    titles = Honour.objects.standing().at(below).filter(year__in=(year - 1, year, year + 1))
    list(titles.select_for_update().order_by("pk").values_list("pk"))
    nominations = Nomination.objects.bulk_create(
        Nomination(
            community_id=second.community_id,
            level=ABOVE[below],
            year=second.year,
            first_id=second.first_pk,
            second=second,
            opened_on=on,
        )
        for opening in (year, year + 1)
        for second in due(ABOVE[below], opening)
    )
    subjects = [(n, {"level": n.level, "year": n.year}) for n in nominations]
    audit.record_many(verb="nomination_opened", subjects=subjects, by=by)
    return nominations


@transaction.atomic
def submit_nominations(
    *,
    nominations: Iterable[Nomination],
    document_number: str,
    on: date,
    issuer: str = "",
    despite: str = "",
    by: User,
) -> list[Nomination]:
    """Put on record that these went up with our paper of that number: one paper, one level. What
    was taken back goes up again under another; the first stays on record. `despite` is the reason
    to do so while a title below is being looked at again."""
    rows = locked_nominations(nominations, "submit", on)
    number = checked_number(document_number, "上报文件的文号")
    issuer, despite = checked_issuer(issuer), _checked_despite(rows, despite)
    check_submission_day(rows, on)
    data = {"on": on, "document_number": number} | ({"despite": despite} if despite else {})
    paper = {"submitted_on": on, "submitted_number": number, "submitted_issuer": issuer}
    fields = paper | {"despite": despite, "reason": "", "fell_with": None}
    again = [row for row in rows if row.submitted_on]
    for row in again:
        _submit_again(row, fields, data, by)
    fresh = [row for row in rows if row not in again]
    move_nominations(fresh, "submit", "nomination_submitted", data, by, **fields)
    return rows


def _checked_despite(rows: list[Nomination], despite: str) -> str:
    """Asked for only while something speaks against a title below."""
    return checked_text(despite, Nomination.despite.field) if under_review(rows) else ""


def _submit_again(row: Nomination, fields: dict[str, Any], data: dict[str, Any], by: User) -> None:
    kept = ["submitted_on", "submitted_number", "submitted_issuer"]
    before = {name: getattr(row, name) for name in kept}
    after = {name: fields[name] for name in kept}
    told = data | {"reason": row.reason, "before": before, "after": after}
    move_nominations([row], "submit_again", "nomination_resubmitted", told, by, **fields)


@transaction.atomic
def record_refusal(
    *,
    nominations: Iterable[Nomination],
    reason: str,
    on: date,
    document_number: str = "",
    by: User,
) -> list[Nomination]:
    """Put on record that the level above did not name these, and why."""
    rows = locked_nominations(nominations, "refuse", on)
    number = checked_number(document_number, "上级答复的文号", blank=True)
    reason = checked_text(reason, Nomination.reason.field)
    check_result_day(rows, on)
    data = {"on": on, "document_number": number, "reason": reason}
    fields = {"result_on": on, "result_number": number, "reason": reason}
    return move_nominations(rows, "refuse", "nomination_refused", data, by, **fields)


@transaction.atomic
def withdraw_nominations(
    *, nominations: Iterable[Nomination], reason: str, by: User
) -> list[Nomination]:
    """Not put forward after all, or taken back before it was decided."""
    rows = locked_nominations(nominations, "withdraw")
    return _withdraw(rows, checked_text(reason, Nomination.reason.field), by)


@transaction.atomic
def restore_nominations(
    *, nominations: Iterable[Nomination], reason: str, by: User
) -> list[Nomination]:
    """Withdrawn by mistake: as it was before, while both titles below stand. A title that ends
    meanwhile waits for these rows or has let go of them, and withdraws them anew."""
    rows = locked_nominations(nominations, "restore")
    restore(rows, checked_text(reason, Nomination.reason.field), by)
    return rows


def restore(rows: list[Nomination], reason: str, by: User) -> None:
    """Of those that are locked."""
    for row in rows:
        verb = "restore_submitted" if row.submitted_on else "restore"
        data = {"reason": reason, "withdrawn_for": row.reason}
        fields = {"reason": "", "fell_with": None}
        move_nominations([row], verb, "nomination_restored", data, by, **fields)


def withdraw_with(*, honour: Honour, reason: str, fell_with: Honour, by: User) -> list[Nomination]:
    """Nobody is put forward on a title that has ended; part of its ending. All that rest on it
    are locked: whoever records a result just now sees it ended, or is seen."""
    resting = Nomination.objects.resting_on([honour]).select_for_update().order_by("pk")
    return _withdraw([row for row in resting if row.state in OPEN], reason, by, fell_with)


def locked_nominations(
    nominations: Iterable[Nomination], verb: str, on: date | None = None
) -> list[Nomination]:
    """These rows and nobody else's, where nothing stands in the way of the verb."""
    wanted = Nomination.objects.select_related("first", "second", "community__township")
    rows = locked_rows(wanted, nominations)
    if on:
        checked_day(on, at="on")
    refuse(obstacles(verb, rows))
    return rows


def checked_number(number: str, called: str, *, blank: bool = False) -> str:
    """Of our paper or of one from above: all are as long as that may be."""
    field = Nomination.submitted_number.field
    return checked_text(number, field, called=called, at="document_number", blank=blank)


def checked_issuer(issuer: str) -> str:
    field = Nomination.submitted_issuer.field
    return checked_text(issuer, field, called="发文机关", at="issuer", blank=True)


def check_submission_day(rows: Iterable[Nomination], on: date, field: str = "on") -> None:
    for row in rows:
        if on < row.opened_on:
            raise DomainError(
                f"“{row.second.name}”{row.opened_on} 才够条件，上报日期不能更早。", field=field
            )
        if row.state == NominationState.WITHDRAWN and row.submitted_on and on < row.submitted_on:
            raise DomainError(
                f"“{row.second.name}”{row.submitted_on} 第一次上报，再次上报不能更早。", field=field
            )


def check_result_day(rows: Iterable[Nomination], on: date, field: str = "on") -> None:
    """What was not submitted cannot be decided before there was anything to decide."""
    for row in rows:
        since, what = (row.submitted_on, "上报") if row.submitted_on else (row.opened_on, "够条件")
        if on < since:
            raise DomainError(
                f"“{row.second.name}”{since} 才{what}，结果日期不能更早。", field=field
            )


def move_nominations(
    rows: list[Nomination], verb: str, event: str, data: dict[str, Any], by: User, **fields: Any
) -> list[Nomination]:
    """Through the gate, all of them; `data` is what the audit keeps."""
    for row in rows:
        row.state = WORKFLOW.enter(verb, NominationState(row.state))
        for name, value in fields.items():
            setattr(row, name, value)
    Nomination.objects.bulk_update(rows, ["state", *fields])
    audit.record_many(verb=event, subjects=[(row, data) for row in rows], by=by)
    return rows


def _withdraw(
    rows: list[Nomination], reason: str, by: User, fell_with: Honour | None = None
) -> list[Nomination]:
    fields = {"reason": reason, "fell_with": fell_with}
    data = {"reason": reason}
    return move_nominations(rows, "withdraw", "nomination_withdrawn", data, by, **fields)
