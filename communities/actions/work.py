"""Keeping a community's work record, and the evidence for it. An officer keeps those of the own
station while the year is open; the office also puts right what lies further back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from communities.actions.files import brought, put_away, take_in
from communities.heads import Head, WorkState, heads_of
from communities.models import Community, Evidence, WorkRecord
from communities.obstacles import of_keeping_work
from wufaan.errors import DomainError
from wufaan.normalise import tidy_line
from wufaan.obstacles import refuse
from wufaan.sheets.planning import Told
from wufaan.texts import checked_text


@dataclass(frozen=True)
class Entry:
    """What is to stand at one head."""

    state: WorkState
    note: str = ""
    information_officers: int | None = None


@transaction.atomic
def keep_work(
    *, community: Community, year: int, entries: Mapping[str, Entry], by: User
) -> list[WorkRecord]:
    """Put what is done at some heads on record, by the head's key; all of it or nothing. Returns
    those records that it changed: what stays as it was leaves no event."""
    community = _locked(community)
    refuse(of_keeping_work(community, year, by))
    for key, entry in entries.items():
        _check_input(community, key, entry)
    kept = [_keep(community, year, key, entry, by) for key, entry in entries.items()]
    return [record for record in kept if record]


@transaction.atomic
def keep_many(*, told: Sequence[Told[WorkRecord]], source: dict[str, Any], by: User) -> None:
    """What a file tells of many records, checked before. `source` says in the audit trail where it
    comes from."""
    for each in told:
        each.set()
    new = [each.record for each in told if each.record.pk is None]
    changed = [each.record for each in told if each.record.pk is not None]
    WorkRecord.objects.bulk_create(new, batch_size=1000)
    fields = ["state", "note", "information_officers"]
    WorkRecord.objects.bulk_update(changed, fields, batch_size=1000)
    subjects = [(each.record, each.audit_data | source) for each in told]
    audit.record_many(verb="work_recorded", subjects=subjects, by=by)


@transaction.atomic
def add_evidence(
    *, community: Community, year: int, head: str, name: str, content: bytes, by: User
) -> Evidence:
    """Keep a file with a head of the record. The same file again is the one that is there."""
    return _add_evidence(community, year, head, name, content, by)[0]


def _add_evidence(
    community: Community, year: int, head: str, name: str, content: bytes, by: User
) -> tuple[Evidence, bool]:
    """And whether it is new."""
    community = _locked(community)
    refuse(of_keeping_work(community, year, by))
    _head(community, head)
    record, _ = WorkRecord.objects.get_or_create(community=community, year=year, head=head)
    file = brought(name, content)
    if there := record.evidence.standing().filter(sha256=file.sha256).first():
        return there, False
    evidence = Evidence(record=record)
    take_in(evidence, file, folder=f"evidence/{year}/{record.pk}", by=by)
    evidence.save()
    audit.record(verb="evidence_added", subject=evidence, by=by, data=_evidence_data(evidence))
    return evidence, True


@transaction.atomic
def keep_work_with_evidence(
    *,
    community: Community,
    year: int,
    entries: Mapping[str, Entry],
    files: Mapping[str, Sequence[tuple[str, bytes]]],
    by: User,
) -> list[WorkRecord | Evidence]:
    """What the page sends: entries and, by the head's key, names and contents of files. Returns
    what is new or changed. A file that was written before a refusal lies there unused."""
    kept: list[Any] = keep_work(community=community, year=year, entries=entries, by=by)
    for head, sent in files.items():
        for name, content in sent:
            try:
                evidence, is_new = _add_evidence(community, year, head, name, content, by)
            except DomainError as error:
                raise DomainError(str(error), field=f"{head}-files") from error
            kept += [evidence] if is_new else []
    return kept


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: User) -> Evidence:
    """No longer hand a file out. It stays, with its hash; asking twice changes nothing."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    record = evidence.record
    refuse(of_keeping_work(_locked(record.community), record.year, by))
    if put_away(evidence, reason, by):
        data = _evidence_data(evidence) | {"reason": evidence.withdrawn_reason}
        audit.record(verb="evidence_withdrawn", subject=evidence, by=by, data=data)
    return evidence


def check_entry(community: Community, key: str, entry: Entry) -> None:
    head = _head(community, key)
    field = WorkRecord.note.field
    checked_text(tidy_line(entry.note), field, called=f"“{head.title}”的情况", blank=True)
    if entry.information_officers is not None and not head.counts_officers:
        raise DomainError(
            f"“{head.title}”不填信息员人数，只在小区的“内部安全防范”填。",
            field="information_officers",
        )


def _check_input(community: Community, key: str, entry: Entry) -> None:
    """A refusal names the input of the form, which has one of each for every head."""
    try:
        check_entry(community, key, entry)
    except DomainError as error:
        raise DomainError(str(error), field=f"{key}-{error.field}") from error


def _head(community: Community, key: str) -> Head:
    heads = heads_of(is_compound=community.parent_id is not None)
    head = next((h for h in heads if h.key == key), None)
    if head is None:
        titles = "、".join(h.title for h in heads)
        raise DomainError(
            f"{community.get_kind_display()}的台账没有这个事项，只有：{titles}。", field="head"
        )
    return head


def _keep(community: Community, year: int, key: str, entry: Entry, by: User) -> WorkRecord | None:
    record = WorkRecord.objects.filter(community=community, year=year, head=key).first()
    record = record or WorkRecord(community=community, year=year, head=key)
    before = _values_of(record)
    _set_entry(record, entry)
    after = _values_of(record)
    if before == after:
        return None
    record.save()
    audit.record(verb="work_recorded", subject=record, by=by, data=_audit_data(before, after))
    return record


def _set_entry(record: WorkRecord, entry: Entry) -> None:
    record.state, record.note = WorkState(entry.state), tidy_line(entry.note)
    record.information_officers = entry.information_officers


def _values_of(record: WorkRecord) -> dict[str, Any]:
    """What a record says, as plain values."""
    return {
        "state": str(record.state),
        "note": record.note,
        "information_officers": record.information_officers,
    }


def _audit_data(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    changed = [name for name in after if before[name] != after[name]]
    return {"before": {n: before[n] for n in changed}, "after": {n: after[n] for n in changed}}


def _evidence_data(evidence: Evidence) -> dict[str, Any]:
    record = evidence.record
    return {
        "community": record.community.code,
        "year": record.year,
        "head": record.head,
        "name": evidence.name,
        "sha256": evidence.sha256,
    }


def _locked(community: Community) -> Community:
    """Two who keep the same record wait for each other."""
    found = Community.objects.select_for_update(of=("self",)).select_related("station")
    return found.get(pk=community.pk)
