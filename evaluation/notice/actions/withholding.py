"""Keeping qualified communities off the list: while the cycle is assessed, and where the leading
group sent it back. The office decides about one, or about as many as it has ticked: then about
all of them or, where one cannot be, about none."""

from collections.abc import Collection
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction

from accounts.models import User
from communities.models import Community
from evaluation.notice.actions.corrections import add_corrections
from evaluation.notice.models import CorrectionKind, Notice, NoticeEntry
from evaluation.notice.obstacles import of_clearing, of_holding_back, of_putting_back
from evaluation.notice.queries import as_corrected, is_upheld_against
from evaluation.states import AWARDED, UNFROZEN
from evaluation.year.actions.review import decide, refuse_unfit, under_review
from evaluation.year.actions.steps import locked
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import Outcome
from wufaan.obstacles import refuse
from wufaan.texts import checked_text

NOT_CLEARED: dict[str, Any] = {"cleared_reason": "", "cleared_by": None}


@transaction.atomic
def withhold_many(*, cycle: Cycle, codes: Collection[str], reason: str, by: User) -> int:
    """Keep qualified communities off the list, with a reason. There is no opposite that could
    qualify a disqualified one: that takes a new determination."""
    verdicts = _open_to_withholding(cycle, codes)
    refuse_unfit(
        [v for v in verdicts if v.outcome != Outcome.QUALIFIED], "本来就不列入公示，不用暂缓"
    )
    field = Verdict.withheld_reason.field
    reason = checked_text(reason, field, called="暂缓命名的原因", at="reason")
    withheld = {"withheld_reason": reason, "withheld_by": by, "exemplar": False}
    changed = decide(verdicts, "verdict_withheld", by, **withheld)
    _tell_the_public(changed, CorrectionKind.TAKEN_OFF, "经核查，有情况需要继续核实。", by=by)
    return len(changed)


def withhold(*, verdict: Verdict, reason: str, by: User) -> int:
    return withhold_many(cycle=verdict.cycle, codes=[verdict.code], reason=reason, by=by)


@transaction.atomic
def withhold_after_notice(
    *, verdict: Verdict, reason: str, told: str, on: date | None = None, by: User
) -> int:
    """Take off what is on the published list: list and hash stay, the community is not named, and
    a correction tells the public as much as `told` says. One that is off already keeps its first
    reason."""
    open_ones = Verdict.objects.select_for_update().filter(pk=verdict.pk, withheld_reason="")
    withheld = {"withheld_reason": reason, "withheld_by": by, "exemplar": False}
    changed = decide(list(open_ones), "verdict_withheld", by, **withheld)
    _tell_the_public(changed, CorrectionKind.TAKEN_OFF, told, on=on, by=by)
    return len(changed)


@transaction.atomic
def withhold_closed(*, community: Community, by: User) -> int:
    """The community merged or was dissolved: it is not named in any year that is not decided yet.
    No blame; where the list is published, a correction says so."""
    years = Cycle.objects.filter(verdicts__community=community).exclude(state__in=AWARDED)
    years = years.order_by("pk").distinct()
    return sum(withhold_closed_in(cycle=cycle, by=by) for cycle in years)


def withhold_closed_in(*, cycle: Cycle, by: User) -> int:
    """The same for all that would be named in that year. Awarded meanwhile, it has titles that end
    with the place (actions.void_titles)."""
    if locked(cycle).is_awarded:
        return 0
    closed = cycle.verdicts.qualified().closed().filter(withheld_reason="")
    count = 0
    for verdict in closed.select_related("community__successor"):
        reason = verdict.community.how_closed
        told = f"{reason}，不再命名。"
        count += withhold_after_notice(verdict=verdict, reason=reason, told=told, by=by)
    return count


