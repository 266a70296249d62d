"""Clearing what was written about an incident, where it says who somebody is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from incidents import actions
from incidents.forms import RedactionForm
from incidents.queries import visible
from wufaan.access import requires
from wufaan.web import form_view, posted, taken


@requires(Permission.CLEAR_WORDS)
@form_view
def redaction(request: SignedInRequest, pk: int) -> HttpResponse:
    incident = get_object_or_404(visible(request.user), pk=pk)
    form = RedactionForm(posted(request))
    sent = request.method == "POST" and form.is_valid()
    given = {"incident": incident, "by": request.user}
    if sent and taken(form, actions.redact, **given, **form.arguments()) is not None:
        messages.success(request, "文字已经清除。时间、地点、种类和认定的结论都还在。")
        return redirect("incident", pk)
    form.show(visible(request.user).get(pk=pk).version)
    context = {"section": "incidents", "incident": incident, "form": form}
    return render(request, "incidents/redaction.html", context)
