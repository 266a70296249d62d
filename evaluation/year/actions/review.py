"""What the office decides about verdicts: about one, or about as many as it has ticked, then
about all of them or, where one cannot be, about none."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit import actions as audit
from evaluation.states import State
from evaluation.year.actions.steps import locked
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import Outcome
from evaluation.year.workflow import WORKFLOW
from wufaan.errors import DomainError
from wufaan.normalise import listed


@transaction.atomic
def mark_exemplars(*, cycle: Cycle, codes: Collection[str], exemplar: bool, by: User) -> int:
    """Choose model communities among those that qualify (N 3(3)), or take the choice back.
    Returns how many were not so before: doing it twice changes nothing."""
    verdicts = under_review(cycle, codes, "review")
    if exemplar:
        unfit = [v for v in verdicts if v.outcome != Outcome.QUALIFIED or v.withheld_reason]
        refuse_unfit(unfit, "不在拟命名之列，不能选为先进典型")
    return len(decide(verdicts, "verdict_exemplar", by, exemplar=exemplar))


def mark_exemplar(*, verdict: Verdict, exemplar: bool, by: User) -> int:
    return mark_exemplars(cycle=verdict.cycle, codes=[verdict.code], exemplar=exemplar, by=by)


def under_review(cycle: Cycle, codes: Collection[str], verb: str) -> list[Verdict]:
    """The verdicts of these codes, locked, where the state of the year lets the office decide."""
    WORKFLOW.enter(verb, State(locked(cycle).state))
    verdicts = list(cycle.verdicts.select_for_update().filter(code__in=codes).order_by("code"))
    if len(verdicts) != len(set(codes)):
        raise DomainError("所选的有些不在本年度的结果里，请刷新页面重新勾选。")
    return verdicts


def refuse_unfit(verdicts: list[Verdict], why: str) -> None:
    """Say which ones, and what they are instead."""
    if not verdicts:
        return
    state = {
        v.pk: "已暂缓" if v.outcome == Outcome.QUALIFIED else v.get_outcome_display()
        for v in verdicts
    }
    named = listed(f"“{v.name}”（{state[v.pk]}）" for v in verdicts)
    raise DomainError(f"{named}{why}。")


def decide(verdicts: list[Verdict], verb: str, by: User, **decision: Any) -> list[Verdict]:
    """Those for which it is news."""
    changed = [v for v in verdicts if any(getattr(v, f) != d for f, d in decision.items())]
    moment = {"withheld_at": timezone.now()} if decision.get("withheld_by") else {}
    Verdict.objects.filter(pk__in=[v.pk for v in changed]).update(**decision, **moment)
    told = {k: d for k, d in decision.items() if k not in ("withheld_by", "cleared_by")}
    audit.record_many(verb=verb, subjects=[(v, _news(v, told)) for v in changed], by=by)
    return changed


def _news(verdict: Verdict, told: dict[str, Any]) -> dict[str, Any]:
    """What of it changes, and how it was."""
    after = {name: now for name, now in told.items() if getattr(verdict, name) != now}
    before = {name: getattr(verdict, name) for name in after}
    return {"code": verdict.code, "before": before, "after": after}
