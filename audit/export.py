"""The trail to take away: as the screen has it, and beside that all that is needed to compute every
hash again elsewhere (audit_event_hash in migration 0002): there the time is UTC."""

from collections.abc import Iterator
from datetime import UTC
from itertools import islice

from django.db.models import QuerySet
from django.utils import timezone

from audit.models import Event
from audit.queries import count_up_to, with_text
from audit.subjects import kind_of, names_of
from audit.words import label
from wufaan.errors import DomainError
from wufaan.sheets.writing import csv_lines, xlsx_bytes

HEADERS = [
    "序号", "时间（北京时间）", "操作人", "动作", "动作名称", "对象", "对象名称", "内容",
    "时间（UTC，校验用）", "上一条哈希", "本条哈希",
]  # fmt: skip
# A workbook is made in memory; a CSV leaves line by line, within the minute a request may take.
MOST = {"xlsx": 20_000, "csv": 200_000}
# So many are named with one query for each kind of subject.
_AT_ONCE = 2000
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
    found = with_text(events).values_list(*_FIELDS).iterator(chunk_size=_AT_ONCE)
    while some := list(islice(found, _AT_ONCE)):
        names = names_of(subject for _, _, _, _, subject, *_ in some)
        for number, at, actor, verb, subject, text, *hashes in some:
            here = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
            utc = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            called = f"{kind_of(subject)} {names.get(subject, '')}".strip()
            did = label(verb)
            yield [number, here, actor, verb, did, subject, called, text, utc, *hashes]


def _packed(lines: Iterator[bytes], size: int = 65_536) -> Iterator[bytes]:
    """Fewer, larger pieces for the wire."""
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= size:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
