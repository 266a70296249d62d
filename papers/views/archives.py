"""The archive of a year: having it made, and what was made."""

from uuid import uuid4

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.models import Cycle
from papers import actions
from papers.archiving import CATALOGUE
from papers.forms import KeyForm
from papers.models import Archive
from papers.obstacles import of_archiving
from wufaan.access import requires
from wufaan.obstacles import on_page
from wufaan.web import pressed


@requires(Permission.SEE_CYCLES)
@require_GET
def archives(request: SignedInRequest, year: int) -> HttpResponse:
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user), year=year)
    made = Archive.objects.visible_to(request.user).filter(cycle=cycle)
    rows = list(made.select_related("job", "created_by").order_by("-pk"))
    context = {
        "section": "papers",
        "cycle": cycle,
        "archives": rows,
        "job": next((row.job for row in rows if not row.job.is_finished), None),
        "key": uuid4(),
        "catalogue": CATALOGUE,
        **on_page(of_archiving(cycle), request.user),
    }
    return render(request, "papers/archives.html", context)


@requires(Permission.MAKE_PAPERS)
@require_POST
def order(request: SignedInRequest, year: int) -> HttpResponse:
    """A second click is the same order."""
    cycle = get_object_or_404(Cycle.objects.visible_to(request.user), year=year)
    form = KeyForm(request.POST)
    if form.is_valid():
        pressed(request, actions.order_archive, cycle=cycle, by=request.user, **form.cleaned_data)
    return redirect("archives", year)


@requires(Permission.SEE_CYCLES)
@require_safe
def archive(request: SignedInRequest, pk: int) -> FileResponse:
    made = Archive.objects.visible_to(request.user).made().select_related("cycle")
    found = get_object_or_404(made, pk=pk)
    return FileResponse(found.zip.open(), as_attachment=True, filename=found.filename)
