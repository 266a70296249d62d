"""Checking a certificate, for anyone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import public
from plaques.models import Plaque
from plaques.numbers import certificate_number, is_certificate_number
from wufaan.web import is_carried


@public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type a number, get to its page. Without a server to ask, all of them are listed."""
    number = certificate_number(request.GET.get("number", ""))
    if number:
        return redirect("verify-number", number=number)
    plaques = Plaque.objects.announced() if is_carried(request) else Plaque.objects.none()
    return render(request, "plaques/verify.html", {"plaques": plaques})


@public
@require_safe
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate's title stands, was revoked, is void, or is not known here. A title
    that is granted but not announced yet is not known either."""
    number = certificate_number(number)
    found = Plaque.objects.announced().filter(number=number).select_related("honour").first()
    context = {
        "number": number,
        "complete": is_certificate_number(number),
        "padded": "" if found else _with_zeros(number),
        "plaque": found,
        "state": found.honour.state if found else "unknown",
    }
    return render(request, "plaques/verify.html", context, status=200 if found else 404)


def _with_zeros(number: str) -> str:
    """The number as printed, where somebody left out the noughts of its last part and there is
    such a certificate; otherwise nothing."""
    head, _, last = number.rpartition("-")
    full = f"{head}-{last:0>4}"
    there = full != number and Plaque.objects.announced().filter(number=full).exists()
    return full if there else ""
