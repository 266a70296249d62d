"""Of the steps of a year: the table by verb. A step's action raises the first that stops; its page,
and the overview while the step is what the year is heading for, list all."""

from collections.abc import Iterator
from datetime import date

from accounts.models import User
from evaluation.ladder import obstacles as of_ladder
from evaluation.notice.basis import prepared_lines
from evaluation.notice.models import Notice
from evaluation.notice.obstacles.approval import of_handling, of_naming, of_running, of_sending_back
from evaluation.notice.obstacles.notices import of_basis, of_list
from evaluation.notice.obstacles.since import named, of_leaving, of_since
from evaluation.notice.obstacles.ways import to_sheet
from evaluation.notice.queries import since_notice
from evaluation.notice.supplements import to_be_listed
from evaluation.states import ON_NOTICE, PUBLISHED_LIST, UNFROZEN, State
from evaluation.year import obstacles as of_year
from evaluation.year.models import Cycle
from evaluation.year.rules import Policy
from evaluation.year.workflow import WORKFLOW
from wufaan.obstacles import Obstacle


def obstacles(
    cycle: Cycle, verb: str, today: date, *, by: User | None = None
) -> Iterator[Obstacle]:
    """`by` is whoever would take the step, None where that is open."""
    yield from of_year.of_state(cycle, verb)
    for told in (_IN_COURSE, _OF):
        if verb in told and cycle.state in told[verb][0]:
            yield from told[verb][1](cycle, verb, today, by)


def ahead(cycle: Cycle, today: date) -> Iterator[Obstacle]:
    """Of the step that the year is heading for, without what goes in the course of it: with time,
    or with the step that comes before. That is left to whoever tells what comes next."""
    if verb := _HEADING_FOR.get(State(cycle.state)):
        if verb == "publish_notice" and cycle.is_over(today):
            verdicts = to_be_listed(cycle, None)
            lines = prepared_lines(cycle, verdicts, today, supplement=False)
            yield from of_basis(cycle, lines, today)
        yield from _OF[verb][1](cycle, verb, today, None)


def _of_results(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_year.of_period(cycle, today)
    if cycle.state != State.OPEN:
        yield from of_year.of_results(cycle, today)


def _of_publishing(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_year.doubts(cycle)
    yield from of_year.of_findings(cycle)
    is_listed = cycle.state == State.ASSESSED and cycle.is_over(today)
    if not is_listed or cycle.returns_policy == Policy.REQUIRED:
        yield from of_year.of_returns(cycle, today)
    yield from of_year.of_cycle_words(cycle)
    yield from of_year.of_calendar(cycle.year)


def _of_its_days(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    return of_running(cycle.notice, today)


def _of_approval(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_sending_back(cycle)
    yield from of_naming(cycle.notice, by)
    yield from of_year.of_cycle_words(cycle)


def _of_who_handled(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    return of_handling(cycle, WORKFLOW[verb].label, by)


def _of_findings(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    """Nothing gets a title against a finding, or before one: withheld first, or found on."""
    return of_since(cycle.notice)


def _of_supplement(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    if not cycle.notices.exists():
        yield Obstacle(f"{cycle.year} 年度是补录的，没有在这里公示过，不能补充公示。")
    yield from of_year.of_words(cycle)


def _of_the_list(cycle: Cycle, verb: str, today: date, by: User | None) -> Iterator[Obstacle]:
    yield from of_list(cycle.notice, WORKFLOW[verb].label)
    since = [s for notice in _approved(cycle) for s in since_notice(notice)]
    if waiting := [s for s in since if s.waiting]:
        text = f"{named(waiting)}有评选期内的案（事）件没有认定，认定计入的要复核称号。"
        yield Obstacle(text, stops=False, way=of_year.finding(to_sheet(cycle.notice)))
    yield from of_leaving(cycle.notice, since)
    yield from of_ladder.of_late_rereviews(cycle)


def _approved(cycle: Cycle) -> list[Notice]:
    """Whose lists are made public together."""
    return [cycle.notice, *cycle.notices.approved().select_related("cycle")]


# By verb: the states in which something can be said beyond that it is not the time, and what.
_IN_COURSE = {
    "publish_notice": (UNFROZEN, _of_results),
    "approve": (ON_NOTICE, _of_its_days),
}
_OF = {
    "publish_notice": (UNFROZEN, _of_publishing),
    "approve": (ON_NOTICE, _of_approval),
    "send_back": ({State.NOTICED}, _of_who_handled),
    "resubmit": ({State.SENT_BACK}, _of_findings),
    "publish": ({State.APPROVED}, _of_the_list),
    "publish_supplement": (PUBLISHED_LIST, _of_supplement),
}
_HEADING_FOR = {
    State.OPEN: "publish_notice",
    State.ASSESSED: "publish_notice",
    State.NOTICED: "approve",
    State.SENT_BACK: "approve",
    State.APPROVED: "publish",
}
