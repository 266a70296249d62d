"""Titles as open data: what the public may see, one row a title. The names of the fields and the
addresses of the files are promised to whoever builds on them."""

from collections.abc import Iterable
from typing import Any

from evaluation.notice.models import NoticeCorrection
from evaluation.notice.resources import CorrectionResource
from evaluation.public.resources import TitleResource
from evaluation.streaks.models import Honour
from wufaan.sheets.resource import Resource


def rows(year: int | None = None) -> list[list[Any]]:
    """Two queries, however many there are; sorted so that the same titles give the same bytes."""
    announced = Honour.objects.announced()
    honours = announced.select_related("community").prefetch_related("reinstatements")
    if year:
        honours = honours.in_year(year)
    return list(TitleResource.plain_rows(honours.order_by("year", "level", "community__code")))


def correction_rows() -> list[list[Any]]:
    """Of all notices, in one query."""
    corrections = NoticeCorrection.objects.select_related("notice__cycle", "entry")
    ordered = corrections.order_by("notice__cycle__year", "notice__position", "position")
    return list(CorrectionResource.plain_rows(ordered))


def records(rows: Iterable[list[Any]], resource: type[Resource]) -> list[dict[str, Any]]:
    return [dict(zip(resource.named, row, strict=True)) for row in rows]
