"""The trail to take away: as the screen has it, and beside that all that is needed to compute every
hash again elsewhere (audit_event_hash in migration 0002): there the time is UTC."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.utils import timezone

from audit.models import EventQuerySet
from audit.queries import count_up_to, with_text
from audit.subjects import kind_of, names_of
from audit.words import label
from wufaan.errors import DomainError
from wufaan.sheets.download import in_pieces
from wufaan.sheets.resource import AT_A_TIME, Column, Resource

# A workbook is made in memory; a CSV leaves line by line, within the minute a request may take.
MOST = {"xlsx": 20_000, "csv": 200_000}
_FIELDS = ("sequence", "at", "actor", "verb", "subject", "text", "previous_hash", "hash")


class EventResource(Resource):
    """Lines of the trail."""

    sheet_title = "审计记录"

    sequence = Column("序号", of="event__sequence")
    at = Column("时间（北京时间）", of=lambda line: _here(line.event.at))
    actor = Column("操作人", of="event__actor")
    verb = Column("动作", of="event__verb")
    verb_label = Column("动作名称", of=lambda line: label(line.event.verb))
    subject = Column("对象", of="event__subject")
    subject_name = Column("对象名称", of="called")
    text = Column("内容", of="event__text")
    at_utc = Column("时间（UTC，校验用）", of=lambda line: _in_utc(line.event.at))
    previous_hash = Column("上一条哈希", of="event__previous_hash")
    hash = Column("本条哈希", of="event__hash")


class _Line(NamedTuple):
    """`event`: of _FIELDS; `called`: what its subject is, by kind and name."""

    event: Any
    called: str


def as_file(events: EventQuerySet, format: str) -> Iterator[bytes]:
    """One query, in the order of the chain. Refuses what would not fit."""
    if count_up_to(events, MOST[format]) > MOST[format]:
        other = "，或者导出 CSV" if format == "xlsx" else ""
        raise DomainError(
            f"符合条件的超过 {MOST[format]:,} 条，{format.upper()} 装不下。请缩小时间范围{other}。"
        )
    return in_pieces(format, EventResource, _lines(events))


def _lines(events: EventQuerySet) -> Iterator[_Line]:
    found = with_text(events).values_list(*_FIELDS, named=True).iterator(chunk_size=AT_A_TIME)
    while some := list(islice(found, AT_A_TIME)):
        names = names_of(event.subject for event in some)
        for event in some:
            called = f"{kind_of(event.subject)} {names.get(event.subject, '')}".strip()
            yield _Line(event, called)


def _here(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")


def _in_utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
