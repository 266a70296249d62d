"""The titles and what was corrected on notices as data, and the feed."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from evaluation.notice.resources import CorrectionResource
from evaluation.public import open_data
from evaluation.public.queries import announcements
from evaluation.public.resources import TitleResource
from evaluation.year.models import Cycle
from wufaan.access import public
from wufaan.sheets.download import TYPES
from wufaan.sheets.resource import Resource
from wufaan.sheets.writing import csv_bytes
from wufaan.web import cacheable


@public
@require_safe
@cacheable
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "fields": TitleResource.columns,
        "correction_fields": CorrectionResource.columns,
        "years": Cycle.objects.published().order_by("-year"),
    }
    return render(request, "evaluation/open_data.html", context)


@public
@require_safe
@cacheable
def titles_csv(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """All years in one file, or one year."""
    return _csv(f"titles-{year}" if year else "titles", TitleResource, _rows(year))


@public
@require_safe
@cacheable
def titles_json(request: HttpRequest, year: int | None = None) -> HttpResponse:
    return _json({"titles": open_data.records(_rows(year), TitleResource)})


@public
@require_safe
@cacheable
def corrections_csv(request: HttpRequest) -> HttpResponse:
    return _csv("corrections", CorrectionResource, open_data.correction_rows())


@public
@require_safe
@cacheable
def corrections_json(request: HttpRequest) -> HttpResponse:
    rows = open_data.correction_rows()
    return _json({"corrections": open_data.records(rows, CorrectionResource)})


@public
@require_safe
@cacheable
def feed(request: HttpRequest) -> HttpResponse:
    """Notices and yearly lists, as Atom. Its addresses do not depend on how it was asked for."""
    base = settings.PUBLIC_BASE_URL
    site = f"{settings.COUNTY_NAME}{settings.APP_NAME}"
    atom = Atom1Feed(
        title=site,
        link=base + reverse("home"),
        description="公示和年度名单",
        feed_url=base + reverse("feed"),
        author_name=site,
        language="zh-hans",
    )
    for item in announcements():
        link = base + reverse(item.page, args=[item.edition]) + item.fragment
        atom.add_item(
            title=item.title,
            link=link,
            unique_id=link,
            description=item.summary,
            pubdate=item.at,
            updateddate=item.at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)


def _rows(year: int | None) -> list[list[Any]]:
    """A year that is not published has no file."""
    rows = open_data.rows(year)
    if year and not rows:
        raise Http404
    return rows


def _csv(name: str, resource: type[Resource], rows: list[list[Any]]) -> HttpResponse:
    content = csv_bytes(list(resource.named), rows)
    response = HttpResponse(content, content_type=TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return _for_anybody(response)


def _json(content: dict[str, Any]) -> HttpResponse:
    content = {"source": settings.PUBLIC_BASE_URL} | content
    style = {"ensure_ascii": False, "indent": 1}
    return _for_anybody(JsonResponse(content, json_dumps_params=style))


def _for_anybody(response: HttpResponse) -> HttpResponse:
    """Pages elsewhere may read it: it is there to be used."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
