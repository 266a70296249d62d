"""Opening, setting up and assessing a year."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.states import State
from evaluation.year import assessment, rules
from evaluation.year.actions.steps import locked, take_step
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import Outcome
from evaluation.year.signals import assessed
from evaluation.year.workflow import WORKFLOW
from jobs import actions as jobs
from jobs.models import Job
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.texts import checked_text

# Policies and texts that a new year takes over from the year before.
_CARRIED = [
    "returns_policy",
    "satisfaction_policy",
    "rolls_up",
    "least_months",
    "exemplar_percent",
    "issuer",
    "approval_basis",
]


@transaction.atomic
def open_cycle(*, year: int, by: User) -> Cycle:
    """Open a year with the default period and last year's policy."""
    if Cycle.objects.filter(year=year).exists():
        raise DomainError(f"{year} 年度已经建立，不用再建。")
    starts_on, ends_on = rules.default_period(year)
    last = Cycle.objects.filter(year=year - 1).first()
    carried = {field: getattr(last, field) for field in _CARRIED} if last else {}
    cycle = Cycle.objects.create(
        year=year, starts_on=starts_on, ends_on=ends_on, **_targets(year, last), **carried
    )
    audit.record(verb="cycle_opened", subject=cycle, by=by, data={"year": year, **carried})
    return cycle


def _targets(year: int, last: Cycle | None) -> dict[str, int | None]:
    """What N 3(3) sets for the year; after that, last year's hold until the office sets others."""
    if last is None or year in rules.TARGET_PERCENT:
        return {"target_percent": rules.target_percent(year)}
    names = ("target_percent", "compounds_target_percent", "villages_target_percent")
    return {name: getattr(last, name) for name in names}


@transaction.atomic
def configure(*, cycle: Cycle, by: User, **changes: Any) -> Cycle:
    """Change period, policy or texts until the notice is out; an assessed cycle is open again.
    What is the same as before is no change: nothing is written, nothing is open again."""
    for field in (Cycle.issuer.field, Cycle.approval_basis.field):
        if field.name in changes:
            changes[field.name] = checked_text(changes[field.name], field, blank=True)
    cycle = locked(cycle)
    entered = WORKFLOW.enter("configure", State(cycle.state))
    changes = {f: value for f, value in changes.items() if str(getattr(cycle, f)) != str(value)}
    if not changes:
        return cycle
    before = {name: str(getattr(cycle, name)) for name in changes}
    cycle.state = entered
    for name, value in changes.items():
        setattr(cycle, name, value)
    if cycle.starts_on >= cycle.ends_on:
        raise DomainError(f"评选期从 {cycle.starts_on} 到 {cycle.ends_on}：结束要晚于开始。")
    cycle.save(update_fields=["state", *changes])
    after = {field: str(value) for field, value in changes.items()}
    audit.record(
        verb="cycle_configured", subject=cycle, by=by, data={"before": before, "after": after}
    )
    return cycle


def request_assessment(*, cycle: Cycle, by: User) -> Job:
    """Ask the queue to assess. Asking again before that run has ended gives the same job."""
    WORKFLOW.enter("assess", State(cycle.state))
    run = cycle.steps.filter(verb="assess").count() + 1
    failed = Job.objects.filter(key__startswith=f"assess:{cycle.year}:", state="failed").count()
    return jobs.enqueue(
        kind="assess",
        key=f"assess:{cycle.year}:{run + failed}",
        args={"cycle_id": cycle.pk, "by_id": by.pk},
        by=by,
    )


@transaction.atomic
def start_year(*, year: int, by: User) -> Job | None:
    """What the schedule does from 1 November: open the year where nobody has, and have it
    assessed once. None where a person has already assessed it."""
    cycle = Cycle.objects.filter(year=year).first() or open_cycle(year=year, by=by)
    if cycle.state != State.OPEN:
        return None
    return request_assessment(cycle=cycle, by=by)


@transaction.atomic
def assess(*, cycle: Cycle, on: date | None = None, by: User) -> dict[str, int]:
    """Judge every community of the cycle now; returns how many of each outcome. Again while
    assessed: the office's decisions stay, save that what no longer qualifies is no exemplar. What
    closed after the period is withheld, every holder is looked at again (N 3(4)): both
    listen to signals.assessed."""
    on = on or today()
    cycle = take_step(locked(cycle), "assess", on, by)
    counts = assessment.assess(cycle, on)
    Verdict.objects.filter(cycle=cycle, exemplar=True).exclude(outcome=Outcome.QUALIFIED).update(
        exemplar=False
    )
    audit.record(verb="cycle_assessed", subject=cycle, by=by, data=counts)
    assessed.send(sender=Cycle, cycle=cycle, on=on, by=by)
    return counts
