"""Checking a certificate, for anyone; getting the PDFs, for the office."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, public, requires
from evaluation.models import Cycle
from plaques.models import Bundle, Plaque
from wufaan.typed import printable, tidy_number

PAGE_SIZE = 50


@public
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Type a number, get to its page."""
    number = tidy_number(request.GET.get("number", ""))
    if number:
        return redirect("verify-number", number=number)
    return render(request, "plaques/verify.html")


@public
@require_safe
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate's title stands, was revoked, is void, or is not known here. A title
    that is granted but not announced yet is not known either."""
    found = (
        Plaque.objects.announced()
        .filter(number=tidy_number(number))
        .select_related("honour")
        .first()
    )
    context = {
        "number": number,
        "plaque": found,
        "state": found.honour.state if found else "unknown",
    }
    return render(request, "plaques/verify.html", context, status=200 if found else 404)


@requires(Permission.SEE_CYCLES)
@require_safe
def certificates(request: HttpRequest, year: int) -> HttpResponse:
    """The year's certificates, by number or name."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user), year=year)
    text = printable(request.GET.get("text", "")).strip()
    found = Plaque.objects.visible_to(request.user).of_year(year).matching(text)
    context = {
        "cycle": cycle,
        "text": text,
        "page": Paginator(found.select_related("honour"), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "bundle": Bundle.objects.filter(cycle=cycle).first(),
        "section": "cycles",
    }
    return render(request, "plaques/certificates.html", context)


@requires(Permission.SEE_CYCLES)
@require_safe
def certificate_file(request: HttpRequest, number: str) -> FileResponse:
    plaques = Plaque.objects.visible_to(request.user).exclude(sha256="")
    plaque = get_object_or_404(plaques, number=number)
    return FileResponse(plaque.pdf.open(), filename=f"{plaque.number}.pdf")


@requires(Permission.SEE_CYCLES)
@require_safe
def bundle_file(request: HttpRequest, year: int) -> FileResponse:
    cycles = Cycle.objects.visible_to(request.user)
    bundle = get_object_or_404(Bundle, cycle__in=cycles, cycle__year=year)
    return FileResponse(bundle.pdf.open(), filename=f"{year}年度证书合订本.pdf")
