"""The notes about one thing, and clearing one of them. Each app gives addresses to those about its
own."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from notes import actions
from notes.clearing import clear_words
from notes.forms import NoteForm
from notes.models import Note
from wufaan.access import requires
from wufaan.web import attempt, form_view, posted


def notes_about(
    model: Any, permission: str, *, page: str, section: str
) -> Callable[..., HttpResponse]:
    """A view of the notes about a row of `model` that the person sees, who has the permission; it
    is found by what the address names. `page` is the name of the row's own page, whose address
    names the same; `section` is where that stands on the rail."""

    @requires(permission)
    @form_view
    def notes(request: SignedInRequest, **named: Any) -> HttpResponse:
        thing = get_object_or_404(model.objects.visible_to(request.user), **named)
        query = request.GET.urlencode()  # as the list beside it is filtered
        back = reverse(page, kwargs=named) + (f"?{query}" if query else "")
        form = NoteForm(posted(request))
        if request.method == "POST" and form.is_valid():
            given = {"about": thing, "by": request.user, **form.cleaned_data}
            if attempt(form, actions.write, **given):
                messages.success(request, "已写上工作备注。")
                return redirect(back)
        context = {
            "section": section,
            "thing": thing,
            "back": back,
            "form": form,
            "address": request.get_full_path(),
            "notes_at": request.path,
            "may_clear": request.user.can(Permission.CLEAR_WORDS),
            "notes": Note.objects.about(thing),
        }
        return render(request, "notes/notes.html", context)

    return notes


def clearing_about(model: Any, *, page: str, section: str) -> Callable[..., HttpResponse]:
    """A view that clears one note about a row of `model`: see `notes_about`."""

    @requires(Permission.CLEAR_WORDS)
    @form_view
    def clearing(request: SignedInRequest, note: int, **named: Any) -> HttpResponse:
        thing = get_object_or_404(model.objects.visible_to(request.user), **named)
        found = get_object_or_404(Note.objects.about(thing), pk=note)
        return clear_words(
            request,
            partial(actions.clear_note, note=found, about=thing),
            words=[("工作备注", found.text)],
            thing=thing,
            back=reverse(page, kwargs=named),
            section=section,
        )

    return clearing
