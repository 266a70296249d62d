"""Into whose hands a certificate and its plaque went, and how they come back (N 3(4)). All that
are named go together or none does."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from plaques.models import CustodyStep, Plaque, Recipient
from plaques.obstacles import obstacles
from plaques.workflow import WORKFLOW, Custody
from wufaan.database import locked_rows
from wufaan.days import checked_day
from wufaan.errors import DomainError
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


@transaction.atomic
def deliver(
    *, plaques: Iterable[Plaque], recipient: Recipient, on: date, note: str = "", by: User
) -> list[Plaque]:
    """Put on record that these were handed over, to whom by post."""
    taken = _locked(plaques)
    return _move(taken, "deliver", "plaque_delivered", on, note, by, recipient=recipient)


@transaction.atomic
def recall(*, plaques: Iterable[Plaque], on: date, note: str, by: User) -> list[Plaque]:
    """Ask for these back: the title was lost, or the certificate is wrong."""
    note = checked_text(note, CustodyStep.note.field, called="收回的原因")
    return _move(_locked(plaques), "recall", "plaque_recalled", on, note, by)


@transaction.atomic
def take_back(*, plaques: Iterable[Plaque], on: date, note: str, by: User) -> list[Plaque]:
    """Put right that these were said to be handed over: they never left. Both stay on record."""
    note = checked_text(note, CustodyStep.note.field, called="更正的原因")
    return _move(_locked(plaques), "undo", "plaque_taken_back", on, note, by)


@transaction.atomic
def leave(*, plaques: Iterable[Plaque], on: date, note: str, by: User) -> list[Plaque]:
    """These need not come back after all: the title that was lost stands again."""
    return _move(_locked(plaques), "leave", "plaque_left", on, note, by)


@transaction.atomic
def recover(*, plaques: Iterable[Plaque], on: date, note: str = "", by: User) -> list[Plaque]:
    """Put on record that these are back."""
    return _move(_locked(plaques), "recover", "plaque_recovered", on, note, by)


def _locked(plaques: Iterable[Plaque]) -> list[Plaque]:
    return locked_rows(Plaque.objects.select_related("honour__cycle"), plaques)


def _move(
    plaques: list[Plaque], verb: str, event: str, on: date, note: str, by: User, **to: Any
) -> list[Plaque]:
    refuse(obstacles(verb, plaques))
    subjects = []
    note = checked_text(note, CustodyStep.note.field, blank=True)
    data = {"on": on, "note": note, **to}
    for plaque in plaques:
        check_day(plaque, on)
        before = {"custody": plaque.custody}
        plaque.custody = WORKFLOW.enter(verb, Custody(plaque.custody))
        after = {"custody": plaque.custody}
        kept = {"number": plaque.number, **data, "before": before, "after": after}
        subjects.append((plaque, kept))
    Plaque.objects.bulk_update(plaques, ["custody"])
    CustodyStep.objects.bulk_create(
        CustodyStep(plaque=p, verb=verb, on=on, note=note, by=by, **to) for p in plaques
    )
    audit.record_many(verb=event, subjects=subjects, by=by)
    return plaques


def check_day(plaque: Plaque, on: date) -> None:
    checked_day(on, at="on")
    if on < plaque.issued_on:
        raise DomainError(
            f"证书 {plaque.number} 于 {plaque.issued_on} 颁发，日期不能更早。", field="on"
        )
