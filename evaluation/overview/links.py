from collections.abc import Iterator

from django.urls import reverse

from accounts.models import User
from communities.models import Community
from wufaan.links import Link, offered_on


@offered_on("community")
def _dossier(community: Community, user: User) -> Iterator[Link]:
    yield Link("一村一档", reverse("dossier", args=[community.code]))
