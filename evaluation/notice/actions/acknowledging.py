"""确认: the office says, of each thing that is missing below a list, that it has seen it and lets
the list go out all the same."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from evaluation.notice.basis import Line, Missing, acknowledged, missing_below
from evaluation.notice.models import Acknowledgement, Gap, Notice
from evaluation.notice.supplements import to_be_listed
from evaluation.states import State
from evaluation.year.actions.steps import locked
from evaluation.year.models import Cycle
from evaluation.year.workflow import WORKFLOW
from wufaan import personal_data
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.texts import checked_text


@transaction.atomic
def acknowledge(
    *,
    cycle: Cycle,
    gap: Gap,
    seen: str | None = None,
    words: str = "",
    supplement: bool = False,
    on: date | None = None,
    by: User,
) -> Acknowledgement:
    """Of the notice that is being prepared, or of a `supplement`. `seen` is the fingerprint of what
    the person had before them: other figures are not what they acknowledge. Once more of the same
    is what is already there."""
    cycle, on = locked(cycle), on or today()
    WORKFLOW.enter("publish_supplement" if supplement else "publish_notice", State(cycle.state))
    words = checked_text(
        words,
        Acknowledgement.words.field,
        called="说明",
        at="words",
        blank=True,
        allowing=personal_data.OF_AN_OFFICE,
    )
    missing = _missing(cycle, gap, supplement, on)
    if seen is not None and seen != missing.fingerprint:
        raise DomainError(f"您打开页面之后数字有变，现在是：{missing.told}。请看过再确认。")
    if there := acknowledged(cycle, supplement=supplement).get(missing.fingerprint):
        return there
    acknowledgement = Acknowledgement.objects.create(
        cycle=cycle,
        is_supplementary=supplement,
        gap=gap,
        text=missing.told,
        fingerprint=missing.fingerprint,
        words=words,
        on=on,
        by=by,
    )
    data = {"gap": gap, "told": missing.told, "words": words, "supplement": supplement}
    audit.record(verb="basis_acknowledged", subject=cycle, by=by, data=data)
    return acknowledgement


def take_along(notice: Notice, lines: Iterable[Line]) -> None:
    """What was acknowledged of the list that is published now belongs to its notice."""
    told = [line.missing.fingerprint for line in lines if line.missing]
    rows = notice.cycle.acknowledgements.filter(notice=None, fingerprint__in=told)
    rows.filter(is_supplementary=notice.is_supplementary).update(notice=notice)


def _missing(cycle: Cycle, gap: Gap, supplement: bool, on: date) -> Missing:
    verdicts = to_be_listed(cycle, on if supplement else None)
    for missing in missing_below(cycle, verdicts, on, supplement=supplement):
        if missing.gap == gap:
            return missing
    raise DomainError(f"“{Gap(gap).label}”这一项现在没有缺，不用确认。请刷新页面。")
