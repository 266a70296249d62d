"""What no view has to look out for."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

NUL = "\0"


class NoNul:
    """A NUL in an address, a query or a form is refused before any view asks for it: no text in
    PostgreSQL holds one, the query would fail. Nobody types it. Stands behind the check against
    forged requests, which reads the form as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        sent = [request.path, *_values(request.GET), *_values(request.POST)]
        if any(NUL in value for value in sent):
            raise BadRequest("NUL")


class OnwardForScripts:
    """A script that sends a form (static/js/forms.js) is told where to go on and has the browser
    go there. Led there itself it would have used up the messages that the page shows once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "X-Sent-By-Script" in request.headers and response.has_header("Location"):
            response["X-Go-On-At"] = response["Location"]
            del response["Location"]
            response.status_code = 200
        return response


def _values(data: QueryDict) -> list[str]:
    return [value for _, values in data.lists() for value in values]
