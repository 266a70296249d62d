"""公示稿: written while the year is open or assessed, published from once it is."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.notice.actions.publishing import checked_words, issue
from evaluation.notice.models import Notice, NoticeDraft
from evaluation.notice.obstacles import of_dates
from evaluation.states import State
from evaluation.year.actions.steps import locked, refuse_repetition
from evaluation.year.models import Cycle
from evaluation.year.rules import NOTICE_DAYS
from evaluation.year.workflow import WORKFLOW
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.obstacles import refuse

FIELDS = ["number", "title", "channels", "starts_on", "working_days"]


@transaction.atomic
def save_draft(
    *,
    cycle: Cycle,
    number: str,
    title: str,
    channels: str,
    starts_on: date,
    working_days: int = NOTICE_DAYS,
    supplement: bool = False,
    on: date | None = None,
    by: User,
) -> NoticeDraft:
    """Keep what the notice of the year, or a `supplement` of it, is to say. Saving the same again
    tells nobody."""
    cycle = locked(cycle)
    WORKFLOW.enter("draft_supplement" if supplement else "draft_notice", State(cycle.state))
    words = checked_words(number=number, title=title, channels=channels)
    days: dict[str, Any] = {"starts_on": starts_on, "working_days": working_days}
    refuse(of_dates(cycle, number=words["number"], seen_from=on or today(), **days))
    fields = words | days
    draft = NoticeDraft.objects.open(cycle, supplement=supplement)
    draft = draft or NoticeDraft(cycle=cycle, is_supplementary=supplement)
    if draft.pk and fields == in_draft(draft):
        return draft
    before = {name: str(value) for name, value in in_draft(draft).items()} if draft.pk else None
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    after = {name: str(value) for name, value in fields.items()}
    data = {"year": cycle.year, "before": before, "after": after}
    audit.record(verb="notice_drafted", subject=draft, by=by, data=data)
    return draft


@transaction.atomic
def publish_draft(
    *,
    cycle: Cycle,
    seen: str | None = None,
    supplement: bool = False,
    on: date | None = None,
    by: User,
) -> Notice:
    """Publish the notice, or the `supplement`, as it is drafted. `seen` is the fingerprint of
    the preview that they had before them (prepared.Prepared.fingerprint): another notice is not
    what they publish."""
    cycle, on = locked(cycle), on or today()
    verb = "publish_supplement" if supplement else "publish_notice"
    draft = NoticeDraft.objects.open(cycle, supplement=supplement)
    if draft is None:
        refuse_repetition(cycle, verb, by)
        WORKFLOW.enter(verb, State(cycle.state))
        raise DomainError("还没有公示稿，请先起草并看过预览再发布。")
    words = in_draft(draft)
    days = {name: words.pop(name) for name in ("starts_on", "working_days")}
    return issue(cycle, verb, words, days, seen, on, by, seen_from=on)


def in_draft(draft: NoticeDraft) -> dict[str, Any]:
    """What `publish_notice` is told."""
    return {name: getattr(draft, name) for name in FIELDS}
