"""The only way in: every action of every app records what it did, in its own transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models

from audit.models import Event, subject_label
from audit.words import VERBS


def record(
    *, verb: str, subject: models.Model, by: AbstractBaseUser, data: Mapping[str, Any] | None = None
) -> None:
    """Append one event. `by` is a user; `data` holds what changed, as JSON-able values."""
    record_many(verb=verb, subjects=[(subject, data or {})], by=by)


def record_many(
    *, verb: str, subjects: Iterable[tuple[models.Model, Mapping[str, Any]]], by: AbstractBaseUser
) -> None:
    """Append one event per `(subject, data)` in one statement, in the order given. A verb must be
    called something (audit.words): the chain keeps it for good."""
    if verb not in VERBS:
        raise LookupError(f"No app says what the verb {verb!r} is called.")
    if not connection.in_atomic_block:
        raise RuntimeError("An audit event belongs in the transaction of the write it tells of.")
    Event.objects.bulk_create(
        [
            Event(actor=by.get_username(), verb=verb, subject=subject_label(s), data=data)
            for s, data in subjects
        ],
        batch_size=1000,
    )
