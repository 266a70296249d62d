"""报批材料: all that the leading group approves, or sends back, on one page."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from communities.models import CommunityKind
from evaluation.notice import canonical
from evaluation.notice.basis import Line, lines_of
from evaluation.notice.departures import Departure, departures
from evaluation.notice.findings import OfKind
from evaluation.notice.models import (
    Acknowledgement,
    Notice,
    NoticeEntry,
    Objection,
    ObjectionState,
    SignedBasis,
)
from evaluation.notice.obstacles import along_with
from evaluation.notice.queries import Since, approval_of, as_corrected
from evaluation.notice.second_looks import ANSWERING, SENDING_BACK, SecondLook, facts, second_looks
from evaluation.notice.signed import Pending, Together, as_of, as_signed
from evaluation.streaks.models import Honour, HonourQuerySet, Level
from evaluation.year.models import (
    Cycle,
    CycleStep,
    Finding,
    Verdict,
    VerdictQuerySet,
)
from evaluation.year.presenters import reasons
from wufaan.clock import today
from wufaan.normalise import joined

HANDLING = {
    "assess": "评估",
    "publish_notice": "发布公示",
    "publish_supplement": "发布补充公示",
    "cancel_notice": "作废公示",
    **dict.fromkeys(SENDING_BACK, "退回"),
    **dict.fromkeys(ANSWERING, "核查"),
}


@dataclass(frozen=True)
class Row:
    """How many entries of each kind, in the order of CommunityKind."""

    township: str
    counts: list[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Lost:
    """Named last year, not this year, and why."""

    honour: Honour
    why: str


@dataclass(frozen=True)
class Listed:
    """One notice of those that are decided on together, with what is missing below it and what was
    acknowledged of it before it went out."""

    notice: Notice
    entries: list[NoticeEntry]
    lines: list[Line]

    @property
    def kept(self) -> list[NoticeEntry]:
        return [entry for entry in self.entries if not entry.verdict.withheld_reason]


@dataclass(frozen=True)
class ApprovalSheet:
    """`notices`: first the one that is meant, then what is approved along with it. All else is of
    all of them together. `as_approved`: whether what it rests on is told as it was then."""

    notices: list[Listed]
    kept: list[NoticeEntry]
    taken_off: list[NoticeEntry]
    withheld: list[Verdict]  # before the notice: never on the list
    objections: list[Objection]
    steps: list[tuple[CycleStep, str]]
    departures: list[Departure]
    gained: list[NoticeEntry]
    lost: list[Lost]
    pending: list[Pending]
    late: list[Since]
    shares: list[OfKind]
    approved: CycleStep | None
    as_approved: bool
    had_last_year: bool
    sha256: str

    @property
    def notice(self) -> Notice:
        return self.notices[0].notice

    @property
    def along(self) -> list[Listed]:
        return self.notices[1:]

    @property
    def entries(self) -> list[NoticeEntry]:
        """On the list that is meant."""
        return self.notices[0].entries

    @property
    def second_looks(self) -> list[SecondLook]:
        supplement = self.notice if self.notice.is_supplementary else None
        return second_looks((step for step, _ in self.steps), supplement)

    @property
    def when(self) -> str:
        """As of which moment it is told; blank for today."""
        return "批准时" if self.as_approved else ""

    @property
    def lines(self) -> list[Line]:
        """Of all lists, one after the other."""
        return [line for each in self.notices for line in each.lines]

    @property
    def facts(self) -> list[str]:
        """Beside the last answer to a sending-back. What is approved has nothing late and nothing
        unanswered: that would have stopped it."""
        missing = [line.missing for line in self.lines if line.missing]
        unanswered = sum(o.state == ObjectionState.RECEIVED for o in self.objections)
        return facts(missing, self.late, unanswered)

    @property
    def exemplars(self) -> list[NoticeEntry]:
        return [entry for entry in self.kept if entry.exemplar]

    @property
    def rising(self) -> list[NoticeEntry]:
        """Those for whom this is the second year running: approval has them put forward."""
        new = {entry.pk for entry in self.gained}
        return [entry for entry in self.kept if entry.pk not in new]

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """How many of each kind are named."""
        *_, total = self.rows
        return [
            (kind.label, count)
            for kind, count in zip(CommunityKind, total.counts, strict=True)
            if count
        ]

    @property
    def rows(self) -> list[Row]:
        """By township in the order of the list, and all together at the end."""
        groups = defaultdict(list)
        for entry in self.kept:
            groups[entry.township_name].append(entry)
        return [*(_row(name, group) for name, group in groups.items()), _row("合计", self.kept)]


def approval_sheet(cycle: Cycle, supplement: Notice | None = None) -> ApprovalSheet:
    """Of the year, or by itself of a supplementary notice. The same few queries however long the
    lists are. What the year itself lost or waits for stands with its main notice."""
    approved = approval_of(cycle, supplement)
    signed = SignedBasis.objects.filter(step=approved).first() if approved else None
    notices = [supplement] if supplement else [cycle.notice, *_along(cycle, signed)]
    rows = as_corrected(NoticeEntry.objects.on(notices).select_related("verdict__withheld_by"))
    of = {notice: [row for row in rows if row.notice_id == notice.pk] for notice in notices}
    kept = [entry for entry in rows if not entry.verdict.withheld_reason]
    rests_on = _rests_on(cycle, of, signed)
    for entry in kept:
        entry.flags = rests_on.flags.get(entry.verdict.community_id, {})
    objections = Objection.objects.filter(notice__in=notices).order_by("notice__position", "pk")
    last_year = list(_titles_before(cycle))
    had = {honour.community_id for honour in last_year}
    have = {entry.verdict.community_id for entry in kept}
    return ApprovalSheet(
        notices=_lists(of, rests_on),
        kept=kept,
        taken_off=[entry for entry in rows if entry.verdict.withheld_reason],
        withheld=list(_withheld(cycle)) if not supplement else [],
        objections=list(
            objections.select_related("entry", "missing", "answered_by").prefetch_related(
                "former_answers"
            )
        ),
        steps=_handled(cycle, supplement),
        departures=departures(cycle, supplement, until=approved.at if approved else None),
        gained=[entry for entry in kept if entry.verdict.community_id not in had],
        lost=_why(cycle, [h for h in last_year if not supplement and h.community_id not in have]),
        pending=rests_on.pending,
        shares=rests_on.shares,
        approved=approved,
        as_approved=signed is not None,
        late=rests_on.late if signed or not approved else [],
        had_last_year=bool(last_year),
        sha256=canonical.hash_of(cycle.year, kept),
    )


def _rests_on(
    cycle: Cycle, of: dict[Notice, list[NoticeEntry]], signed: SignedBasis | None
) -> Together:
    if signed:
        entries = [entry for each in of.values() for entry in each]
        return as_signed(signed, entries, supplement=all(n.is_supplementary for n in of))
    kept = {n: [e for e in entries if not e.verdict.withheld_reason] for n, entries in of.items()}
    return as_of(cycle, kept, today())


def _lists(of: dict[Notice, list[NoticeEntry]], rests_on: Together) -> list[Listed]:
    """Each with its own acknowledgements."""
    known, missing = defaultdict(list), rests_on.missing
    for row in Acknowledgement.objects.filter(notice__in=of).select_related("by"):
        known[row.notice_id].append(row)
    return [
        Listed(n, entries, lines_of(missing.get(n.position, []), known[n.pk], _below(n, of)))
        for n, entries in of.items()
    ]


def _below(notice: Notice, of: Collection[Notice]) -> str:
    """What a supplementary notice is called where it stands beside others."""
    return f"补充公示{notice.number}" if notice.is_supplementary and len(of) > 1 else ""


def _along(cycle: Cycle, signed: SignedBasis | None) -> list[Notice]:
    """What is approved with the year's main notice: what would be now, or what was."""
    if signed:
        along = cycle.notices.supplementary().filter(position__in=signed.missing)
        return list(along.select_related("cycle").order_by("position"))
    if approved := cycle.steps.filter(verb="approve").last():
        along = cycle.notices.supplementary().filter(approved_on=approved.on)
        return list(along.select_related("cycle").order_by("position"))
    return along_with(cycle, today())


