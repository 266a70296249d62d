"""批准时的依据: what lists that are decided on together rest on, as of today and, once they are
approved, as it was then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluation.notice.basis import Flags, Missing, flags_of, missing_below
from evaluation.notice.findings import NotCounting, OfKind, shares_not_counting
from evaluation.notice.models import Gap, Notice, NoticeEntry, SignedBasis
from evaluation.notice.queries import Since, since_notice
from evaluation.year.models import Cycle, Verdict
from evaluation.year.queries import pending_since
from incidents.kinds import Kind
from incidents.models import Incident


@dataclass(frozen=True)
class Pending:
    """Not on the list only because something was undetermined, and how that stands."""

    verdict: Verdict
    since: str


@dataclass(frozen=True)
class Together:
    """`missing` by position of the notice, each with its own. Shares and who is pending are the
    year's main list's to tell."""

    missing: Mapping[int, list[Missing]]
    flags: Flags
    shares: list[OfKind]
    pending: list[Pending]
    late: list[Since]


def as_of(cycle: Cycle, lists: Mapping[Notice, Iterable[NoticeEntry]], day: date) -> Together:
    """Of those who are to be named."""
    verdicts = {notice: [entry.verdict for entry in kept] for notice, kept in lists.items()}
    flags = flags_of(cycle, [v for below in verdicts.values() for v in below], day)
    given: dict[str, Any] = {"today": day, "flags": flags}
    missing = {
        notice.position: missing_below(cycle, below, supplement=notice.is_supplementary, **given)
        for notice, below in verdicts.items()
    }
    late = [since for notice in lists for since in since_notice(notice)]
    if all(notice.is_supplementary for notice in lists):
        return Together(missing, flags, [], [], late)
    pending = [Pending(v, _since(incidents)) for v, incidents in pending_since(cycle)]
    return Together(missing, flags, shares_not_counting(cycle), pending, late)


def as_signed(signed: SignedBasis, entries: Iterable[NoticeEntry], *, supplement: bool) -> Together:
    """As far as it is about these; `supplement`: not what is the year's main list's to tell."""
    missing = {int(position): _missing(told) for position, told in signed.missing.items()}
    flags = {int(place): _in_order(told) for place, told in signed.flags.items()}
    there = {entry.pk: entry for entry in entries}
    late = [Since(there[key], [], told) for key, told in signed.late if key in there]
    if supplement:
        return Together(missing, flags, [], [], late)
    verdicts = Verdict.every.in_bulk([key for key, _ in signed.pending])
    pending = [Pending(verdicts[key], since) for key, since in signed.pending]
    return Together(missing, flags, [_of_kind(*told) for told in signed.shares], pending, late)


def to_be_signed(together: Together) -> dict[str, Any]:
    """As fields of a SignedBasis."""
    return {
        "missing": {
            position: [[each.gap, each.text, each.of, each.fingerprint] for each in missing]
            for position, missing in together.missing.items()
        },
        "flags": {place: told for place, told in together.flags.items() if told},
        "shares": [
            [of.kind, [[year, each.found, each.not_counting] for year, each in of.years]]
            for of in together.shares
        ],
        "pending": [[each.verdict.pk, each.since] for each in together.pending],
        "late": [[each.entry.pk, each.news] for each in together.late],
    }


def _missing(told: Iterable[list[str]]) -> list[Missing]:
    return [Missing(Gap(gap), text, of, known) for gap, text, of, known in told]


def _in_order(told: Mapping[str, str]) -> dict[str, str]:
    """The database keeps none."""
    return {gap: told[gap] for gap in Gap if gap in told}


def _of_kind(kind: str, years: Iterable[list[int]]) -> OfKind:
    return OfKind(Kind(kind), [(year, NotCounting(*figures)) for year, *figures in years])


def _since(incidents: list[Incident]) -> str:
    open_ones = sum(1 for i in incidents if i.finding_counts is None)
    counted = sum(1 for i in incidents if i.finding_counts)
    if counted:
        return f"公示之后认定，计入 {counted} 件，不达标"
    if open_ones:
        return f"还有 {open_ones} 件没有认定"
    return "公示之后已经认定，都不计入，可以补充公示"
