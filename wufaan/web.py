"""What every view with a form does."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_http_methods

from wufaan.errors import DomainError

# Where accounts.middleware keeps what was typed when a session had run out.
TYPED = "typed"


def form_view(view: Callable) -> Callable:
    """A page whose form comes back to the same address, with what was typed: see `posted`."""
    view = require_http_methods(["GET", "HEAD", "POST"])(view)
    view.takes_form = True
    return view


def client_address(request: HttpRequest) -> str:
    """Where a request comes from. What a proxy says of it counts only where one is configured
    (it then says so itself, last in the list: what a client claimed stands before)."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"]


def cacheable(view: Callable) -> Callable:
    """A public page: asked for again it is sent again only if it has changed, and a shared cache
    may keep it for a minute. Whoever is signed in gets a page of their own."""

    @conditional_page
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        own = request.user.is_authenticated
        patch_vary_headers(response, ["Cookie"])
        if own:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=0, s_maxage=60)
        return response

    return answer


def posted(request: HttpRequest) -> QueryDict | None:
    """What to fill the form with: what was sent just now, or what was sent when the session had
    run out (not acted upon: the person looks at it and sends it again). None on a fresh page."""
    if request.method == "POST":
        return request.POST
    kept = request.session.get(TYPED)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[TYPED]
    messages.warning(request, "登录曾经过期，您填写的内容已经恢复，还没有提交。请核对后再提交。")
    return QueryDict(kept["data"])


def attempt(form, action: Callable, **kwargs):
    """Take the action and return what it returns. A refusal is shown in the form, beside the
    input that it speaks of, with all that was typed still there, and None is returned."""
    try:
        return action(**kwargs)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None
