"""A file of incidents. A row that says `determined` is an old record on which the office found long
ago: what the rules propose is taken as the finding."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from accounts.models import User
from accounts.permissions import Role
from audit.clearing import CLEARED
from communities.models import Community
from communities.place_plan import PlaceImport
from incidents.actions import files
from incidents.actions.reporting import is_of_another_station
from incidents.checks import check_own, errors_in
from incidents.facts import FACTS, Facts
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.resources import ANOTHER, IncomingIncidentResource
from incidents.workflow import WORKFLOW, State
from wufaan.errors import DomainError, refusals
from wufaan.sheets.planning import Told
from wufaan.sheets.reading import Row
from wufaan.sheets.results import Outcome, Question
from wufaan.texts import checked_text

# What a row tells. The state is not told: it may have moved on since.
_TOLD = ("community_id", "occurred_on", "kind", *FACTS, "summary", "police_file_number")
# What must be equal for a row without a number to speak of an incident that is on record.
_CONTENT = _TOLD[:-1]
_BY_THE_OFFICE = "上报的案（事）件由办公室认定，这里填“待认定”或留空。"
# Nothing follows after these.
_ENDS = frozenset({State.DETERMINED, State.WITHDRAWN})
# Why a row cannot say otherwise, and what to do instead.
_INSTEAD = {
    State.RETURNED: "请打开这一件的页面，按“更正并答复”办理",
    State.WITHDRAWING: "请等办公室答复撤回申请，不同意撤回的再更正",
    State.DETERMINED: "认定以后内容不能再改。有不同意见的，请向办公室说明，由办公室重新认定",
    State.WITHDRAWN: "撤回以后内容不能再改。要上报的，请换一个编号",
}


class IncidentImport(PlaceImport[Incident]):
    """Adds what is new, and puts right what is on record under the same number and still waits for
    the office; what waits no longer and is told otherwise is an error. A row without a number gets
    one, once: the same file again changes nothing, nor does a row without a number that says in
    every column what is on record, unless it is said to be another case (`same_as`). Of a known
    number whose row is news by its state alone the state is taken or refused. An officer brings in
    what happened at the own station."""

    resource = IncomingIncidentResource
    lock = "import incidents"
    key = ("number",)
    repeated_at = "number"
    otherwise = "kind"
    columns = {
        "community_id": "community_code",
        "community": "community_code",
        "state": "status",
    }

    def load(self) -> None:
        self.find_places(Community.objects.select_related("station"))
        for row in self.table.rows:  # said to be one on record: it is as good as its number
            if row.get("same_as") not in (None, "", ANOTHER):
                row.values["number"] = row.get("number") or row["same_as"]
        self.told = {row.number: self._incident(row) for row in self.table.rows}
        known = self._known()
        places = [*self.communities.values(), *(there.community for there in known.values())]
        self.places: dict[object, str] = {p.pk: f"{p.code} {p.name}" for p in places}
        self.there = {
            number: known.get(told.number or told.entry_key or "")
            for number, told in self.told.items()
        }
        self.alike = _alike([told for told in self.told.values() if not told.number])
        self.again = self._again()
        self.there |= self.again
        self.first: dict[tuple[Any, ...], int] = {}
        for number, told in self.told.items():
            self.first.setdefault(_said(told), number)

    def _incident(self, row: Row) -> Incident:
        """What the row tells, as far as its cells can be read."""
        community = self.communities.get(row["community_code"])
        return Incident(
            number=row.get("number") or "",
            community=community,
            **({"station_id": community.station_id} if community else {}),
            occurred_on=row["occurred_on"],
            kind=row["kind"],
            summary=row.get("summary") or "",
            police_file_number=row.get("police_file_number") or "",
            state=row.get("status") or State.SUBMITTED,
            reported_by=self.by,
            entry_key=None if row.get("number") else f"{self.table.sha256[:24]}:{row.number}",
            **asdict(_facts(row)),
        )

    def _known(self) -> dict[str, Incident]:
        """On record by number, and by import key. The former may be corrected: they stay as they
        are until the transaction ends. Who only opens one meanwhile need not wait."""
        numbers = [told.number for told in self.told.values() if told.number]
        there = Incident.objects.select_related("community", "station").order_by("pk")
        numbered = there.select_for_update(of=("self",), no_key=True).filter(number__in=numbers)
        keyed = there.filter(entry_key__startswith=f"{self.table.sha256[:24]}:")
        return {i.number: i for i in numbered} | {i.entry_key or "": i for i in keyed}

    def _again(self) -> dict[int, Incident]:
        """By row without a number, what is on record with the same in every column: the file was
        saved anew, or typed again. Each is found once: two rows that say the same are two."""
        taken, again = {there.pk for there in self.there.values() if there}, {}
        for row in self.table.rows:
            told = self.told[row.number]
            if told.number or self.there[row.number] or row.get("same_as") == ANOTHER:
                continue
            for other in self.alike.get(_content(told), []):
                if other.pk not in taken and not self.unlike(other, self._says(row, other)):
                    again[row.number] = other
                    taken.add(other.pk)
                    break
        return again

    def check(self, row: Row) -> Iterator[DomainError]:
        yield from super().check(row)
        told, there = self.told[row.number], self.there[row.number]
        yield from refusals(_check_same, row, there)
        if told.community_id:
            yield from refusals(check_own, told.community, self.by)
        if there and told.number and is_of_another_station(there, self.by):
            reason = f"“{told.number}”是别的派出所用的编号。请核对，或换一个编号。"
            yield DomainError(reason, field="number")
            self.there[row.number] = None  # it is not looked at

    def readable(self) -> list[Row]:
        """Every row tells of an incident, as far as its cells can be read."""
        return self.table.rows

    def tell(self, row: Row) -> Told[Incident]:
        """A row without a number corrects nothing: its file brought the incident in, and what the
        file was put right by may have come since."""
        told, there = self.told[row.number], self.there[row.number]
        if there is None:
            return Told(row, told, Outcome.NEW)
        if not told.number:
            return Told(row, there, Outcome.UNCHANGED)
        self._fill_in(told, there)
        says = self._says(row, there)
        if self.unlike(there, says):  # the station follows the community
            says["station_id"] = told.station_id
        elif self._state_is_news(row, there):
            says["state"] = told.state
        return self.compare(row, there, says)

    def _state_is_news(self, row: Row, there: Incident) -> bool:
        """What a file says of a state that passes may be over by now; how it ended is news."""
        said = self.told[row.number].state
        return self.table.is_read(row, "status") and said in _ENDS and said != there.state

    def _fill_in(self, told: Incident, there: Incident) -> None:
        """What the file has no column for stays as it is on record."""
        for name in _TOLD:
            if not self.table.has(self.column_of(name)):
                setattr(told, name, getattr(there, name))

    def _says(self, row: Row, there: Incident) -> dict[str, Any]:
        """Without cells that cannot be read, and words that were cleared."""
        told = self.told[row.number]
        return {
            name: getattr(told, name)
            for name in _TOLD
            if self.table.is_read(row, self.column_of(name)) and getattr(there, name) != CLEARED
        }

    def is_same(self, there: object, said: object) -> bool:
        return _plain(there) == _plain(said)

    def shown(self, name: str, value: object) -> str:
        if name == "community_id":
            return self.places[value]
        return super().shown(name, value)

    def object_to(self, told: Told[Incident]) -> Iterator[DomainError]:
        """What is on record as the row says it is not judged again: rules came later than some
        records."""
        state, incident = State(told.record.state), self.told[told.row.number]
        if "state" in told.after:
            yield from refusals(_check_may_end, told.record, State(incident.state), self.by)
            return
        if told.outcome == Outcome.NEW:
            yield from refusals(_check_may_begin, state, self.by)
        elif not WORKFLOW.allows("correct", state):
            unlike = "、".join(change.column for change in told.changes)
            reason = (
                f"“{incident.number}”已有记录，内容与这一行不同（{unlike}），"
                f"现在是“{state.label}”：{_INSTEAD[state]}。"
            )
            yield DomainError(reason, field="number")
        yield from errors_in(_report(incident))
        number = Incident.number.field
        yield from refusals(checked_text, incident.number, number, blank=True, printed=False)

    def note(self, told: Told[Incident]) -> str:
        row, incident = told.row, self.told[told.row.number]
        if told.outcome == Outcome.UNCHANGED:
            return self._since(row, incident)
        said = self._repeats(row, incident) if told.outcome == Outcome.NEW else []
        if "state" not in told.after and told.record.pk and self._state_is_news(row, told.record):
            said = [f"只更正内容，状态仍是“{told.record.get_state_display()}”"]
        return "；".join(filter(None, [*said, incident.doubt.removesuffix("。")]))

    def _since(self, row: Row, incident: Incident) -> str:
        """What is to be said of a row without a number that changes nothing."""
        if again := self.again.get(row.number):
            said = f"与已有的 {again.number} 完全相同，不再导入"
            return f"{said}；确是另一件的，请在“同一件”列填“另一件”"
        there = self.there[row.number]
        if there and not incident.number and self.unlike(there, self._says(row, there)):
            said = f"已由这个文件导入为 {there.number}，之后更正过，以登记的为准"
            return f"{said}；还要更正的，请填编号"
        return ""

    def _repeats(self, row: Row, incident: Incident) -> list[str]:
        """What a row without a number may be once more."""
        if incident.number:
            return []
        first, alike = self.first[_said(incident)], self.alike.get(_content(incident), [])
        return [
            f"与已有的 {alike[-1].number} 内容相同，可能重复" if alike else "",
            f"与第 {first} 行内容相同，可能重复" if first != row.number else "",
        ]

    def question(self, told: Told[Incident]) -> Question | None:
        """Which incident a row without a number speaks of, where it may be one on record."""
        row, said, same_as = told.row, self.told[told.row.number], told.row.get("same_as")
        alike = [] if said.number else self.alike.get(_content(said), [])
        if again := self.again.get(row.number):
            of = given = again.number
        elif same_as and same_as != ANOTHER:
            of = given = same_as
        elif alike and told.outcome == Outcome.NEW:
            of, given = alike[-1].number, ANOTHER
        else:
            return None
        return Question("same_as", [(of, f"就是 {of}"), (ANOTHER, "另一件")], given)

    def names(self, row: Row) -> Iterator[object]:
        there = self.there[row.number]
        yield row.get("number") or (there.number if there else "")
        yield from (self.place_of(row), row["occurred_on"])
        if row["kind"]:
            yield Kind(row["kind"]).label

    def write(self, new: list[Told[Incident]], changed: list[Told[Incident]]) -> None:
        source = {"sha256": self.table.sha256}
        corrected = [each for each in changed if "state" not in each.after]
        files.correct_many(told=corrected, source=source, by=self.by)
        if old := [each.record for each in changed if "state" in each.after]:
            files.find_on(incidents=old, by=self.by)
        files.bring_in(incidents=[told.record for told in new], source=source, by=self.by)


def _check_same(row: Row, there: Incident | None) -> None:
    """What a row says beside its number, or in its place, of the incident it speaks of."""
    number, same_as, why = row.get("number"), row.get("same_as"), ""
    if same_as == ANOTHER and number and there:
        why = f"“{number}”已有记录，不能又是另一件：请换一个编号，或者把这一格留空。"
    elif same_as and same_as not in (ANOTHER, number):
        why = f"编号写的是“{number}”，这里写的是“{same_as}”：请只留一个。"
    elif same_as and same_as != ANOTHER and there is None:
        why = f"没有编号为“{same_as}”的记录，请核对；是另一件的填“另一件”。"
    if why:
        raise DomainError(why, field="same_as")


def _facts(row: Row) -> Facts:
    return Facts(**{name: row[name] for name in FACTS if row.get(name) is not None})


def _report(incident: Incident) -> dict[str, Any]:
    """What a Report has, as far as it can be read."""
    return {
        "community": incident.community if incident.community_id else None,
        "kind": incident.kind and Kind(incident.kind),
        "occurred_on": incident.occurred_on,
        "facts": incident.facts,
        "summary": incident.summary,
        "police_file_number": incident.police_file_number,
    }


def _content(incident: Incident) -> tuple[Any, ...]:
    return tuple(_plain(getattr(incident, name)) for name in _CONTENT)


def _said(incident: Incident) -> tuple[Any, ...]:
    return bool(incident.number), *_content(incident), incident.police_file_number


def _plain(value: object) -> object:
    """Before figures could be left blank a blank was 0."""
    return 0 if value is None else value


def _alike(told: list[Incident]) -> dict[tuple[Any, ...], list[Incident]]:
    """What is on record, by content, that rows without a number seem to say again."""
    on_record = Incident.objects.on_record().filter(
        community__in={incident.community_id for incident in told},
        occurred_on__in={incident.occurred_on for incident in told},
    )
    alike = defaultdict(list)
    for incident in on_record.order_by("number"):
        alike[_content(incident)].append(incident)
    return alike


def _check_may_end(incident: Incident, said: State, by: User) -> None:
    """By a file: only of what waits for the office, by the command."""
    if said == State.DETERMINED and by.role != Role.SYSTEM:
        raise DomainError(_BY_THE_OFFICE, field="status")
    if said != State.DETERMINED or not WORKFLOW.allows("determine", incident.state):
        raise DomainError(
            f"“{incident.number}”现在是“{incident.get_state_display()}”，这一行写的是“{said.label}”。"
            "状态没有改：请打开这一件的页面办理，或者把这一格留空。",
            field="status",
        )


def _check_may_begin(state: State, by: User) -> None:
    """Exports tell of every state; only two can begin with a file. Nobody finds on what they
    report: old findings are brought in by the command."""
    if state == State.DETERMINED and by.role != Role.SYSTEM:
        raise DomainError(_BY_THE_OFFICE, field="status")
    if state not in (State.SUBMITTED, State.DETERMINED):
        words = "“待认定”或“已认定”" if by.role == Role.SYSTEM else "“待认定”或留空"
        raise DomainError(f"新导入的不能是“{state.label}”，请填{words}。", field="status")
