"""The titles as data, and the feed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from accounts.permissions import public
from evaluation import open_data
from evaluation.models import Cycle
from evaluation.public_queries import announcements
from wufaan.context import APP_NAME
from wufaan.sheets.writing import csv_bytes
from wufaan.web import cacheable


@public
@require_safe
@cacheable
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "fields": open_data.FIELDS,
        "years": Cycle.objects.published().order_by("-year"),
    }
    return render(request, "evaluation/open_data.html", context)


@public
@require_safe
@cacheable
def titles_csv(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """All years in one file, or one year."""
    content = csv_bytes([field.name for field in open_data.FIELDS], _rows(year))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"titles-{year}.csv" if year else "titles.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _for_anybody(response)


@public
@require_safe
@cacheable
def titles_json(request: HttpRequest, year: int | None = None) -> HttpResponse:
    content = {"source": settings.PUBLIC_BASE_URL, "titles": open_data.records(_rows(year))}
    style = {"ensure_ascii": False, "indent": 1}
    return _for_anybody(JsonResponse(content, json_dumps_params=style))


@public
@require_safe
@cacheable
def feed(request: HttpRequest) -> HttpResponse:
    """Notices and yearly lists, as Atom. Its addresses do not depend on how it was asked for."""
    base = settings.PUBLIC_BASE_URL
    site = f"{settings.COUNTY_NAME}{APP_NAME}"
    atom = Atom1Feed(
        title=site,
        link=base + reverse("home"),
        description="公示和年度名单",
        feed_url=base + reverse("feed"),
        author_name=site,
        language="zh-hans",
    )
    for item in announcements():
        link = base + reverse(item.page, args=[item.year])
        atom.add_item(
            title=item.title,
            link=link,
            unique_id=link,
            description=item.summary,
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _rows(year: int | None) -> list[list]:
    """A year that is not published has no file."""
    rows = open_data.rows(year)
    if year and not rows:
        raise Http404
    return rows


def _for_anybody(response: HttpResponse) -> HttpResponse:
    """Pages elsewhere may read it: it is there to be used."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
