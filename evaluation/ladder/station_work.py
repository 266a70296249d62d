"""Titles that were given a day to be put right: the station sees to it in its district."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from communities.models import Station
from evaluation.ladder.models import ReReview
from incidents.station_work import Source, Waiting, register


def _rectifying(stations: Collection[Station], on: date) -> Iterator[Waiting]:
    rows = ReReview.objects.rectifying().filter(honour__community__station__in=stations)
    for row in rows.select_related("honour__community").in_turn():
        honour, place = row.honour, row.honour.community
        yield Waiting(
            place.station_id,
            row.state,
            place.name,
            f"{honour.year} 年{honour.get_level_display()}{honour.title}",
            why=row.demand,
            due_on=row.due_on,
            page=reverse("registry-community", args=[place.code]),
        )


register(Source("限期整改的称号", 30, _rectifying))
