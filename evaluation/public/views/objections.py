"""What the public says against a notice. Neither the reference nor what was typed ever stands in
an address: nothing of it gets into a log, a history or a Referer. Which objection the page after
the form tells of stands in a signed cookie; sending the form again is harmless (actions.lodge)."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from evaluation.notice import actions
from evaluation.notice.converters import Edition
from evaluation.notice.models import Objection
from evaluation.notice.objection_period import phase
from evaluation.notice.obstacles import of_objecting
from evaluation.notice.queries import the_notice
from evaluation.notice.references import tidy
from evaluation.public.forms import PublicObjectionForm, ReferenceForm
from evaluation.public.queries import missing_place
from evaluation.year.rules import ANSWER_WORKING_DAYS
from wufaan.access import public
from wufaan.clock import today
from wufaan.obstacles import why_not
from wufaan.web import attempt, client_address, form_view

# For how long, in seconds, whoever sent an objection may come back to its reference.
SHOWN_AGAIN = 600


@public
@form_view
@never_cache
def new(request: HttpRequest, edition: Edition) -> HttpResponse:
    notice = the_notice(edition)
    data = request.POST if request.method == "POST" else None
    missing = missing_place(notice, request.GET.get("missing", ""))
    chosen = {"entry": request.GET.get("entry")}
    form = PublicObjectionForm(data, notice=notice, missing=missing, initial=chosen)
    stopped = why_not(of_objecting(notice, today()))
    context = {
        "notice": notice,
        "phase": phase(notice, today()),
        "form": form,
        "missing": missing,
        "stopped": stopped,
    }
    if data and form.is_valid():
        form.cleaned_data.pop("left_blank")
        sender = {"address": client_address(request), "by": User.objects.system()}
        given = {"notice": notice, "missing": missing, **sender, **form.cleaned_data}
        objection = attempt(form, actions.lodge, **given)
        if objection:
            return _to_received(objection)
    return render(request, "evaluation/object.html", context)


def _to_received(objection: Objection) -> HttpResponse:
    page = reverse("objection-received")
    response = redirect(page)
    response.set_signed_cookie(
        "objection",
        str(objection.pk),
        max_age=SHOWN_AGAIN,
        path=page,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@public
@require_safe
@never_cache
def received(request: HttpRequest) -> HttpResponse:
    """The reference, to the browser that the objection came from."""
    sent = request.get_signed_cookie("objection", default=None, max_age=SHOWN_AGAIN)
    known = Objection.objects.select_related("notice__cycle", "entry", "missing")
    objection = known.filter(pk=sent).first() if sent else None
    if objection is None:
        return redirect("objection-status")
    context = {
        "notice": objection.notice,
        "objection": objection,
        "answer_days": ANSWER_WORKING_DAYS,
    }
    return render(request, "evaluation/objection_received.html", context)


@public
@form_view
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """State and reply, for whoever knows the reference; never the contact."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        known = Objection.objects.select_related("notice__cycle", "entry", "missing").defer(
            "contact", "text"
        )
        context["asked"] = form.cleaned_data["reference"]
        context["objection"] = known.filter(reference=tidy(context["asked"])).first()
    return render(request, "evaluation/objection_status.html", context)
