"""What the office asked about objections."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from communities.models import Station
from evaluation.notice.models import Inquiry
from incidents.station_work import Source, Waiting, register


def _asked(stations: Collection[Station], on: date) -> Iterator[Waiting]:
    rows = Inquiry.objects.open().filter(station__in=stations)
    named = rows.select_related("objection__entry", "objection__missing")
    for row in named.order_by("due_on", "pk"):
        page = reverse("inquiry", args=[row.pk])
        yield Waiting(
            row.station_id,
            row.state,
            "请核实的情况",
            row.objection.against or "没有指明是哪一个",
            why=row.question,
            due_on=row.due_on,
            page=page,
            step="回复",
            url=page,
        )


register(Source("请核实的异议情况", 20, _asked))
