"""更正: one page for whatever can be put right."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from evaluation.ladder import actions
from evaluation.ladder.corrections import FACTS, corrections_of
from evaluation.ladder.forms.corrections import CorrectionForm
from wufaan.access import requires
from wufaan.web import attempt, form_view, posted


@requires(Permission.KEEP_HONOURS)
@form_view
def correction(request: SignedInRequest, fact: str, pk: int) -> HttpResponse:
    """Of one row, and of those written down from the same paper if wanted."""
    if fact not in FACTS:
        raise Http404
    what = FACTS[fact]
    row = get_object_or_404(what.rows(), pk=pk)
    alike = what.rows().filter(pk__in=what.alike(row).values("pk")).exclude(pk=row.pk)
    others = list(alike)
    form = CorrectionForm(posted(request), fact=what, row=row, others=len(others))
    if request.method == "POST" and form.is_valid():
        rows = [row, *(others if form.cleaned_data.get("together") else [])]
        told = {"values": form.values, "reason": form.cleaned_data["why"]}
        done = attempt(form, actions.correct, fact=what, rows=rows, by=request.user, **told)
        if done:
            messages.success(request, f"已更正 {len(done)} 处，原来的登记留在旁边。")
            return redirect(what.page(row))
    context = {
        "what": what,
        "row": row,
        "others": others,
        "form": form,
        "page": what.page(row),
        "corrections": corrections_of(row),
        "section": what.section,
    }
    return render(request, "evaluation/correction.html", context)
