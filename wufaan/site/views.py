"""What belongs to no app."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from accounts.permissions import Permission
from accounts.requests import SignedInRequest
from communities.models import Community
from wufaan.access import public, requires, signed_in
from wufaan.navigation import first_entry
from wufaan.search import Sought, exact, find
from wufaan.site.guide import CONTENTS, chapters
from wufaan.web import next_page

ONE_YEAR = 365 * 24 * 3600


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Who is signed in is told the way back to their work; nobody else costs a query."""
    user = getattr(request, "user", None)
    first = first_entry(user) if user and user.is_authenticated else None
    return render(request, "404.html", {"first": first}, status=404)


@public
def display(request: HttpRequest) -> HttpResponseRedirect:
    """Choose large or normal type. A plain link, so that it works without JavaScript."""
    response = HttpResponseRedirect(next_page(request) or "/")
    if request.GET.get("type") == "large":
        response.set_cookie("type", "large", max_age=ONE_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("type", samesite="Lax")
    return response


# What leads nowhere for a search engine, and what only a person should look up.
ROBOTS = """User-agent: *
Disallow: /office/
Disallow: /sign-in/
Disallow: /display/
Disallow: /objections/
Disallow: /notices/*/objections/
"""


@public
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@public
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """For programs that ask without having read a page."""
    return HttpResponseRedirect(static("favicon.svg"))


@requires(Permission.SEE_REGISTRY)
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Everything that fits what was typed; a number typed in full leads straight to its page."""
    sought = Sought.typed(request.GET.get("q", ""))
    found = find(request.user, sought)
    if page := exact(found):
        return redirect(page)
    # An example that this person would find.
    like = Community.objects.visible_to(request.user).order_by("code").first()
    context = {"section": "search", "sought": sought, "found": found, "like": like}
    return render(request, "search.html", context)


@signed_in
@require_safe
def guide(request: HttpRequest, chapter: str = CONTENTS) -> HttpResponse:
    found = chapters().get(chapter)
    if not found:
        raise Http404
    context = {"section": "guide", "chapter": found, "inner": chapter != CONTENTS}
    return render(request, "guide.html", context)