def _row(township: str, entries: Iterable[NoticeEntry]) -> Row:
    kinds = [entry.kind for entry in entries]
    return Row(township, [kinds.count(kind) for kind in CommunityKind])


def _withheld(cycle: Cycle) -> VerdictQuerySet:
    listed = NoticeEntry.objects.live().filter(notice__cycle=cycle).order_by()
    withheld = cycle.verdicts.withheld().exclude(pk__in=listed.values("verdict"))
    return withheld.select_related("withheld_by").order_by("township_code", "code")


def _titles_before(cycle: Cycle) -> HonourQuerySet:
    """Last year's that stand, or that stood on the day of the approval: what is decided is shown
    with what was known then."""
    titles = Honour.objects.at(Level.COUNTY).in_year(cycle.year - 1)
    approved = cycle.steps.filter(verb="approve").last()
    titles = titles.standing_on(approved.on) if approved else titles.standing()
    return titles.order_by("township_code", "community__code")


def _handled(cycle: Cycle, supplement: Notice | None) -> list[tuple[CycleStep, str]]:
    """What was done about another supplementary notice by itself stands with that."""
    of = Q(notice=None) | Q(notice=supplement)
    steps = cycle.steps.filter(of, verb__in=HANDLING).select_related("by")
    return [(step, HANDLING[step.verb]) for step in steps]


def _why(cycle: Cycle, honours: list[Honour]) -> list[Lost]:
    findings = Prefetch("findings", Finding.objects.select_related("incident"))
    verdicts = {
        verdict.community_id: verdict
        for verdict in cycle.verdicts.filter(
            community__in=[honour.community_id for honour in honours]
        ).prefetch_related(findings)
    }
    return [Lost(honour, _in_words(verdicts.get(honour.community_id), cycle)) for honour in honours]


def _in_words(verdict: Verdict | None, cycle: Cycle) -> str:
    if verdict is None:
        return "本年度没有评估"
    told = joined(reasons(verdict, cycle))
    return f"{verdict.get_outcome_display()}：{told}" if told else verdict.get_outcome_display()
