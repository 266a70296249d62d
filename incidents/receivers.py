"""What happens below incidents and has to do with them."""

from typing import Any

from django.dispatch import receiver

from communities.models import Station
from communities.signals import station_closing_checked
from incidents.obstacles import of_station_closing
from wufaan.obstacles import refuse


@receiver(station_closing_checked)
def reports_have_an_answer(station: Station, into: Station | None, **_: Any) -> None:
    """Whoever takes over a station answers for what it reported."""
    refuse(() if into else of_station_closing(station))
