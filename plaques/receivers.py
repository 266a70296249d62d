"""What follows when titles are granted, and when one ends."""

from datetime import date

from django.dispatch import receiver

from accounts.models import User
from evaluation.ladder.signals import honour_ended
from evaluation.notice.signals import honours_granted
from evaluation.streaks.models import Honour
from evaluation.year.models import Cycle
from plaques import actions
from plaques.models import Plaque
from plaques.workflow import Custody


@receiver(honours_granted)
def order_certificates(sender: object, *, cycle: Cycle, by: User, **_kwargs: object) -> None:
    actions.order(cycle=cycle, by=by)


@receiver(honour_ended)
def recall_plaque(sender: object, *, honour: Honour, on: date, by: User, **_kwargs: object) -> None:
    """What is still in the office stays there; `deliver` refuses it from now on."""
    plaques = Plaque.objects.filter(honour=honour, custody=Custody.DELIVERED)
    if plaques:
        note = f"称号{honour.get_state_display()}：{honour.end_reason}"
        actions.recall(plaques=plaques, on=max(on, honour.granted_on), note=note[:200], by=by)
