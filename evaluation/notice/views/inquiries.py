"""Asking a station about an objection, and the station's page of what it is asked."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.forms.inquiries import InquiryForm, ReplyForm
from evaluation.notice.inquiries import of_replying
from evaluation.notice.models import Inquiry
from evaluation.notice.views.objections import show_objection, the_objection
from notes.clearing import clear_words
from wufaan.access import requires
from wufaan.errors import AlreadyDone
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, posted, taken


@requires(Permission.HANDLE_OBJECTIONS)
@form_view
def ask(request: SignedInRequest, reference: str) -> HttpResponse:
    objection = the_objection(request, reference)
    form = InquiryForm(posted(request), objection=objection)
    if request.method == "POST" and form.is_valid():
        given = {"objection": objection, "by": request.user, **form.cleaned_data}
        if asked := attempt(form, actions.ask_station, **given):
            messages.success(request, f"已请{asked.station.name}核实，列在它的“我的辖区”。")
            return redirect("objection", reference)
    return show_objection(request, objection, inquiry_form=form)


@requires(Permission.REPORT_INCIDENT)
@form_view
def inquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the station is asked, and about which place; nothing else of the objection."""
    asked = Inquiry.objects.visible_to(request.user).select_related(
        "station", "asked_by", "replied_by", "objection__entry", "objection__missing"
    )
    inquiry = get_object_or_404(asked, pk=pk)
    form = ReplyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"inquiry": inquiry, "by": request.user, **form.cleaned_data}
        if outcome := taken(form, actions.reply_to_inquiry, **given):
            done = isinstance(outcome, AlreadyDone)
            messages.success(request, str(outcome) if done else "已回复领导小组办公室。")
            return redirect("station")
    context = {
        "section": "station",
        "inquiry": inquiry,
        "form": form,
        **on_page(of_replying(inquiry), request.user),
    }
    return render(request, "evaluation/inquiry.html", context)


@requires(Permission.CLEAR_WORDS)
@form_view
def clear(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    objection = the_objection(request, reference)
    inquiry = get_object_or_404(objection.inquiries, pk=pk)
    return clear_words(
        request,
        partial(actions.clear_inquiry, inquiry=inquiry),
        words=[("请核实什么", inquiry.question), ("核实情况", inquiry.reply or "还没有回复")],
        thing=objection,
        back=reverse("objection", args=[reference]),
        section="objections",
    )
