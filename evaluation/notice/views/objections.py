"""The office's side of objections: the list, one of them, putting one on record, answering."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.notice import actions
from evaluation.notice.converters import Edition
from evaluation.notice.filters import ObjectionFilter
from evaluation.notice.forms.inquiries import InquiryForm
from evaluation.notice.forms.objections import AnswerForm, AssignForm, EntryForm
from evaluation.notice.inquiries import of_answering
from evaluation.notice.models import Notice, Objection, ObjectionQuerySet
from evaluation.notice.objection_period import consequences_of, contact_for
from evaluation.notice.queries import the_notice
from evaluation.notice.resources import ObjectionResource
from evaluation.year.rules import ANSWER_WORKING_DAYS
from wufaan.access import requires
from wufaan.clock import today
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, posted, send_list

PAGE_SIZE = 50


@requires(Permission.SEE_CYCLES)
@require_GET
def objections(request: SignedInRequest) -> HttpResponse:
    visible = Objection.objects.visible_to(request.user)
    narrowed, rows = _listed(request, visible)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": narrowed,
        "page": page,
        "unanswered": visible.unanswered().count(),
        "overdue": visible.overdue(today()).count(),
        "notices": Notice.objects.current().select_related("cycle"),
        "answer_days": ANSWER_WORKING_DAYS,
    }
    return _page(request, "evaluation/objections.html", **context)


@requires(Permission.SEE_CYCLES)
@require_GET
def export(request: SignedInRequest, format: str) -> HttpResponseBase:
    _, rows = _listed(request, Objection.objects.visible_to(request.user))
    return send_list(
        request, ObjectionResource, rows, format, listed_at="objections", count=rows.count
    )


@requires(Permission.SEE_CYCLES)
@require_GET
def objection(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about one. The leading group reads, without the contact."""
    return show_objection(request, the_objection(request, reference))


@requires(Permission.HANDLE_OBJECTIONS)
@form_view
def answer(request: SignedInRequest, reference: str) -> HttpResponse:
    """First shown as it would be read, and what follows; `confirmed` makes it final. One that is
    answered may be answered again."""
    objection = the_objection(request, reference)
    form = AnswerForm(posted(request), objection=objection)
    if request.method == "POST" and "edited" not in request.POST and form.is_valid():
        given = {"objection": objection, "by": request.user, **form.cleaned_data}
        step: Callable[..., Objection] = actions.answer
        if "reason" in form.fields:
            step = actions.answer_again
        if "confirmed" not in request.POST:
            if shown := _rehearsed(form, step, given):
                return _preview(request, shown, form)
        elif attempt(form, step, **given):
            messages.success(request, "已答复，提出异议的人凭受理编号可以看到。")
            return redirect("objection", reference)
    return show_objection(request, objection, form=form)


def _rehearsed(form: AnswerForm, step: Callable[..., Objection], given: Any) -> Objection | None:
    """As it would be, with nothing kept of it."""
    with transaction.atomic():
        shown = attempt(form, step, **given)
        transaction.set_rollback(True)
    return shown


def _preview(request: SignedInRequest, shown: Objection, form: AnswerForm) -> HttpResponse:
    context = {
        "objection": shown,
        "form": form,
        "told": list(consequences_of(shown)),
        **on_page(of_answering(shown), request.user),
    }
    return _page(request, "evaluation/objection_preview.html", **context)


@requires(Permission.HANDLE_OBJECTIONS)
@form_view
def assign(request: SignedInRequest, reference: str) -> HttpResponse:
    """Who looks into it; nobody in particular where none is chosen."""
    objection = the_objection(request, reference)
    form = AssignForm(posted(request), objection=objection)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        if attempt(form, actions.assign, objection=objection, to=to, by=request.user):
            messages.success(request, f"已交给{to.display_name}办理。" if to else "已取消经办人。")
            return redirect("objection", reference)
    return show_objection(request, objection, assign_form=form)


@requires(Permission.HANDLE_OBJECTIONS)
@form_view
def enter(request: SignedInRequest, edition: Edition) -> HttpResponse:
    """What came by letter, phone or visit, against the notice that is out."""
    notice = the_notice(edition)
    # Once the days of the notice are over, what still comes in was made on its last day or before.
    initial = {"received_on": min(today(), notice.ends_on)}
    form = EntryForm(posted(request), notice=notice, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        objection = attempt(form, actions.enter, notice=notice, by=request.user, **fields)
        if objection:
            messages.success(request, "已登记。请把受理编号告诉提出异议的人，凭它可以查询答复。")
            return redirect("objection", objection.reference)
    return _page(request, "evaluation/objection_enter.html", notice=notice, form=form)


def _listed(
    request: SignedInRequest, visible: ObjectionQuerySet
) -> tuple[ObjectionFilter, ObjectionQuerySet]:
    """Open ones first; the contact is not even read."""
    narrowed = ObjectionFilter(request.GET, visible)
    rows = narrowed.qs.select_related("notice__cycle", "entry", "missing", "assigned_to")
    return narrowed, rows.defer("contact").open_first()


def the_objection(request: SignedInRequest, reference: str) -> Objection:
    rows = (
        Objection.objects.visible_to(request.user)
        .select_related("notice__cycle", "answered_by", "assigned_to")
        .select_related("entry__verdict__community", "missing__township")
        .prefetch_related("former_answers__by", "inquiries__asked_by", "inquiries__replied_by")
        .prefetch_related("inquiries__station")
    )
    return get_object_or_404(rows, reference=reference)


def show_objection(request: SignedInRequest, objection: Objection, **forms: Any) -> HttpResponse:
    context = {
        "objection": objection,
        "contact": contact_for(objection, request.user),
        "form": AnswerForm(objection=objection),
        "assign_form": AssignForm(objection=objection),
        "inquiry_form": InquiryForm(objection=objection),
        **on_page(of_answering(objection), request.user),
        **forms,
    }
    return _page(request, "evaluation/objection.html", **context)


def _page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, template, {"section": "objections", **context})
