"""Putting an incident on record, putting it right, and answering when it comes back. A kind
decides which facts are asked for, so a form is sent twice where there is no JavaScript: first
place, day and kind, then the facts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from incidents import actions
from incidents.criteria import touches_on_people
from incidents.models import Incident
from incidents.obstacles import obstacles, of_asking_again
from incidents.presenters import facts_in_words
from incidents.queries import visible, with_findings
from incidents.station_forms import (
    FORM_OF,
    AnswerForm,
    CorrectionForm,
    ReconsiderationForm,
    ReportForm,
    WithdrawalForm,
)
from incidents.timeline import judgement
from wufaan.access import requires
from wufaan.errors import AlreadyDone
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, posted, taken


@requires(Permission.REPORT_INCIDENT)
@require_GET
def report(request: SignedInRequest) -> HttpResponse:
    """A fresh form has an address of its own, so that going back to it after sending finds what
    was sent, and sending it again is no second report."""
    return redirect("report-form", uuid4())


@requires(Permission.REPORT_INCIDENT)
@form_view
def report_form(request: SignedInRequest, key: UUID) -> HttpResponse:
    there = Incident.objects.visible_to(request.user).filter(entry_key=str(key)).first()
    form = ReportForm(posted(request), user=request.user, incident=there)
    if request.method == "POST" and form.is_sent:
        if there and not form.repeats:
            return _form(request, "incidents/report.html", form, there=there, anew=uuid4())
        if there:
            messages.warning(request, f"这份表已经上报过，编号 {there.number}，没有重复登记。")
            return redirect("incident", there.pk)
        if "apart" not in request.POST and (alike := form.alike()):
            return _form(request, "incidents/report.html", form, alike=alike)
        report = form.report()
        if incident := attempt(
            form, actions.report, report=report, entry_key=str(key), by=request.user
        ):
            return redirect("incident-reported", incident.pk)
    return _form(request, "incidents/report.html", form, there=there)


@requires(Permission.REPORT_INCIDENT)
@require_GET
def facts(request: SignedInRequest) -> HttpResponse:
    """The part of the form that depends on its kind, for htmx; free text is not sent along."""
    form_class = FORM_OF.get(request.GET.get("step", ""), ReportForm)
    form = form_class(request.GET, user=request.user)
    context = _asking(form) | {"live": True}
    form.forgive_what_was_not_asked()
    return render(request, "incidents/_live.html", context)


@requires(Permission.REPORT_INCIDENT)
@form_view
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(visible(request.user), pk=pk)
    form = AnswerForm(posted(request), user=request.user, incident=incident)
    if request.method == "POST" and form.is_sent:
        given = {"report": form.report()}
        given |= {name: form.cleaned_data[name] for name in ("reply", "seen")}
        said = "已答复并重新上报，等领导小组办公室认定。"
        if _taken(request, form, actions.answer, said, incident=incident, **given):
            return redirect("incident", pk)
        incident = visible(request.user).get(pk=pk)
    return _form(request, "incidents/answer.html", form, **_beside(form, incident))


@requires(Permission.REPORT_INCIDENT)
@form_view
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(visible(request.user), pk=pk)
    form = CorrectionForm(posted(request), user=request.user, incident=incident)
    if request.method == "POST" and form.is_sent:
        given = {"report": form.report(), "seen": form.cleaned_data["seen"]}
        said = "登记的就是这些内容，没有再改。" if form.repeats else "已更正，等办公室认定。"
        if _taken(request, form, actions.correct, said, incident=incident, **given):
            return redirect("incident", pk)
        incident = visible(request.user).get(pk=pk)
    return _form(request, "incidents/correction.html", form, **_beside(form, incident))


def _beside(form: AnswerForm | CorrectionForm, incident: Incident) -> dict[str, Any]:
    """What the page tells beside the form: who was overtaken has seen that when sending again."""
    if form.non_field_errors():
        form.show(incident.version)
    in_the_way = obstacles(form.step, incident)
    return {
        "incident": incident,
        "facts": facts_in_words(incident),
        **on_page(in_the_way, form.user),
    }


@requires(Permission.REPORT_INCIDENT)
@form_view
def withdrawal(request: SignedInRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(visible(request.user), pk=pk)
    form = WithdrawalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        step, said = actions.request_withdrawal, "已申请撤回，等领导小组办公室答复。"
        if _taken(request, form, step, said, incident=incident, reason=reason):
            return redirect("incident", pk)
    context = {
        "section": "incidents",
        "incident": incident,
        "form": form,
        **on_page(obstacles("request_withdrawal", incident), request.user),
    }
    return render(request, "incidents/request_withdrawal.html", context)


@requires(Permission.REPORT_INCIDENT)
@form_view
def reconsideration(request: SignedInRequest, pk: int) -> HttpResponse:
    """The station asks for a new look at what the office found."""
    incident = get_object_or_404(with_findings(visible(request.user)), pk=pk)
    form = ReconsiderationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        step, said = actions.request_reconsideration, "已申请重新认定，等领导小组办公室答复。"
        if _taken(request, form, step, said, incident=incident, reason=reason):
            return redirect("incident", pk)
    context = {
        "section": "incidents",
        "incident": incident,
        "form": form,
        **on_page(of_asking_again(incident), request.user),
    }
    return render(request, "incidents/request_reconsideration.html", context)


def _taken(
    request: SignedInRequest,
    form: BaseForm,
    action: Callable[..., object],
    said: str,
    **given: Any,
) -> bool:
    """Whether the step is taken, now or when the same form came a moment ago; then it is said."""
    outcome = taken(form, action, by=request.user, **given)
    if outcome:
        messages.success(request, str(outcome) if isinstance(outcome, AlreadyDone) else said)
    return bool(outcome)


def _form(
    request: SignedInRequest, template: str, form: ReportForm, **context: Any
) -> HttpResponse:
    return render(request, template, {"section": "incidents"} | _asking(form) | context)


def _asking(form: ReportForm) -> dict[str, Any]:
    """`halfway`: the facts of the kind are on the page only now; the next sending reports."""
    chosen = form.chosen
    context = {
        "form": form,
        "judgement": judgement(chosen, form.facts(), form.day) if chosen else None,
        "for_people": chosen and touches_on_people(chosen),
        "halfway": form.is_bound and chosen and not form.asked,
    }
    if context["halfway"]:
        form.forgive_what_was_not_asked()
    return context
