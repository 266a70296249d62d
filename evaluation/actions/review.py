"""What the office decides about a verdict while the cycle is assessed."""

from django.db import transaction

from audit import actions as audit
from evaluation.actions.steps import locked
from evaluation.models import Verdict
from evaluation.rules import Outcome
from evaluation.workflow import WORKFLOW, State
from wufaan import personal_data
from wufaan.errors import DomainError


@transaction.atomic
def mark_exemplar(*, verdict: Verdict, exemplar: bool, by) -> Verdict:
    """Choose a model community among those that qualify (N 3(3)), or take the choice back."""
    verdict = _under_review(verdict)
    if exemplar and (verdict.outcome != Outcome.QUALIFIED or verdict.withheld_reason):
        raise DomainError(f"“{verdict.name}”不在拟命名之列，不能选为先进典型。")
    return _decide(verdict, "verdict_exemplar", by, exemplar=exemplar)


@transaction.atomic
def withhold(*, verdict: Verdict, reason: str, by) -> Verdict:
    """Keep a qualified community off the list, with a reason. There is no opposite that could
    qualify a disqualified one: that takes a new determination."""
    verdict = _under_review(verdict)
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
    """Take a withholding back."""
    verdict = _under_review(verdict)
    return _decide(verdict, "verdict_released", by, withheld_reason="", withheld_by=None)


def _under_review(verdict: Verdict) -> Verdict:
    WORKFLOW.enter("review", State(locked(verdict.cycle).state))
    return Verdict.objects.select_for_update().get(pk=verdict.pk)


def _decide(verdict: Verdict, verb: str, by, **decision) -> Verdict:
    for field, value in decision.items():
        setattr(verdict, field, value)
    verdict.save(update_fields=list(decision))
    data = {"code": verdict.code} | {k: v for k, v in decision.items() if k != "withheld_by"}
    audit.record(verb=verb, subject=verdict, by=by, data=data)
    return verdict
