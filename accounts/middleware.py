"""Safe by default: a view that declares nothing is not served, and who is not wholly signed in
is nobody."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts import sessions
from accounts.second_factor import next_step
from wufaan.access import is_open_to
from wufaan.web import go, page_name, page_of


class PermissionMiddleware:
    """Compares what the view declares (accounts.permissions) with who is asking. What a person
    may not see is not found: a 403 would tell that it is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(reverse("office")):
            sessions.leave_word(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_arguments: object
    ) -> HttpResponse | None:
        if not hasattr(view, "required_permission"):
            raise ImproperlyConfigured(
                f"{view.__module__}.{view.__qualname__} declares neither a permission nor @public."
            )
        pk, reason = sessions.owner(request), sessions.over(request)
        required, name = view.required_permission, page_name(request)
        if reason and pk and (required is not None or name == "sign-in"):
            sessions.end(request, pk, reason)
        step = next_step(request.user) if request.user.is_authenticated else None
        if required is None:
            if reason or step:
                # Sees what anyone sees. Nothing is written: a cache may keep the page.
                request.user = AnonymousUser()
            return None
        if not request.user.is_authenticated:
            return sessions.lead_to_sign_in(request)
        sessions.note_use(request)
        if step:
            return None if name == step else self._to_step(request, step)
        if not is_open_to(view, request.user):
            raise Http404
        return None

    def _to_step(self, request: HttpRequest, step: str) -> HttpResponse:
        return go(request, f"{resolve_url(step)}?{urlencode({'next': page_of(request)})}")
