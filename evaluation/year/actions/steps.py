"""What every step of a cycle does: through the gate, leaving a row that says who and when."""

from datetime import date
from typing import Any

from accounts.models import User
from evaluation.states import State
from evaluation.year.models import Cycle, CycleStep
from evaluation.year.workflow import WORKFLOW
from wufaan.clock import today
from wufaan.errors import AlreadyDone


def locked(cycle: Cycle) -> Cycle:
    return Cycle.objects.select_for_update().get(pk=cycle.pk)


def refuse_repetition(cycle: Cycle, verb: str, by: User, notice: Any = None) -> None:
    """Where this very person took this very step last, of the same `notice` where it is that of one
    by itself: a button clicked twice is no error."""
    last = cycle.steps.last()
    this = (verb, by.pk, notice and notice.pk)
    if last and (last.verb, last.by_id, last.notice_id) == this:
        raise AlreadyDone


def take_step(
    cycle: Cycle, verb: str, on: date | None, by: User, reason: str = "", **of: Any
) -> Cycle:
    """Move the cycle, already locked, on, or raise a DomainError that says why it cannot be. `of` a
    notice, where it is that of a supplementary one by itself."""
    cycle.state = WORKFLOW.enter(verb, State(cycle.state))
    cycle.save(update_fields=["state"])
    CycleStep.objects.create(cycle=cycle, verb=verb, by=by, on=on or today(), reason=reason, **of)
    return cycle
