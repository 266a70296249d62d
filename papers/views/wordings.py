"""The words of each kind of paper, and trying others before they are kept."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from papers import actions
from papers.forms import WordsForm
from papers.kinds import KINDS, PaperKind
from papers.models import Wording
from papers.previewing import preview
from papers.queries import words_of
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.web import attempt, form_view, posted


@requires(Permission.MAKE_PAPERS)
@require_safe
def wordings(request: SignedInRequest) -> HttpResponse:
    changed = set(Wording.objects.own().values_list("kind", flat=True))
    kinds = [(kind, kind.name in changed) for kind in KINDS.values() if kind.words]
    return _page(request, "papers/wordings.html", kinds=kinds)


@requires(Permission.MAKE_PAPERS)
@form_view
def wording(request: SignedInRequest, kind: str) -> HttpResponse:
    """The button says whether the words are tried or kept."""
    of = KINDS.get(kind)
    if not of or not of.words:
        raise Http404
    form = WordsForm(posted(request), kind=of)
    shown = None
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            shown = attempt(form, preview, kind=of, words=form.words())
        elif attempt(form, actions.change_words, kind=of, words=form.words(), by=request.user):
            messages.success(request, f"{of.title}的用语已保存，以后制作的文稿都用它。")
            return redirect("wording", of.name)
    context = {"kind": of, "form": form, "tried": shown, "default": of.words}
    context |= {"paper": shown} if shown else _as_it_is(of)
    return _page(request, "papers/wording.html", **context)


def _as_it_is(kind: PaperKind) -> dict[str, Any]:
    """How the words that hold read, or why they cannot be printed on the records as they are."""
    try:
        return {"paper": preview(kind=kind, words=words_of(kind))}
    except DomainError as error:
        return {"unprintable": str(error)}


def _page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    return render(request, template, {"section": "papers", **context})
