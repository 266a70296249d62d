"""核查: what the office answers to a sending-back, and beside it how that stands today. The answer
is a sentence of the office's; these are readings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from evaluation.notice.basis import Missing, missing_below
from evaluation.notice.models import Notice, Objection
from evaluation.notice.queries import Since
from evaluation.year.models import CycleStep

ALL_THERE = "零报告、满意度、创建台账没有缺的，没有待认定的，异议都已答复"


@dataclass(frozen=True)
class SecondLook:
    sent_back: CycleStep
    answer: CycleStep


# What the leading group does, and what the office: with the year, or a supplementary notice.
SENDING_BACK = frozenset({"send_back", "send_back_supplement"})
ANSWERING = frozenset({"resubmit", "resubmit_supplement"})


def second_looks(steps: Iterable[CycleStep], supplement: Notice | None) -> list[SecondLook]:
    """Each sending-back with its answer, the first first: of the year, or of that notice by
    itself."""
    of = supplement and supplement.pk
    there = [s for s in steps if s.verb in SENDING_BACK | ANSWERING and s.notice_id == of]
    return [SecondLook(a, b) for a, b in pairwise(there) if b.verb in ANSWERING]


def facts(missing: Iterable[Missing], late: Iterable[Since], unanswered: int) -> list[str]:
    """What is missing, waits or counts, or that nothing is, does or does."""
    told = [f"{each.gap.label}：{each.text}" for each in missing]
    waiting, counting = [s for s in late if s.waiting], [s for s in late if s.counting]
    if waiting:
        told.append(f"名单上的 {len(waiting)} 个有案（事）件没有认定")
    if counting:
        told.append(f"名单上的 {len(counting)} 个公示之后有案（事）件认定计入")
    if unanswered:
        told.append(f"{unanswered} 件异议没有答复")
    return told or [ALL_THERE]


def facts_of(notice: Notice, late: Iterable[Since], today: date) -> list[str]:
    """Of a list that was sent back."""
    verdicts = [entry.verdict for entry in notice.entries.kept().select_related("verdict")]
    supplement = notice.is_supplementary
    missing = missing_below(notice.cycle, verdicts, today, supplement=supplement)
    return facts(missing, late, Objection.objects.due_before(notice).count())
