from collections.abc import Iterator

from django.urls import reverse

from accounts.models import User
from communities.models import Community, Station
from wufaan.links import Link, offered_on


@offered_on("community")
def _dossier(community: Community, user: User) -> Iterator[Link]:
    yield Link("一村一档", reverse("dossier", args=[community.code]))


@offered_on("station")
def _deadlines(station: Station | None, user: User) -> Iterator[Link]:
    yield Link("期限", reverse("station-calendar"))
