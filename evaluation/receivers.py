"""What is answered to the apps below."""

from django.dispatch import receiver

from evaluation.outlook import outlook
from incidents.outlook import Outlook, asked


@receiver(asked)
def tell_outlook(sender, *, incident, **_kwargs) -> Outlook:
    return outlook(incident)
