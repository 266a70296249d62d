"""What is missing below a list, acknowledged one by one on the page from which it is published."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.forms.acknowledging import AcknowledgementForm
from evaluation.notice.models import Gap, NoticeDraft
from evaluation.notice.views.notices import page_of_draft, preview_page
from evaluation.notice.views.supplements import supplement_page
from evaluation.year.models import Cycle
from evaluation.year.views.common import the_cycle
from wufaan.access import requires
from wufaan.web import attempt, form_view, posted


@requires(Permission.RUN_CYCLE)
@form_view
def acknowledge(
    request: SignedInRequest, year: int, gap: str, supplement: bool = False
) -> HttpResponse:
    """One of them, as it stood on the page; what would not do comes back there."""
    cycle = the_cycle(request, year)
    if gap not in Gap:
        raise Http404
    form = AcknowledgementForm(posted(request), prefix=gap)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"gap": Gap(gap), "supplement": supplement, **form.cleaned_data}
        if attempt(form, actions.acknowledge, cycle=cycle, by=request.user, **given):
            messages.success(request, f"已确认：{Gap(gap).label}。")
            return redirect(reverse(page_of_draft(supplement), args=[year]) + "#basis")
    return _shown_again(request, cycle, form, supplement)


def _shown_again(
    request: SignedInRequest, cycle: Cycle, form: AcknowledgementForm, supplement: bool
) -> HttpResponse:
    refused = form if form.is_bound else None
    if supplement:
        return supplement_page(request, cycle, refused)
    draft = NoticeDraft.objects.open(cycle, supplement=False)
    if draft is None:
        return redirect("cycle-publish_notice", cycle.year)
    return preview_page(request, draft, refused)
