"""How far long work is, for whoever asked for it and for whoever must put it right."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from jobs import actions
from jobs.models import Job, State
from jobs.resources import JobResource
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.web import send_list

PAGE_SIZE = 50


@requires(Permission.SEE_JOBS)
@require_GET
def jobs(request: SignedInRequest) -> HttpResponse:
    rows = Job.objects.select_related("created_by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "jobs/jobs.html", {"page": page, "section": "jobs"})


@requires(Permission.SEE_JOBS)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    rows = Job.objects.select_related("created_by")
    return send_list(request, JobResource, rows, format, listed_at="jobs", count=rows.count)


@requires(Permission.SEE_JOBS)
@require_GET
@never_cache
def job(request: SignedInRequest, job_id: int) -> HttpResponse:
    """The whole page, or for htmx only the bar. When the work has ended htmx is told to load
    the page around the bar again, since its numbers have changed; where the bar is then gone (the
    header X-Tell) a message says how it ended."""
    job = get_object_or_404(Job.objects.select_related("created_by"), pk=job_id)
    if not request.headers.get("HX-Request"):
        return render(request, "jobs/job.html", {"job": job, "section": "jobs"})
    response = render(request, "jobs/_progress.html", {"job": job})
    if job.is_finished:
        response["HX-Refresh"] = "true"
    if job.state == State.DONE and "X-Tell" in request.headers:
        messages.success(request, f"{job.message}。")
    return response


@requires(Permission.RUN_CYCLE)
@require_POST
def retry(request: SignedInRequest, job_id: int) -> HttpResponse:
    try:
        actions.retry(job=get_object_or_404(Job, pk=job_id), by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("job", job_id)
