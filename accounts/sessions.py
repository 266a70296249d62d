"""How long a sign-in lasts, and how a person comes back to what they were doing.

A person has one session: signing in elsewhere ends the earlier one, once the second factor is
shown where one is asked for. A session that nobody uses ends by itself; a page that asks by
itself (the header X-Poll, or `?poll=` where scripts are off) is nobody using it. What is typed
into a form when the session had ended is kept for the person whose session it was, and for
nobody else.
"""

import secrets
import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.models import User
from accounts.second_factor import next_step, required_of
from wufaan.web import TYPED, go, is_htmx, keep_typed, page_of, takes_form

_TOKEN, _SEEN = "token", "seen"
# In the anonymous session that follows one that ended: whose it was, and why it ended.
_WAS, _ENDED = "was", "ended"
# Beside the session's cookie, which ends with the browser: whose it was, signed.
_LAST, _LAST_SECONDS = "last", 24 * 60 * 60
# How exactly the last use is known: not every page needs to write.
_SEEN_EVERY = 60

INVALID = "登录已失效，请重新登录。"
ELSEWHERE = (
    "这个账号刚才在别处登录，这里已自动退出。不是您本人登录的，"
    "请重新登录后马上修改密码，并告诉系统管理员。"
)
_ENDED_BY = {
    "reset": "系统管理员重置了这个账号的动态口令，这里已自动退出。请重新登录，并重新绑定手机。",
    "closed": "这个账号停用过，现在又启用了，请重新登录。",
}
KEPT = "您填写的内容已经保留，还没有提交。登录后会恢复到表单里。"
FILE_NOT_KEPT = "选好的文件没有保留，登录后请重新选择。"
NOT_KEPT = "刚才的操作没有执行，请登录后再做一次。"


def begin(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """After each right password. Where a code is asked for too, the session that the person has
    elsewhere goes on: who knows only the password must not end it. What another person had typed
    into this browser is forgotten."""
    request.session[_SEEN] = int(time.time())
    request.session.pop(_ENDED, None)
    request.session.pop(DEVICE_ID_SESSION_KEY, None)  # the second factor is asked for again
    if request.session.pop(_WAS, None) != user.pk:
        request.session.pop(TYPED, None)
    if required_of(user):
        request.session[_TOKEN] = user.session_token
    else:
        take_over(request, user)


def take_over(request: HttpRequest, user: User) -> None:
    """Wholly signed in: this session is the person's; any other is no longer."""
    user.session_token = request.session[_TOKEN] = secrets.token_hex(32)
    user.last_login = timezone.now()
    user.save(update_fields=["session_token", "last_login"])


def nobody_s(why: str) -> str:
    """A token that no session holds and that says why: `reset` or `closed`."""
    return f"{why}:{secrets.token_hex(24)}"


def owner(request: HttpRequest) -> int | None:
    """Who signed in with this session. Ask before `request.user`: where the password was reset
    meanwhile Django answers with an empty session."""
    pk = request.session.get(SESSION_KEY)
    return pk and int(pk)


def over(request: HttpRequest) -> str:
    """Why the session of this request is over; empty while it lasts, or where there is none."""
    if owner(request) is None:
        return ""
    if not request.user.is_authenticated:
        return INVALID  # the account was closed, or its password reset
    if request.session.get(_TOKEN, "") != request.user.session_token:
        return _ENDED_BY.get(request.user.session_token.partition(":")[0], ELSEWHERE)
    if _idle(request) >= 60 * settings.IDLE_MINUTES:
        return f"{settings.IDLE_MINUTES} 分钟没有操作，已自动退出，请重新登录。"
    return ""


def is_in(request: HttpRequest) -> bool:
    """Whether a person is wholly signed in, and the session lasts."""
    user = request.user
    return user.is_authenticated and not over(request) and next_step(user) is None


def end(request: HttpRequest, pk: int, reason: str = "") -> None:
    """Nothing of the session is left but whose it was, so that a form that is still open in this
    browser can be kept for that person."""
    request.session.flush()
    request.user = AnonymousUser()
    request.session[_WAS], request.session[_ENDED] = pk, reason


def leave_word(request: HttpRequest, response: HttpResponseBase) -> None:
    """Have the browser keep whose session this is: where a telephone drops its cookie, a form
    that is still open can be kept for that person all the same."""
    pk = owner(request)
    if pk is not None and _last(request) != pk:
        response.set_signed_cookie(
            _LAST,
            str(pk),
            max_age=_LAST_SECONDS,
            path=reverse("office"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def note_use(request: HttpRequest) -> None:
    asked_by_itself = "X-Poll" in request.headers or "poll" in request.GET
    if not asked_by_itself and _idle(request) >= _SEEN_EVERY:
        request.session[_SEEN] = int(time.time())


def tell(request: HttpRequest) -> None:
    """Why the session ended, once."""
    if reason := request.session.pop(_ENDED, None):
        messages.warning(request, reason)


def lead_to_sign_in(request: HttpRequest) -> HttpResponse:
    page = page_of(request)
    if is_htmx(request) and takes_form(page) and not _brings_form(request):
        # A part of a page whose form is perhaps half filled in: to leave now would lose it.
        # Sending the form leads to the sign-in, with everything kept.
        return HttpResponse(status=204)
    tell(request)
    if request.method == "POST" or _brings_form(request):
        whose = request.session.get(_WAS) or _last(request)
        kept = whose is not None and keep_typed(request, page)
        if kept:
            request.session[_WAS] = whose
        messages.warning(request, KEPT if kept else NOT_KEPT)
        if request.FILES:
            messages.warning(request, FILE_NOT_KEPT)
    return go(request, redirect_to_login(page).url)


def _last(request: HttpRequest) -> int | None:
    pk = request.get_signed_cookie(_LAST, default=None, max_age=_LAST_SECONDS)
    return int(pk) if pk else None


def _idle(request: HttpRequest) -> int:
    """Seconds since the session was last used."""
    return int(time.time()) - int(request.session.get(_SEEN, 0))


def _brings_form(request: HttpRequest) -> bool:
    """Whether this carries a whole form, not only a field of it: then its token is there too."""
    if request.method == "POST" and takes_form(request.path):
        return True
    return is_htmx(request) and "csrfmiddlewaretoken" in (request.POST or request.GET)
