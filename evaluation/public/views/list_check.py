"""Anybody may hold a list against the one that was published. What they hand in is not kept."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from evaluation.notice.actions import admit_check
from evaluation.notice.converters import Edition
from evaluation.notice.document import NoticeDocument
from evaluation.notice.models import Notice
from evaluation.notice.queries import the_notice
from evaluation.public import list_check
from evaluation.public.forms import ListCheckForm
from evaluation.public.list_check import Result
from wufaan.access import public
from wufaan.clock import today
from wufaan.web import attempt, client_address, form_view


@public
@form_view
@never_cache
def verify_list(request: HttpRequest, edition: Edition) -> HttpResponse:
    notice = the_notice(edition)
    sent = request.method == "POST"
    form = ListCheckForm(request.POST if sent else None, request.FILES if sent else None)
    context = {"notice": notice, "form": form}
    if sent and form.is_valid():
        address = client_address(request)
        fields = form.cleaned_data
        context["result"] = attempt(form, _checked, notice=notice, address=address, **fields)
    return render(request, "evaluation/verify_list.html", context)


def _checked(notice: Notice, address: str, file: "UploadedFile[bytes] | None", text: str) -> Result:
    admit_check(address=address, on=today())
    handed = (
        list_check.read_file(file.read(), file.name or "") if file else list_check.read_text(text)
    )
    return list_check.check(handed, NoticeDocument.of(notice))
