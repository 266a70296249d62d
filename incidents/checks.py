"""What is held against a report before it goes on record: small checks, none depending on
another, of which the actions raise the first, while forms and files tell all."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from accounts.models import User
from communities.models import Community
from communities.obstacles import of_closed, of_other_station
from incidents import criteria
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.reports import Report
from wufaan.days import checked_day
from wufaan.errors import DomainError, refusals
from wufaan.obstacles import refuse
from wufaan.texts import checked_text


def check(report: Report) -> None:
    for error in errors_in(vars(report)):
        raise error


def errors_in(told: Mapping[str, Any]) -> Iterator[DomainError]:
    """Everything that is wrong with a report, each at its field. `told` has what a Report has;
    None is what cannot be read, and passes."""
    for names, check in _CHECKS:
        values = [told[name] for name in names]
        if None not in values:
            yield from refusals(check, *values)


def _check_day(occurred_on: date) -> None:
    checked_day(occurred_on, at="occurred_on")
    if occurred_on < criteria.FIRST_DAY:
        raise DomainError(
            f"{occurred_on} 太早：只登记 {criteria.FIRST_DAY} 以来的，请核对年份。",
            field="occurred_on",
        )


def _check_place(community: Community, occurred_on: date) -> None:
    """Refuses a place that was not there on the day."""
    if community.opened_on and occurred_on < community.opened_on:
        raise DomainError(
            f"“{community.name}”{community.opened_on} 才设立，{occurred_on} 还没有，请核对。",
            field="community",
        )
    if community.closed_on and occurred_on >= community.closed_on:
        refuse(of_closed(community, _instead_of(community), at="community"))


def _instead_of(closed: Community) -> str:
    if closed.successor is None:
        return "没有并入别处，请核对发生日期和地点"
    return f"并入了“{closed.successor.name}”（代码 {closed.successor.code}），请改填那里"


def _check_is_kept_there(kind: Kind, summary: str) -> None:
    """Of kinds that are about people only the number of the police file is kept."""
    if summary and criteria.touches_on_people(kind):
        raise DomainError(
            f"{Kind(kind).label}涉及具体人员，只写警综平台案件编号，情况留在公安系统里，请清空这一栏。",
            field="summary",
        )


def _check_summary(summary: str) -> None:
    checked_text(summary, Incident.summary.field, blank=True, printed=False)


def _check_file_number(police_file_number: str) -> None:
    checked_text(police_file_number, Incident.police_file_number.field, blank=True, printed=False)


def check_own(community: Community, by: User) -> None:
    therefore = "不在本所辖区。请核对代码，或由该所上报"
    refuse(of_other_station(community, by, therefore, at="community"))


# What each looks at, of a Report.
_CHECKS: list[tuple[tuple[str, ...], Callable[..., None]]] = [
    (("occurred_on",), _check_day),
    (("community", "occurred_on"), _check_place),
    (("kind", "facts"), criteria.check_answered),
    (("facts",), criteria.check_figures),
    (("facts",), criteria.check_severity),
    (("kind", "summary"), _check_is_kept_there),
    (("summary",), _check_summary),
    (("police_file_number",), _check_file_number),
]
