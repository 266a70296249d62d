"""What belongs to no app."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.permissions import public

ONE_YEAR = 365 * 24 * 3600


@public
def display(request: HttpRequest) -> HttpResponseRedirect:
    """Choose large or normal type. A plain link, so that it works without JavaScript."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    if request.GET.get("type") == "large":
        response.set_cookie("type", "large", max_age=ONE_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("type", samesite="Lax")
    return response
