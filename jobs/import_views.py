"""Files that people bring: the template, the upload, the preview, the yes."""

import io
from collections.abc import Callable
from typing import IO, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from jobs import actions as job_actions
from jobs import import_actions as actions
from jobs.forms import UploadForm
from jobs.import_actions import KEPT_FOR
from jobs.import_kinds import ImportKind, kinds_for
from jobs.models import FileImport
from jobs.previews import facets, rows_of
from wufaan.access import requires
from wufaan.content_types import CONTENT_TYPES
from wufaan.errors import DomainError
from wufaan.web import attempt, form_view, posted

PAGE_SIZE = 100


@requires(Permission.IMPORT_FILES)
@require_GET
def imports(request: SignedInRequest) -> HttpResponse:
    """What one may import, and one's own files so far."""
    found = FileImport.objects.visible_to(request.user)
    context = {
        "offers": [(kind, UploadForm()) for kind in kinds_for(request.user).values()],
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "kept_for": KEPT_FOR,
        "section": "imports",
    }
    return render(request, "jobs/imports.html", context)


@requires(Permission.IMPORT_FILES)
@form_view
def upload(request: SignedInRequest, kind: str) -> HttpResponse:
    offer = _kind(request, kind)
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = {"kind": kind, "name": file.name, "content": file.read(), "by": request.user}
        if file_import := attempt(form, actions.upload, **upload):
            return redirect("import", file_import.pk)
    context = {"kind": offer, "form": form, "section": "imports"}
    return render(request, "jobs/upload.html", context)


@requires(Permission.IMPORT_FILES)
@require_safe
@never_cache
def template(request: SignedInRequest, kind: str) -> FileResponse:
    offer = _kind(request, kind)
    return _workbook(io.BytesIO(offer.template(request.user)), f"{offer.title}导入模板.xlsx")


@requires(Permission.IMPORT_FILES)
@require_GET
@never_cache
def file_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole page, or for htmx only the bar. When the check or the import has ended htmx is
    told to load the page around the bar again."""
    found = _own(request, pk)
    if request.headers.get("HX-Request"):
        response = render(request, "jobs/_import_progress.html", {"import": found})
        if not found.is_at_work or found.job is None or found.job.is_finished:
            response["HX-Refresh"] = "true"
        return response
    rows, facet = rows_of(found), request.GET.get("facet", "")
    shown = [row for row in rows if row.is_in(facet)] if facet else rows
    context = {
        "import": found,
        "kind": kinds_for(request.user).get(found.kind),
        "may_import": found.kind in kinds_for(request.user),
        "form": UploadForm(),
        "facets": facets(rows),
        "asks": found.may_be_answered and any(row.question for row in shown),
        "facet": facet,
        "total": len(rows),
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "kept_for": KEPT_FOR,
        "section": "imports",
    }
    return render(request, "jobs/import.html", context)


@requires(Permission.IMPORT_FILES)
@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    seen = request.POST.get("seen", "")
    return _then_back(request, pk, actions.confirm, file_import=_own(request, pk), seen=seen)


@requires(Permission.IMPORT_FILES)
@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the preview asks, by row."""
    answers = {name.removeprefix("row-"): value for name, value in request.POST.items()}
    return _then_back(request, pk, actions.answer, file_import=_own(request, pk), answers=answers)


@requires(Permission.IMPORT_FILES)
@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    return _then_back(request, pk, actions.drop, file_import=_own(request, pk))


@requires(Permission.IMPORT_FILES)
@require_POST
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    return _then_back(request, pk, job_actions.retry, job=_own(request, pk).job)


@requires(Permission.IMPORT_FILES)
@require_safe
@never_cache
def errors(request: SignedInRequest, pk: int) -> FileResponse:
    """The file as it was sent, with what is wrong beside each row."""
    found = _own(request, pk)
    try:
        content = found.marked.open()
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    return _workbook(content, f"{found.name.rpartition('.')[0] or found.name}（标出错误）.xlsx")


def _then_back(
    request: SignedInRequest, pk: int, action: Callable[..., object], **kwargs: Any
) -> HttpResponse:
    try:
        action(**kwargs, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("import", pk)


def _own(request: SignedInRequest, pk: int) -> FileImport:
    own = FileImport.objects.visible_to(request.user).select_related("job", "created_by")
    return get_object_or_404(own, pk=pk)


def _kind(request: SignedInRequest, name: str) -> ImportKind:
    try:
        return kinds_for(request.user)[name]
    except KeyError as error:
        raise Http404 from error


def _workbook(content: IO[bytes], name: str) -> FileResponse:
    return FileResponse(
        content, as_attachment=True, filename=name, content_type=CONTENT_TYPES["xlsx"]
    )
