"""The step of a year, where nothing stands in its way."""

from datetime import date

from accounts.models import User
from evaluation.notice.obstacles import obstacles
from evaluation.year.actions.steps import locked, refuse_repetition, take_step
from evaluation.year.models import Cycle
from wufaan.clock import today
from wufaan.obstacles import refuse


def take(cycle: Cycle, verb: str, on: date | None, by: User, reason: str = "") -> Cycle:
    cycle = locked(cycle)
    refuse_repetition(cycle, verb, by)
    refuse(obstacles(cycle, verb, on or today(), by=by))
    return take_step(cycle, verb, on, by, reason)
