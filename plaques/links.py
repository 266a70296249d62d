from collections.abc import Iterator

from django.urls import reverse

from accounts.models import User
from evaluation.models import Cycle
from wufaan.links import Link, offered_on


@offered_on("year")
def _plaques(cycle: Cycle, user: User) -> Iterator[Link]:
    if cycle.is_awarded:
        yield Link("证书", f"{reverse('plaques')}?year={cycle.year}")


@offered_on("approval")
@offered_on("settings of a year")
def _preview(cycle: Cycle, user: User) -> Iterator[Link]:
    yield Link("证书样张（PDF）", reverse("certificate-preview", args=[cycle.year]))
