"""Certificates to look at before they are made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.models import Cycle
from plaques import preview as samples
from wufaan.access import requires
from wufaan.content_types import CONTENT_TYPES
from wufaan.errors import DomainError
from wufaan.web import saved_as


@requires(Permission.SEE_CYCLES)
@require_safe
def preview(request: SignedInRequest, year: int) -> HttpResponse:
    """A PDF; where it cannot be made, the page of the year says why."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user), year=year)
    try:
        pdf = samples.preview(cycle)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("cycle", year)
    return saved_as(HttpResponse(pdf, CONTENT_TYPES["pdf"]), f"{year}年度证书样张.pdf", shown=True)
