"""What every view with a form does, and what is known of where a request comes from."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import format_html
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.views.decorators.http import conditional_page, require_http_methods

from wufaan.access import View
from wufaan.clock import today
from wufaan.errors import AlreadyDone, DomainError
from wufaan.obstacles import Stopped
from wufaan.sheets.download import TYPES, in_pieces
from wufaan.sheets.resource import Resource

P = ParamSpec("P")
R = TypeVar("R")
Response = TypeVar("Response", bound=HttpResponseBase)

# Where `keep_typed` keeps what was typed when a session had run out: by the path of the form.
TYPED = "typed"
# As sent: a Chinese character takes nine.
TYPED_LIMIT = 64 * 1024
# Nobody has more forms half filled in; the last ones are kept.
FORMS_KEPT = 5
# In the address of a form: what was kept of it is not wanted.
DISCARD = "discard"
# In the environment of a request for a page that is for offline use, as a file (static_site).
OFFLINE = "wufaan.offline"


def form_view(view: View) -> View:
    """A page whose form comes back to the same address, with what was typed: see `posted`."""
    view = require_http_methods(["GET", "HEAD", "POST"])(view)
    vars(view)["takes_form"] = True
    return view


def posted(request: HttpRequest) -> QueryDict | None:
    """What to fill the form with: what was sent just now, or what was sent when the session had
    run out (not acted upon: the person looks at it and sends it again). That stays, however often
    the page is loaded, until the form is sent or given up. None on a fresh page."""
    kept = request.session.get(TYPED, {})
    if request.path in kept and (request.method == "POST" or DISCARD in request.GET):
        del kept[request.path]
        request.session[TYPED] = kept
    if request.method == "POST":
        return _with_plain_lines(request.POST)
    if request.path not in kept:
        return None
    messages.warning(request, _restored(request))
    return _with_plain_lines(QueryDict(kept[request.path]))


def _restored(request: HttpRequest) -> str:
    here = request.GET.copy()
    here[DISCARD] = "1"
    return format_html(
        "登录曾经过期，您填写的内容已经恢复，还没有提交。请核对后再提交；"
        '不要了的，<a href="?{}">重新填写</a>。',
        here.urlencode(),
    )


def _with_plain_lines(sent: QueryDict) -> QueryDict:
    """Browsers end the lines of a text with CRLF: what is kept has ends of lines as everything
    else here has them."""
    tidied = sent.copy()
    for name, values in sent.lists():
        tidied.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return tidied


def keep_typed(request: HttpRequest, page: str) -> bool:
    """Keep the form that this request brings until `page` asks for it (`posted`), without files.
    False where that page takes no form, or where there are no words or too many."""
    data = (request.POST or request.GET).copy()
    data.pop("csrfmiddlewaretoken", None)
    typed = data.urlencode()
    if not takes_form(page) or not 0 < len(typed) <= TYPED_LIMIT:
        return False
    path = unquote(urlsplit(page).path)
    others = [(p, t) for p, t in request.session.get(TYPED, {}).items() if p != path]
    request.session[TYPED] = dict([*others, (path, typed)][-FORMS_KEPT:])
    return True


def takes_form(page: str) -> bool:
    """Whether the page at this path was declared a `form_view`."""
    try:
        return hasattr(resolve(unquote(urlsplit(page).path)).func, "takes_form")
    except Resolver404:
        return False


def is_offline(request: HttpRequest) -> bool:
    """Whether the page will be looked at without a server: it then takes no form, tells nothing
    that depends on the day, and lists what a search would find."""
    return OFFLINE in request.META


def is_htmx(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def page_of(request: HttpRequest) -> str:
    """Path and query of the page that the person is looking at who sent this."""
    if request.method == "POST" and takes_form(request.path):
        return request.get_full_path()
    if is_htmx(request):
        return _own_path(request, request.headers.get("HX-Current-URL", ""))
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return _own_path(request, request.headers.get("Referer", ""))


def page_name(request: HttpRequest) -> str | None:
    """What the address of the view that is about to answer is called."""
    return request.resolver_match.url_name if request.resolver_match else None


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this very site sent this. Silence is no."""
    here = f"{request.scheme}://{request.get_host()}"
    sender = request.headers.get("Origin", request.headers.get("Referer", ""))
    return sender == here or sender.startswith(f"{here}/")


