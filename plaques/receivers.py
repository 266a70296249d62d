"""What follows when titles are granted."""

from django.dispatch import receiver

from evaluation.signals import honours_granted
from plaques import actions


@receiver(honours_granted)
def order_certificates(sender, *, cycle, by, **_kwargs) -> None:
    actions.order(cycle=cycle, by=by)
