"""What pages say about an incident's history and what comes next. Reads only what it is handed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Field

from accounts.models import User
from accounts.permissions import Permission
from audit.words import label
from incidents.criteria import Finding, Proposal, check_facts, doubt, judge
from incidents.facts import FACTS, NOT_TOLD, Facts
from incidents.kinds import Kind
from incidents.models import Determination, Incident, Reconsideration
from incidents.presenters import finding_in_words, title_of
from incidents.queries import Told
from incidents.workflow import WORKFLOW, ReconsiderationState, State
from wufaan.errors import DomainError

_PUT_RIGHT = ("incident_answered", "incident_corrected")


@dataclass(frozen=True)
class Judged:
    """A proposal of the rules or a finding of the office, in words."""

    finding: Finding
    words: str
    reason: str
    clause: str
    title: str  # of the criterion


def judged(found: Proposal | Determination, reason: str) -> Judged:
    words = finding_in_words(found.criterion, found.counts)
    return Judged(Finding.of(found.counts), words, reason, found.clause, title_of(found.criterion))


def proposed(proposal: Proposal) -> Judged:
    return judged(proposal, "".join(proposal.reasons))


@dataclass(frozen=True)
class Judgement:
    """What the form says while it is filled in: the proposal, None while a question is open,
    what is wrong with the figures, and what is to be looked at again."""

    proposal: Judged | None
    wrong: str = ""
    doubt: str = ""


def judgement(kind: Kind, facts: Facts | None, on: date) -> Judgement:
    if facts is None:
        return Judgement(None)
    try:
        check_facts(kind, facts)
    except DomainError as error:
        return Judgement(None, str(error))
    return Judgement(proposed(judge(kind, facts, on=on)), doubt=doubt(kind, facts))


@dataclass(frozen=True)
class Entry:
    """One line of the timeline; `changes` are (field, before, after)."""

    at: datetime | None
    post: str
    title: str
    text: str = ""
    judged: Judged | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def timeline(history: list[Told], places: Mapping[int, str]) -> list[Entry]:
    """An incident's history, first to last."""
    return [
        Entry(
            at=told.event.at,
            post=told.post,
            title=label(told.event.verb),
            text=_words(told.event.data),
            judged=judged(told.determination, "") if told.determination else None,
            changes=[] if told.determination else _changes(told.event.data, places),
        )
        for told in history
    ]


def last_put_right(history: list[Told], places: Mapping[int, str]) -> list[Entry]:
    """What the station replied when the report had last come back, what it last corrected, and
    what either changed."""
    last = {told.event.verb: told for told in history if told.event.verb in _PUT_RIGHT}
    return timeline(sorted(last.values(), key=lambda told: told.event.sequence), places)


@dataclass(frozen=True)
class Next:
    """What happens next and what the person looking may do: names of steps of the workflow."""

    text: str
    steps: list[str]


def next_step(incident: Incident, user: User, asked: Reconsideration | None = None) -> Next:
    """Says who must act, and what the person looking may do about it. `asked`: what the station
    asked about the finding that stands."""
    may = [
        verb
        for permission, verbs_of_role in _STEPS.items()
        if user.can(permission)
        for verb in verbs_of_role
        if WORKFLOW.allows(verb, incident.state)
    ]
    if asked:
        may = [verb for verb in may if verb != "request_reconsideration"]
        return Next(_ASKED[asked.state], may)
    return Next(_NEXT[State(incident.state)], may)


_STEPS = {
    Permission.REPORT_INCIDENT: (
        "answer",
        "correct",
        "request_withdrawal",
        "request_reconsideration",
    ),
    Permission.DETERMINE: ("determine", "refuse_withdrawal"),
}


_NEXT = {
    State.SUBMITTED: "由领导小组办公室认定是否计入。认定之前，派出所可以更正，或者申请撤回。",
    State.RETURNED: "由派出所按退回的原因更正、答复，再次上报，编号不变。",
    State.WITHDRAWING: "由领导小组办公室答复是否同意撤回。",
    State.DETERMINED: "已经办结。派出所对认定有不同意见的，可以申请重新认定，每次认定申请一次。",
    State.WITHDRAWN: "已经撤回，不再评判，记录保留。",
}


_ASKED = {
    ReconsiderationState.WAITING: (
        "派出所申请重新认定，由领导小组办公室答复。答复以前，现在的认定有效。"
    ),
    ReconsiderationState.KEPT: "已经办结。派出所申请过重新认定，办公室维持原认定。",
}


def _words(data: Mapping[str, Any]) -> str:
    said = data | data.get("after", {})
    return said.get("reply") or said.get("reason") or ""


def _changes(data: Mapping[str, Any], places: Mapping[int, str]) -> list[tuple[str, str, str]]:
    before, after = data.get("before", {}), data.get("after", {})
    return [
        (
            "地点" if name == "community_id" else str(_field(name).verbose_name),
            _value_in_words(name, before[name], places),
            _value_in_words(name, after[name], places),
        )
        for name in after
        if name != "station_id"  # follows the community
    ]


def _value_in_words(name: str, value: Any, places: Mapping[int, str] | None = None) -> str:
    """What a person reads for the value of a field, be it a value or its JSON."""
    if name == "community_id":
        return (places or {}).get(value, str(value))
    if name in FACTS:
        return FACTS[name].input.in_words(value)
    if value in ("", None):
        return NOT_TOLD
    return str(dict(_field(name).flatchoices).get(value, value))


def _field(name: str) -> "Field[Any, Any]":
    field = Incident._meta.get_field(name)
    assert isinstance(field, Field)
    return field
