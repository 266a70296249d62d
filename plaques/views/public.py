"""Checking a certificate, for anyone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from evaluation.ladder.corrections import corrections_of
from evaluation.models import Honour
from evaluation.public.queries import latest_title, missing_from
from plaques.models import Plaque
from plaques.numbers import certificate_number, is_certificate_number
from wufaan.access import public
from wufaan.marks import MarkedChoices, Shape, Tone
from wufaan.web import is_offline


class Untold(MarkedChoices):
    """A number of which no title is told."""

    UNANNOUNCED = "unannounced", Shape.HALF, Tone.LACKING, "尚未公布"
    UNKNOWN = "unknown", Shape.QUESTION, Tone.LACKING, "没有这个编号"


@public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type a number, get to its page. Without a server to ask, all of them are listed."""
    number = certificate_number(request.GET.get("number", ""))
    if "/" in number:  # no page has such an address: half of one that was scanned, say
        return verify_number(request, number)
    if number:
        return redirect("verify-number", number=number)
    plaques = Plaque.objects.announced() if is_offline(request) else Plaque.objects.none()
    return render(request, "plaques/verify.html", {"plaques": plaques})


@public
@require_safe
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate's title stands, was revoked, is void, is not announced yet, or is not
    known here. Of what is not announced nothing is told but its year: no forgery, and no news."""
    number = certificate_number(number)
    found = (
        Plaque.objects.filter(number=number)
        .select_related("honour__cycle", "honour__community")
        .first()
    )
    announced = found if found and found.is_announced else None
    untold = Untold.UNANNOUNCED if found else Untold.UNKNOWN
    context = {
        "number": number,
        "complete": is_certificate_number(number),
        "padded": "" if found else _with_zeros(number),
        "plaque": announced,
        "state": announced.honour.state if announced else untold,
        "year": found and found.honour.year,
        "corrections": corrections_of(announced) if announced else [],
        **(_since(announced.honour) if announced else {}),
    }
    return render(request, "plaques/verify.html", context, status=200 if found else 404)


def _since(honour: Honour) -> dict[str, Any]:
    """What holds today beside the one year of which a certificate speaks."""
    place = honour.community
    return {
        "given_back": honour.given_back,
        "share": (f"证书 {honour.plaque.number}", f"{honour.name}的称号证书，查验是否有效。"),
        "latest": latest_title(place),
        "missing_from": missing_from(place),
    }


def _with_zeros(number: str) -> str:
    """The number as printed, where somebody left out the noughts of its last part and there is
    such a certificate; otherwise nothing."""
    head, _, last = number.rpartition("-")
    full = f"{head}-{last:0>4}"
    there = full != number and Plaque.objects.filter(number=full).exists()
    return full if there else ""
