"""What the public says against a notice. Neither the reference nor what was typed ever stands in
an address: nothing of it gets into a log, a history or a Referer. Hence no redirect after the
form; sending it again is harmless (actions.lodge)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.permissions import public
from evaluation import actions
from evaluation.forms.objections import PublicObjectionForm, ReferenceForm
from evaluation.hearing import phase
from evaluation.models import Notice, Objection
from evaluation.references import tidy
from wufaan.clock import today
from wufaan.web import attempt, client_address, form_view


@public
@form_view
@never_cache
def new(request: HttpRequest, year: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.select_related("cycle"), cycle__year=year)
    data = request.POST if request.method == "POST" else None
    form = PublicObjectionForm(data, notice=notice, initial={"entry": request.GET.get("entry")})
    context = {"notice": notice, "phase": phase(notice, today()), "form": form}
    if data and form.is_valid():
        form.cleaned_data.pop("left_blank")
        sender = {"address": client_address(request), "by": User.objects.system()}
        objection = attempt(form, actions.lodge, notice=notice, **sender, **form.cleaned_data)
        if objection:
            context["objection"] = objection
            return render(request, "evaluation/objection_received.html", context)
    return render(request, "evaluation/object.html", context)


@public
@form_view
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """State and reply, for whoever knows the reference; never the contact."""
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    context = {"form": form}
    if form.is_valid():
        known = Objection.objects.select_related("notice__cycle", "entry").defer("contact", "text")
        context["asked"] = form.cleaned_data["reference"]
        context["objection"] = known.filter(reference=tidy(context["asked"])).first()
    return render(request, "evaluation/objection_status.html", context)
