"""恢复: proposed by the office in two steps, then decided by another."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.ladder import actions
from evaluation.ladder.forms.honours import DeclineForm, ReinstateForm
from evaluation.ladder.models import Reinstatement
from evaluation.ladder.obstacles import of_deciding_reinstatement, of_proposing
from evaluation.ladder.queries import returning
from evaluation.ladder.views.honours import the_title
from wufaan.access import requires
from wufaan.obstacles import on_page
from wufaan.web import attempt, form_view, in_two_steps, posted, pressed


@requires(Permission.KEEP_HONOURS)
@form_view
def propose(request: SignedInRequest, pk: int) -> HttpResponse:
    """First document and reason, then what comes back with it, then it waits for a decision."""
    title = the_title(request, pk)
    form = ReinstateForm(posted(request))
    check, propose = actions.check_reinstatement, actions.propose_reinstatement
    done, confirming = in_two_steps(request, form, check, propose, honour=title)
    if done:
        messages.success(request, "已提出恢复，等待决定。")
        return redirect("honour-reinstatement", pk)
    context = {
        **on_page(of_proposing(title), request.user),
        "honour": title,
        "form": form,
        "confirming": confirming,
        "returning": returning(title),
        "section": "honours",
    }
    return render(request, "evaluation/reinstate.html", context)


@requires(Permission.SEE_CYCLES)
@form_view
def reinstatement(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is proposed, for whoever decides and whoever looks."""
    title = the_title(request, pk)
    proposed = title.reinstatements.proposed().select_related("honour__community", "proposed_by")
    row = proposed.first()
    form = DeclineForm(None if "decided" in request.POST else posted(request))
    if row is None or (request.method == "POST" and _decided(request, row, form)):
        return redirect("honour", pk)
    context = {
        **on_page(of_deciding_reinstatement(row, request.user), request.user),
        "honour": title,
        "row": row,
        "form": form,
        "returning": returning(title),
        "section": "honours",
    }
    return render(request, "evaluation/reinstatement.html", context)


def _decided(request: SignedInRequest, row: Reinstatement, form: DeclineForm) -> bool:
    """By which of the two buttons."""
    given: dict[str, Any] = {"reinstatement": row, "by": request.user}
    decline = actions.decline_reinstatement
    if "decided" in request.POST:
        done, told = pressed(request, actions.reinstate, **given), "称号已恢复，公开页面已经注明。"
    else:
        done = form.is_valid() and bool(attempt(form, decline, **given, **form.cleaned_data))
        told = "已决定不予恢复。"
    if done:
        messages.success(request, told)
    return done
