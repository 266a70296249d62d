"""张贴: in which villages and neighbourhoods a notice should hang, and where it is shown to. It
concerns those that are on its list, or a compound inside them is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F
from django.db.models.functions import Coalesce

from communities.models import Community, CommunityQuerySet
from evaluation.notice.models import Notice, Posting


@dataclass(frozen=True)
class Hung:
    """One village with the photographs of it that stand."""

    community: Community
    postings: list[Posting] = field(default_factory=list)


@dataclass(frozen=True)
class Count:
    posted: int
    villages: int


def concerned(notice: Notice) -> CommunityQuerySet:
    """By code."""
    place = F("verdict__community")
    village = Coalesce("verdict__community__parent", place)
    villages = notice.entries.order_by().values_list(village)
    return Community.objects.filter(pk__in=villages).order_by("code")


def hung(notice: Notice, among: CommunityQuerySet) -> list[Hung]:
    """All of `among` that are concerned: two queries, however many."""
    by_place = defaultdict(list)
    standing = notice.postings.standing().filter(community__in=among.order_by().values("pk"))
    for posting in standing.select_related("added_by"):
        by_place[posting.community_id].append(posting)
    villages = concerned(notice).filter(pk__in=among.order_by().values("pk"))
    return [Hung(v, by_place[v.pk]) for v in villages.select_related("township", "station")]


def counted(notice: Notice) -> Count:
    villages = concerned(notice)
    posted = notice.postings.standing().filter(community__in=villages.order_by().values("pk"))
    return Count(posted.order_by().values("community").distinct().count(), villages.count())


def in_words(notices: Iterable[Notice]) -> list[str]:
    """A sentence for each."""
    return [
        f"{notice.called}：{count.villages} 个村社中，{count.posted} 个有张贴的照片"
        for notice in notices
        for count in [counted(notice)]
    ]
