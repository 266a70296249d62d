"""Signing in and out, and what a person finds there."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure

from accounts import actions, sessions
from accounts.forms import SignInForm
from accounts.requests import SignedInRequest
from wufaan.access import public, signed_in
from wufaan.navigation import first_entry
from wufaan.web import go, is_from_here, keep_typed, next_page


class SignInView(LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    next_page = "office"
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sessions.tell(request)
        return super().get(request, *args, **kwargs)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Not to this page itself: Django calls that a loop."""
        target = next_page(self.request)
        return "" if target.partition("?")[0] == self.request.path else target

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        login(self.request, user)
        actions.note_sign_in(by=user)
        return redirect(self.get_success_url())


class SignOutView(LogoutView):
    next_page = "home"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A form that is still open in another tab can yet be kept for whoever was here."""
        pk = request.user.pk
        response = super().post(request, *args, **kwargs)
        if pk:
            sessions.end(request, pk)
        return response


def outdated_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. Signing in again changes the token, also for a form that is still open in
    another tab: its person gets it back, filled in and not acted upon, after signing in once more
    where that session has ended too. Who signed in meanwhile need not sign in here as well.
    Another site gets 403."""
    page, pk = request.get_full_path(), sessions.owner(request)
    if is_from_here(request) and sessions.is_in(request):
        if request.path == reverse("sign-in"):
            return go(request, next_page(request) or reverse("office"))
        if keep_typed(request, page):
            return go(request, page)
    if is_from_here(request) and pk and (ended_because := sessions.over(request)):
        sessions.end(request, pk, ended_because)
        return sessions.lead_to_sign_in(request)
    return csrf_failure(request, reason=reason)


sign_in = public(SignInView.as_view())
sign_out = public(SignOutView.as_view())


@signed_in
def office(request: SignedInRequest) -> HttpResponse:
    """Each role begins where its work is."""
    first = first_entry(request.user)
    return redirect(first.url) if first else render(request, "accounts/office.html")
