"""The frame of what is done with a year and its notices: locked, not a second click, nothing in
its way."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from evaluation.notice.models import Notice
from evaluation.notice.obstacles import obstacles
from evaluation.notice.workflow import WORKFLOW as NOTICE_WORKFLOW
from evaluation.year.actions.steps import locked, refuse_repetition, take_step
from evaluation.year.models import Cycle
from evaluation.year.workflow import WORKFLOW
from wufaan.clock import today
from wufaan.obstacles import Obstacle, refuse


def take(
    cycle: Cycle,
    verb: str,
    on: date | None,
    by: User,
    reason: str = "",
    *,
    notice: Notice | None = None,
    further: Iterable[Obstacle] = (),
) -> Cycle:
    """The step of a year, where nothing stands in its way; `notice` and `further` as in `clear`."""
    cycle = clear(cycle, verb, on, by, notice=notice, further=further)
    return take_step(cycle, verb, on, by, reason, notice=notice)


def clear(
    cycle: Cycle,
    verb: str,
    on: date | None,
    by: User,
    *,
    notice: Notice | None = None,
    further: Iterable[Obstacle] = (),
) -> Cycle:
    """The year, locked, that this step may be taken of. `notice`: a supplementary one whose step it
    is by itself, read anew before what stands `further` in the way is asked for."""
    cycle = locked(cycle)
    if notice:
        notice.refresh_from_db()
        notice.cycle = cycle
    # A step that leaves the year where it is may follow on itself.
    if notice or cycle.state == WORKFLOW[verb].target:
        refuse_repetition(cycle, verb, by, notice)
    refuse(obstacles(cycle, verb, on or today(), by=by))
    refuse(further)
    return cycle


def locked_notice(notice: Notice) -> Notice:
    """As it is now, its year locked, so that no step of that comes in between."""
    cycle = locked(notice.cycle)
    notice = Notice.objects.get(pk=notice.pk)
    notice.cycle = cycle
    return notice


def locked_for(verb: str, notice: Notice) -> Notice:
    """The same, where this may be done with it."""
    notice = locked_notice(notice)
    NOTICE_WORKFLOW.enter(verb, notice.state)
    return notice
