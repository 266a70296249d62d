"""The trail to take away, with all that is needed to compute every hash again elsewhere: see
audit_event_hash in migration 0002."""

from collections.abc import Iterator
from datetime import UTC

from django.db.models import QuerySet

from audit import verbs
from audit.models import Event
from audit.queries import count_up_to, with_text
from wufaan.errors import DomainError
from wufaan.sheets.writing import csv_lines, xlsx_bytes

HEADERS = [
    "序号", "时间（UTC）", "操作人", "动作", "动作名称", "对象", "内容", "上一条哈希", "本条哈希",
]  # fmt: skip
# A workbook is made in memory; a CSV leaves line by line, within the minute a request may take.
MOST = {"xlsx": 20_000, "csv": 200_000}
_FIELDS = ("sequence", "at", "actor", "verb", "subject", "text", "previous_hash", "hash")


def as_file(events: QuerySet[Event], form: str) -> Iterator[bytes]:
    """One query, in the order of the chain. Refuses what would not fit."""
    if count_up_to(events, MOST[form]) > MOST[form]:
        other = "，或者导出 CSV" if form == "xlsx" else ""
        raise DomainError(
            f"符合条件的超过 {MOST[form]:,} 条，{form.upper()} 装不下。请缩小时间范围{other}。"
        )
    if form == "csv":
        return _packed(csv_lines(HEADERS, _rows(events)))
    return iter([xlsx_bytes(HEADERS, _rows(events), title="审计记录")])


def _rows(events: QuerySet[Event]) -> Iterator[list]:
    for number, at, actor, verb, *rest in (
        with_text(events).values_list(*_FIELDS).iterator(chunk_size=2000)
    ):
        moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        yield [number, moment, actor, verb, verbs.label(verb), *rest]


def _packed(lines: Iterator[bytes], size: int = 65_536) -> Iterator[bytes]:
    """Fewer, larger pieces for the wire."""
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
