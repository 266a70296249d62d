"""The titles and what was corrected on notices as data, and the feed."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from evaluation.public import open_data
from evaluation.public.queries import announcements
from evaluation.year.models import Cycle
from wufaan.access import public
from wufaan.sheets.writing import csv_bytes
from wufaan.web import cacheable


@public
@require_safe
@cacheable
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "fields": open_data.FIELDS,
        "correction_fields": open_data.CORRECTION_FIELDS,
        "years": Cycle.objects.published().order_by("-year"),
    }
    return render(request, "evaluation/open_data.html", context)


@public
@require_safe
@cacheable
def titles_csv(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """All years in one file, or one year."""
    return _csv(f"titles-{year}" if year else "titles", open_data.FIELDS, _rows(year))


@public
@require_safe
@cacheable
def titles_json(request: HttpRequest, year: int | None = None) -> HttpResponse:
    return _json({"titles": open_data.records(_rows(year))})


@public
@require_safe
@cacheable
def corrections_csv(request: HttpRequest) -> HttpResponse:
    rows = open_data.correction_rows()
    return _csv("corrections", open_data.CORRECTION_FIELDS, rows)


@public
@require_safe
@cacheable
def corrections_json(request: HttpRequest) -> HttpResponse:
    rows, fields = open_data.correction_rows(), open_data.CORRECTION_FIELDS
    return _json({"corrections": open_data.records(rows, fields)})


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
        link = base + reverse(item.page, args=[item.year]) + item.fragment
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


def _csv(name: str, fields: Sequence[open_data.Field], rows: list[list[Any]]) -> HttpResponse:
    content = csv_bytes([field.name for field in fields], rows)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
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
