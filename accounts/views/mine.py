"""A person's own account: password, recovery codes."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions, second_factor, stations
from accounts.actions.second_factor import CODES_GIVEN
from accounts.forms import CodeForm, PasswordForm
from accounts.requests import SignedInRequest
from wufaan.access import signed_in
from wufaan.web import attempt, next_page

# In the session, from the moment they are made until they are shown, once.
RECOVERY_CODES = "recovery_codes"

# Not `form_view`s: nothing typed here is ever kept for later.
_methods = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_GET
def my_account(request: SignedInRequest) -> HttpResponse:
    context = {
        "station": stations.names().get(request.user.station_code, ""),
        "needs_second_factor": second_factor.required_of(request.user),
        "codes_left": second_factor.codes_left(request.user),
    }
    return render(request, "accounts/my_account.html", context)


@signed_in
@sensitive_post_parameters()
@never_cache
@_methods
def password(request: SignedInRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["new"]
        account = attempt(
            form, actions.change_password, account=request.user, password=new, by=request.user
        )
        if account:
            update_session_auth_hash(request, account)
            messages.success(request, "密码已修改，下次用新密码登录。")
            return redirect(next_page(request) or "my-account")
    return render(request, "accounts/password.html", {"form": form})


@signed_in
@never_cache
@_methods
def recovery_codes(request: SignedInRequest) -> HttpResponse:
    if codes := request.session.pop(RECOVERY_CODES, None):
        context = {"codes": codes, "next": next_page(request)}
        return render(request, "accounts/recovery_codes.html", context)

    return _renew(request)


def _renew(request: SignedInRequest) -> HttpResponse:
    """A sign-in may be half an hour old: what weakens it asks for a code again."""
    if not second_factor.required_of(request.user):
        return redirect("my-account")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if codes := attempt(form, actions.renew_recovery_codes, code=code, by=request.user):
            request.session[RECOVERY_CODES] = codes
            return redirect("recovery-codes")
    return render(request, "accounts/renew.html", {"form": form, "codes": CODES_GIVEN})
