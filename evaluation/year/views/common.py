"""What the pages of a year share."""

from django.shortcuts import get_object_or_404

from accounts.requests import SignedInRequest
from evaluation.year.models import Cycle


def the_cycle(request: SignedInRequest, year: int) -> Cycle:
    """The year in the address, where this person may see it; otherwise it is not found."""
    return get_object_or_404(Cycle.objects.visible_to(request.user), year=year)
