"""Signing in and out, and what a person finds there."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import public, signed_in
from wufaan.navigation import entries_for


class SignInForm(AuthenticationForm):
    """Chinese, and without telling whether the name or the password was wrong."""

    error_messages = {
        "invalid_login": "用户名或密码不对，请检查后再试。密码区分大小写。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


sign_in = public(
    LoginView.as_view(
        template_name="accounts/sign_in.html",
        authentication_form=SignInForm,
        next_page="office",
        redirect_authenticated_user=True,
    )
)
sign_out = public(LogoutView.as_view(next_page="home"))


@signed_in
def office(request: HttpRequest) -> HttpResponse:
    """Each role begins where its work is: the first entry of its rail."""
    entries = entries_for(request.user)
    return redirect(entries[0].url) if entries else render(request, "accounts/office.html")