@transaction.atomic
def release(*, verdict: Verdict, by: User) -> int:
    """Take a withholding back. What was on the published list is an exemplar there or not."""
    verdicts = _open_to_putting_back(verdict)
    refuse(of_putting_back(verdict, is_upheld_against(verdict)))
    listed = NoticeEntry.objects.live().filter(verdict=verdict).select_related("verdict")
    entry = next(iter(as_corrected(listed)), None)
    exemplar = {"exemplar": entry.exemplar} if entry else {}
    released = {"withheld_reason": "", "withheld_by": None} | NOT_CLEARED | exemplar
    changed = decide(verdicts, "verdict_released", by, **released)
    _tell_the_public(changed, CorrectionKind.PUT_BACK, "经核查，没有问题。", by=by)
    return len(changed)


@transaction.atomic
def hold_back(*, cycle: Cycle, code: str, reason: str, on: date | None = None, by: User) -> int:
    """Withhold a place that is on a supplementary notice, or would be on the next one: what was
    assessed for the year's first list stays as it was."""
    verdict = _beside_the_list(cycle, code)
    refuse(of_holding_back(verdict))
    reason = checked_text(
        reason, Verdict.withheld_reason.field, called="暂缓命名的原因", at="reason"
    )
    withheld = {"withheld_reason": reason, "withheld_by": by, "exemplar": False}
    changed = decide([verdict], "verdict_withheld", by, **withheld, **NOT_CLEARED)
    told = "经核查，有情况需要继续核实。"
    _tell_the_public(changed, CorrectionKind.TAKEN_OFF, told, on=on, by=by)
    return len(changed)


@transaction.atomic
def clear(*, cycle: Cycle, code: str, reason: str, by: User) -> int:
    """What it was withheld for is cleared up: if the place qualifies, it comes on the next
    supplementary notice. That it was withheld stays on record."""
    verdict = _beside_the_list(cycle, code)
    refuse(of_clearing(verdict, is_upheld_against(verdict)))
    reason = checked_text(reason, Verdict.cleared_reason.field, called="查清的情况", at="reason")
    return len(decide([verdict], "verdict_cleared", by, cleared_reason=reason, cleared_by=by))


def clear_or_put_back(*, verdict: Verdict, told: str, on: date | None = None, by: User) -> int:
    """Nothing is left of what it was withheld for. While its list may still change it is named
    with it; after that it comes on a supplementary one."""
    waiting = Notice.objects.current().filter(entries__verdict=verdict)
    if verdict.cycle.state not in UNFROZEN and not waiting.exists():
        cleared = {"cleared_reason": told, "cleared_by": by}
        return len(decide([verdict], "verdict_cleared", by, **cleared)) if verdict.stands else 0
    released = {"withheld_reason": "", "withheld_by": None, **NOT_CLEARED}
    changed = decide([verdict], "verdict_released", by, **released)
    _tell_the_public(changed, CorrectionKind.PUT_BACK, told, on=on, by=by)
    return len(changed)


def _beside_the_list(cycle: Cycle, code: str) -> Verdict:
    """The verdict of this code, locked, once there is a list that it may come beside."""
    (verdict,) = under_review(cycle, [code], "publish_supplement")
    return verdict


def _open_to_putting_back(verdict: Verdict) -> list[Verdict]:
    """On a supplementary notice while that is sent back by itself."""
    if verdict.notice and verdict.notice.is_sent_back:
        return [_beside_the_list(verdict.cycle, verdict.code)]
    return _open_to_withholding(verdict.cycle, [verdict.code])


def _open_to_withholding(cycle: Cycle, codes: Collection[str]) -> list[Verdict]:
    verdicts = under_review(cycle, codes, "withhold")
    if locked(cycle).state not in UNFROZEN:
        listed = set(
            NoticeEntry.objects.live()
            .filter(verdict__in=verdicts)
            .values_list("verdict", flat=True)
        )
        refuse_unfit(
            [v for v in verdicts if v.pk not in listed], "不在公示名单上，退回核查时不再变动"
        )
    return verdicts


def _tell_the_public(
    changed: list[Verdict], kind: CorrectionKind, text: str, *, on: date | None = None, by: User
) -> None:
    """Where they are on lists that were published."""
    entries = NoticeEntry.objects.live().filter(verdict__in=changed).select_related("notice__cycle")
    for notice, listed in groupby(entries.order_by("notice", "position"), attrgetter("notice")):
        add_corrections(notice=notice, kind=kind, text=text, entries=list(listed), on=on, by=by)
