"""What a file says otherwise of incidents that are on record: told row by row before it is
written, in a number of queries that does not depend on the number of rows."""

from dataclasses import dataclass

from audit import actions as audit
from audit.clearing import CLEARED
from communities.models import Community
from incidents.facts import FACTS
from incidents.models import Incident
from incidents.workflow import WORKFLOW, State
from wufaan.errors import DomainError
from wufaan.sheets.reading import Row, Table
from wufaan.sheets.results import Change, shown

# Field → the column that tells it. The state is not told: it may have moved on since.
_COLUMNS = {
    "community_id": "community_code",
    **{n: n for n in ("occurred_on", "kind", *FACTS, "summary", "police_file_number")},
}
# What must be equal for a row without a number to speak of an incident that is on record.
_CONTENT = [name for name in _COLUMNS if name != "police_file_number"]

# Why a row cannot say otherwise, and what to do instead.
_INSTEAD = {
    State.RETURNED: "请打开这一件的页面，按“更正并答复”办理",
    State.WITHDRAWING: "请等办公室答复撤回申请，不同意撤回的再更正",
    State.DETERMINED: "认定以后内容不能再改。有不同意见的，请向办公室说明，由办公室重新认定",
    State.WITHDRAWN: "撤回以后内容不能再改。要上报的，请换一个编号",
}


@dataclass(frozen=True)
class Correction:
    """An incident on record, and by field what it becomes."""

    incident: Incident
    after: dict

    @property
    def before(self) -> dict:
        return {name: getattr(self.incident, name) for name in self.after}


def content(incident: Incident) -> tuple:
    return tuple(_value(incident, name) for name in _CONTENT)


def _value(incident: Incident, name: str):
    """Before figures could be left blank a blank was 0."""
    value = getattr(incident, name)
    return 0 if value is None else value


def differences(row: Row, there: Incident, told: Incident, table: Table) -> dict:
    """Field → what a row tells otherwise. Columns that the file lacks are not compared, nor cells
    that cannot be read, nor words that were cleared."""
    return {
        name: getattr(told, name)
        for name, column in _COLUMNS.items()
        if table.is_read(row, column)
        and getattr(there, name) != CLEARED
        and _value(there, name) != _value(told, name)
    }


def fill_in(told: Incident, there: Incident, table: Table) -> None:
    """What the file has no column for stays as it is on record."""
    for name, column in _COLUMNS.items():
        if not table.has(column):
            setattr(told, name, getattr(there, name))


def check_waits(row: Row, there: Incident, told: Incident, table: Table) -> None:
    """Refuse to correct what is somebody's to answer, or has been found on."""
    if not WORKFLOW.allows("correct", there.state):
        state, headers = State(there.state), _headers(table)
        unlike = "、".join(headers[_COLUMNS[name]] for name in differences(row, there, told, table))
        raise DomainError(
            f"“{there.number}”已有记录，内容与这一行不同（{unlike}），"
            f"现在是“{state.label}”：{_INSTEAD[state]}。",
            field="number",
        )


def correction(row: Row, there: Incident, told: Incident, table: Table) -> Correction:
    """The station follows the community, where anything is put right."""
    after = differences(row, there, told, table)
    if after and there.station_id != told.station_id:
        after["station_id"] = told.station_id
    return Correction(there, after)


def told_changes(made: Correction, place: Community, table: Table) -> list[Change]:
    """For people: the columns of the file. `place` is the one that the row names."""
    headers = _headers(table)
    former = made.incident.community
    return [
        Change(
            headers[_COLUMNS[name]],
            _shown(name, value, former),
            _shown(name, made.after[name], place),
        )
        for name, value in made.before.items()
        if name in _COLUMNS
    ]


def _headers(table: Table) -> dict[str, str]:
    return {column.name: column.header for column in table.columns}


def _shown(name: str, value: object, place: Community) -> str:
    if name == "community_id":
        return f"{place.code} {place.name}"
    words = dict(Incident._meta.get_field(name).flatchoices)
    return shown(words.get(value, value))


def write_corrections(corrections: list[Correction], sha256: str, by) -> None:
    """As `actions.correct` does one by one."""
    events = [(c.incident, {"before": c.before, "after": c.after}) for c in corrections]
    for made in corrections:
        made.incident.version += 1
        for name, value in made.after.items():
            setattr(made.incident, name, value)
    changed = {name for made in corrections for name in made.after}
    incidents = [made.incident for made in corrections]
    Incident.objects.bulk_update(incidents, ["version", *changed], batch_size=1000)
    subjects = [(incident, data | {"sha256": sha256}) for incident, data in events]
    audit.record_many(verb="incident_corrected", subjects=subjects, by=by)
