"""What follows when titles are granted, and when one ends or stands again."""

from datetime import date

from django.dispatch import receiver

from accounts.models import User
from evaluation.ladder.models import Reinstatement
from evaluation.ladder.signals import honour_ended, honour_reinstated
from evaluation.notice.signals import honours_granted
from evaluation.streaks.models import Honour
from evaluation.year.models import Cycle
from plaques import actions
from plaques.models import CustodyStep, Plaque
from plaques.workflow import Custody


@receiver(honours_granted)
def order_certificates(sender: object, *, cycle: Cycle, by: User, **_kwargs: object) -> None:
    actions.order(cycle=cycle, by=by)


@receiver(honour_ended)
def recall_plaque(sender: object, *, honour: Honour, on: date, by: User, **_kwargs: object) -> None:
    """What is still in the office stays there; `deliver` refuses it from now on."""
    plaques = Plaque.objects.filter(honour=honour, custody=Custody.DELIVERED)
    if plaques:
        note = _lost(honour.get_state_display(), honour.end_reason)
        actions.recall(plaques=plaques, on=max(on, honour.granted_on), note=note, by=by)


@receiver(honour_reinstated)
def leave_plaque(
    sender: object, *, reinstatement: Reinstatement, on: date, by: User, **_kwargs: object
) -> None:
    """What was asked back for that ending, and is not back yet. What is here may go out again."""
    plaques = Plaque.objects.filter(honour=reinstatement.honour, custody=Custody.RECALLED)
    lost = _lost(reinstatement.get_ended_as_display(), reinstatement.end_reason)
    called_for_that = [p for p in plaques.with_way() if p.recalled and p.recalled.note == lost]
    if called_for_that:
        note = f"{reinstatement.word}决定已纠正（{reinstatement.document_number}）。"
        actions.leave(plaques=called_for_that, on=on, note=note, by=by)


def _lost(how: str, why: str) -> str:
    return f"称号{how}：{why}"[: CustodyStep.note.field.max_length]
