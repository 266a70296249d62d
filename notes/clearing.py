"""The page on which words are cleared that say who somebody is: of notes, and of what apps above
keep likewise."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.requests import SignedInRequest
from notes.forms import ClearingForm
from wufaan.web import posted, taken


def clear_words(
    request: SignedInRequest, step: Callable[..., object], *, back: str, **told: Any
) -> HttpResponse:
    """`words` of `thing` are cleared; `step` takes a reason and who does it."""
    form = ClearingForm(posted(request))
    sent = request.method == "POST" and form.is_valid()
    if sent and taken(form, step, by=request.user, **form.cleaned_data) is not None:
        messages.success(request, "文字已经清除。谁、什么时候写的还在。")
        return redirect(back)
    return render(request, "notes/clearing.html", told | {"back": back, "form": form})
