"""更正 of whatever is registered in `corrections`: one way for all of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import CharField, DateField, Model

from accounts.models import User
from audit import actions as audit
from evaluation.ladder.corrections import Fact
from evaluation.ladder.models import Nomination
from wufaan.days import checked_day
from wufaan.errors import DomainError
from wufaan.texts import checked_text


@transaction.atomic
def correct(
    *, fact: Fact, rows: Iterable[Model], values: Mapping[str, Any], reason: str, by: User
) -> list[Model]:
    """Put these values in place of those on record, in all of the rows or in none. What is
    published shows both from now on."""
    reason = checked_text(reason, Nomination.reason.field, called="更正的原因", at="why")
    wanted = fact.rows().filter(pk__in=[row.pk for row in rows])
    found = list(wanted.select_for_update(of=["self"]).order_by("pk"))
    if not found:
        raise DomainError("没有登记可以更正，请回到原来的页面看现在的登记。")
    values = {name: _checked(fact, found[0], name, values[name]) for name in fact.fields}
    if all(getattr(row, name) == value for row in found for name, value in values.items()):
        raise DomainError("和现在的登记一样，没有要更正的。")
    _write(found, values, reason, by)
    for row in found:
        fact.check(row)
    if repeated := list(fact.repeated(found)):
        _write(repeated, {fact.also[n]: v for n, v in values.items() if n in fact.also}, reason, by)
    return found


def _checked(fact: Fact, row: Model, name: str, value: Any) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, DateField) and value:
        return checked_day(value, at=name)
    if isinstance(field, CharField) and not field.choices:
        return checked_text(value, field, at=name, blank=name in fact.blank)
    return value


def _write(rows: Sequence[Model], values: Mapping[str, Any], reason: str, by: User) -> None:
    """The event first: the guard of the table looks for it."""
    subjects = []
    for row in rows:
        changed = {n: v for n, v in values.items() if getattr(row, n) != v}
        before = {name: getattr(row, name) for name in changed}
        if changed:
            subjects.append((row, {"reason": reason, "before": before, "after": changed}))
        for name, value in changed.items():
            setattr(row, name, value)
    audit.record_many(verb="corrected", subjects=subjects, by=by)
    type(rows[0])._default_manager.bulk_update(rows, list(values))
