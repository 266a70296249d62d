"""What the office decides about a verdict: while the cycle is assessed, and where the leading
group sent it back, withholding only."""

from django.db import transaction

from audit import actions as audit
from evaluation.actions.steps import locked
from evaluation.models import NoticeEntry, Verdict
from evaluation.rules import Outcome
from evaluation.workflow import UNFROZEN, WORKFLOW, State
from wufaan import personal_data
from wufaan.errors import DomainError


@transaction.atomic
def mark_exemplar(*, verdict: Verdict, exemplar: bool, by) -> Verdict:
    """Choose a model community among those that qualify (N 3(3)), or take the choice back."""
    verdict = _under_review(verdict, "review")
    if exemplar and (verdict.outcome != Outcome.QUALIFIED or verdict.withheld_reason):
        raise DomainError(f"“{verdict.name}”不在拟命名之列，不能选为先进典型。")
    return _decide(verdict, "verdict_exemplar", by, exemplar=exemplar)


@transaction.atomic
def withhold(*, verdict: Verdict, reason: str, by) -> Verdict:
    """Keep a qualified community off the list, with a reason. There is no opposite that could
    qualify a disqualified one: that takes a new determination."""
    verdict = _under_review(verdict, "withhold")
    if verdict.outcome != Outcome.QUALIFIED:
        raise DomainError(f"“{verdict.name}”的结果是“{verdict.get_outcome_display()}”，不用暂缓。")
    if not reason.strip():
        raise DomainError("请写明暂缓命名的原因。")
    personal_data.refuse(reason, "暂缓原因")
    return _decide(
        verdict,
        "verdict_withheld",
        by,
        withheld_reason=reason.strip(),
        withheld_by=by,
        exemplar=False,
    )


@transaction.atomic
def release(*, verdict: Verdict, by) -> Verdict:
    """Take a withholding back. What was on the published list is an exemplar there or not."""
    verdict = _under_review(verdict, "withhold")
    entry = _entry(verdict)
    if entry and entry.objections.upheld().exists():
        raise DomainError(f"对“{verdict.name}”的异议成立，不能恢复命名。")
    exemplar = entry.exemplar if entry else verdict.exemplar
    return _decide(
        verdict, "verdict_released", by, withheld_reason="", withheld_by=None, exemplar=exemplar
    )


def _under_review(verdict: Verdict, verb: str) -> Verdict:
    state = State(locked(verdict.cycle).state)
    WORKFLOW.enter(verb, state)
    verdict = Verdict.objects.select_for_update().get(pk=verdict.pk)
    if state not in UNFROZEN and not _entry(verdict):
        raise DomainError(f"“{verdict.name}”不在公示名单上，退回复核时不再变动。")
    return verdict


def _entry(verdict: Verdict) -> NoticeEntry | None:
    return NoticeEntry.objects.filter(verdict=verdict).first()


def _decide(verdict: Verdict, verb: str, by, **decision) -> Verdict:
    for field, value in decision.items():
        setattr(verdict, field, value)
    verdict.save(update_fields=list(decision))
    data = {"code": verdict.code} | {k: v for k, v in decision.items() if k != "withheld_by"}
    audit.record(verb=verb, subject=verdict, by=by, data=data)
    return verdict