def next_page(request: HttpRequest) -> str:
    """Where `next=` leads, if that is on this site; else nothing."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if _is_own(request, target) else ""


def go(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the browser's window there, also when only a part of its page was asked for."""
    if not is_htmx(request):
        return redirect(url)
    response = HttpResponse()
    response["HX-Redirect"] = url
    return response


def client_address(request: HttpRequest) -> str:
    """Where a request comes from. What a proxy says of it counts only where one is configured
    (it then says so itself, last in the list: what a client claimed stands before)."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def cacheable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A public page: asked for again it is sent again only if it has changed, and a shared cache
    may keep it for a minute. Whoever is signed in gets a page of their own."""

    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        own = request.user.is_authenticated
        patch_vary_headers(response, ["Cookie"])
        if own:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=0, s_maxage=60)
        return response

    return answer


def attempt(form: BaseForm, action: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
    """Take the action and return what it returns. A refusal is shown in the form, beside the
    input that it speaks of, with all that was typed still there, and None is returned. That a
    form was sent twice is no refusal: it is raised."""
    try:
        return action(*args, **kwargs)
    except AlreadyDone:
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


def ticked(request: HttpRequest, name: str) -> list[str]:
    """The numbers of rows that the address names (`?name=1&name=2`)."""
    return [pk for pk in request.GET.getlist(name) if pk.isdecimal() and len(pk) < 10]


def in_two_steps(
    request: HttpRequest,
    form: BaseForm,
    check: Callable[..., object],
    act: Callable[..., R],
    **given: Any,
) -> tuple[R | None, bool]:
    """A form whose second step shows what will follow, before it is done. What `act` returned, and
    whether the second step is to be shown; `check` says on the way there what will not do."""
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        return None, False
    choice = given | form.cleaned_data
    # Only the button of the second step says so: a field would come back with a refused form.
    if "confirmed" in request.POST:
        if done := attempt(form, act, by=request.user, **choice):
            return done, False
    else:
        attempt(form, check, **choice)
    return None, form.is_valid()


def taken(form: BaseForm, step: Callable[..., R], **given: Any) -> R | AlreadyDone | None:
    """As `attempt`, for a step that the same person may have taken a moment ago: then it is done,
    and what says so is returned."""
    try:
        return attempt(form, step, **given)
    except AlreadyDone as done:
        return done


def pressed(request: HttpRequest, step: Callable[..., Any], **given: Any) -> bool:
    """As `taken`, for a button without a form. A refusal is a message, save where the page to
    which it leads back lists the obstacle anyhow."""
    try:
        step(**given)
    except AlreadyDone:
        return True
    except Stopped:
        return False
    except DomainError as error:
        messages.error(request, str(error))
        return False
    return True


def send_file(
    request: HttpRequest,
    make: Callable[[str], Iterator[bytes]],
    format: str,
    *,
    name: str,
    listed_at: str,
) -> HttpResponseBase:
    """The pieces of a list that `make` makes in the format that was asked for, as a file; where it
    refuses, back to the list with the reason and the same filters."""
    if format not in TYPES:
        raise Http404
    try:
        content = make(format)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(f"{listed_at}?{request.GET.urlencode()}")
    response = StreamingHttpResponse(content, content_type=TYPES[format])
    return saved_as(response, f"{name}.{format}")


def send_list(
    request: HttpRequest,
    resource: type[Resource],
    records: Iterable[Any],
    format: str,
    *,
    listed_at: str,
    count: Callable[[], int] | None = None,
) -> HttpResponseBase:
    """What the list of the name `listed_at` shows, as a file called by the resource's title and
    the day; `count` as for in_pieces."""
    return send_file(
        request,
        partial(in_pieces, resource=resource, records=records, count=count),
        format,
        name=f"{resource.sheet_title}{today():%Y%m%d}",
        listed_at=reverse(listed_at),
    )


def saved_as(response: Response, name: str, *, shown: bool = False) -> Response:
    """The response under the name by which it is saved; `shown` in the browser first."""
    disposition = content_disposition_header(not shown, name)
    assert disposition, "it is None only for what is shown and has no name"
    response["Content-Disposition"] = disposition
    return response


def _own_path(request: HttpRequest, url: str) -> str:
    if not _is_own(request, url):
        return reverse("office")
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_own(request: HttpRequest, url: str) -> bool:
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
