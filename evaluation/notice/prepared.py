"""A notice before it is published: what the draft and the list of now would make of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from evaluation.notice import canonical
from evaluation.notice.basis import Line, prepared_lines
from evaluation.notice.models import Notice, NoticeEntry
from evaluation.notice.supplements import to_be_listed
from evaluation.year.calendar import last_working_day
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import NOTICE_DAYS


@dataclass(frozen=True)
class Prepared:
    """Not saved: neither the notice nor its entries."""

    notice: Notice
    entries: list[NoticeEntry]

    def lines(self, today: date) -> list[Line]:
        """What is missing below the list. Whoever wants it twice keeps it."""
        verdicts = [entry.verdict for entry in self.entries]
        supplement = self.notice.is_supplementary
        return prepared_lines(self.notice.cycle, verdicts, today, supplement=supplement)

    @property
    def fingerprint(self) -> str:
        """Changes with every word, day and line of it."""
        n = self.notice
        words = [n.number, n.title, n.issuer, n.approval_basis, n.channels]
        parts = [*words, n.starts_on, n.ends_on, n.working_days, n.sha256]
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def prepare(
    cycle: Cycle,
    exceptions: Mapping[date, bool],
    *,
    number: str,
    title: str,
    channels: str,
    starts_on: date,
    working_days: int,
    right_by: date | None = None,
) -> Prepared:
    """Numbered as it is printed: by township, compounds first (townships.by_township)."""
    verdicts = to_be_listed(cycle, right_by)
    entries = [_entry(position, verdict) for position, verdict in enumerate(verdicts, 1)]
    notice = Notice(
        cycle=cycle,
        number=number,
        title=title,
        issuer=cycle.issuer,
        approval_basis=cycle.approval_basis,
        channels=channels,
        starts_on=starts_on,
        ends_on=last_working_day(starts_on, working_days, exceptions),
        working_days=working_days,
        is_supplementary=right_by is not None,
        sha256=canonical.hash_of(cycle.year, entries),
    )
    return Prepared(notice, entries)


def proposal(
    cycle: Cycle, exceptions: Mapping[date, bool], today: date, *, supplement: bool = False
) -> dict[str, Any]:
    """What to fill an empty form with: last year's notice, under this year's number; for a
    supplementary one, what this year's says."""
    if supplement:
        return _supplement(cycle, exceptions, today)
    notices = Notice.objects.select_related("cycle").filter(cycle__year__lt=cycle.year)
    last = notices.order_by("-cycle__year").first()
    numbered = notices.exclude(number="").order_by("-cycle__year").first()
    after = cycle.ends_on + timedelta(days=1)
    return {
        "number": numbered and of_year(numbered.number, numbered.cycle.year, cycle.year),
        "title": (last and of_year(last.title, last.cycle.year, cycle.year)) or _title(cycle.year),
        "channels": last.channels if last else "",
        "starts_on": last_working_day(max(today, after), 1, exceptions),
        "working_days": NOTICE_DAYS,
    }


def of_year(text: str, year: int, new: int) -> str:
    """`施无案公示〔2025〕1号` of 2025 is `施无案公示〔2026〕1号` of 2026. Nothing where the text
    does not name its year: what would have to change in it cannot be told."""
    return text.replace(str(year), str(new)) if str(year) in text else ""


def _supplement(cycle: Cycle, exceptions: Mapping[date, bool], today: date) -> dict[str, Any]:
    return {
        "title": f"关于补充公示 {cycle.year} 年度拟命名“无发案小区”“无发案村社”名单的公告",
        "channels": cycle.notice.channels,
        "starts_on": last_working_day(today, 1, exceptions),
        "working_days": NOTICE_DAYS,
    }


def _title(year: int) -> str:
    return f"关于 {year} 年度拟命名“无发案小区”“无发案村社”名单的公示"


def _entry(position: int, verdict: Verdict) -> NoticeEntry:
    return NoticeEntry(
        verdict=verdict,
        position=position,
        code=verdict.code,
        name=verdict.name,
        kind=verdict.kind,
        township_name=verdict.township_name,
        exemplar=verdict.exemplar,
    )
