"""The administrator's screens: who has an account, and what may be done with it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import actions, second_factor, stations
from accounts.filters import AccountFilter
from accounts.forms import NewAccountForm, account_form
from accounts.lockout import locked_until
from accounts.models import User, UserQuerySet
from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from wufaan.access import requires
from wufaan.errors import DomainError
from wufaan.web import attempt, form_view, posted

PAGE_SIZE = 50
# In the session, from the moment it is made until it is shown, once.
_ONE_TIME_PASSWORD = "one_time_password"


@requires(Permission.MANAGE_ACCOUNTS)
@require_GET
def accounts(request: SignedInRequest) -> HttpResponse:
    names = stations.names()
    narrowed = AccountFilter(request.GET, _accounts(request), stations=names)
    page = Paginator(narrowed.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    until = locked_until([account.username for account in page])
    for account in page:
        account.station = names.get(account.station_code, account.station_code)
        account.locked_until = until.get(account.username)
    context = {"page": page, "filter": narrowed}
    return _render(request, "accounts", **context)


@requires(Permission.MANAGE_ACCOUNTS)
@form_view
def new(request: SignedInRequest) -> HttpResponse:
    form = NewAccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        password = actions.one_time_password()
        account = attempt(
            form,
            actions.create_user,
            password=password,
            must_change_password=True,
            by=request.user,
            **form.cleaned_data,
        )
        if account:
            return _show_password(request, account, password)
    return _render(request, "new_account", form=form)


@requires(Permission.MANAGE_ACCOUNTS)
@never_cache
@form_view
def account(request: SignedInRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    form = account_form(posted(request), account)
    if request.method == "POST" and form.is_valid():
        changes = form.cleaned_data
        if attempt(form, actions.change_user, account=account, by=request.user, **changes):
            messages.success(request, "已保存。")
            return redirect("account", pk)
    names = stations.names()
    context = {
        "account": account,
        "form": form,
        "station": names.get(account.station_code, account.station_code),
        "former": [
            (post["display_name"], station, datetime.fromisoformat(post["until"]))
            for post in account.former_posts
            for code in [post["station_code"]]
            for station in [post.get("station_name") or names.get(code, code)]
        ],
        "until": locked_until([account.username]).get(account.username),
        "needs_second_factor": second_factor.required_of(account),
        "password": _password_to_show(request, account),
    }
    return _render(request, "account", **context)


@requires(Permission.MANAGE_ACCOUNTS)
@require_POST
def reset_password(request: SignedInRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    try:
        password = actions.reset_password(account=account, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("account", pk)
    return _show_password(request, account, password)


def _verb(action: Callable[..., Any], done: str) -> Callable[..., Any]:
    """A button of the account's page."""

    @requires(Permission.MANAGE_ACCOUNTS)
    @require_POST
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        try:
            action(account=_account(request, pk), by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, done)
        return redirect("account", pk)

    return view


close = _verb(actions.close, "账号已停用，正在使用的已退出。")
open_again = _verb(actions.open_again, "账号已启用，可以登录。")
unlock = _verb(actions.unlock, "登录限制已解除，现在就可以登录。")
reset_second_factor = _verb(
    actions.reset_second_factor, "动态口令已重置，本人下次登录时重新绑定手机。"
)


def _accounts(request: SignedInRequest) -> UserQuerySet:
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return User.objects.visible_to(request.user).annotate(enrolled=Exists(devices))


def _account(request: SignedInRequest, pk: int) -> User:
    return get_object_or_404(_accounts(request), pk=pk)


def _show_password(request: SignedInRequest, account: User, password: str) -> HttpResponse:
    request.session[_ONE_TIME_PASSWORD] = [account.pk, password]
    return redirect("account", account.pk)


def _password_to_show(request: SignedInRequest, account: User) -> str:
    password: str
    pk, password = request.session.get(_ONE_TIME_PASSWORD, [None, ""])
    if pk != account.pk:
        return ""
    del request.session[_ONE_TIME_PASSWORD]
    return password


def _render(request: SignedInRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"accounts/{name}.html", {"section": "accounts", **context})
