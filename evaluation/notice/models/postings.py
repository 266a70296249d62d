"""张贴: what shows that a notice was put up where people see it."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from communities.models import WITHDRAWN_FOR_A_REASON, Community, KeptFile, KeptQuerySet
from evaluation.notice.models.notices import Notice


class PostingQuerySet(KeptQuerySet["Posting"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(community__in=Community.objects.visible_to(user))


class Posting(KeptFile):
    """A photograph of the notice where it hangs, in a village or neighbourhood."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="postings")
    community = models.ForeignKey(Community, models.PROTECT, related_name="postings")
    place = models.CharField("张贴地点", max_length=60)
    posted_on = models.DateField("张贴日期")

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "张贴"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="the_same_photograph_once",
                fields=["notice", "community", "sha256"],
                condition=Q(withdrawn_on=None),
            ),
            models.CheckConstraint(
                name="posting_withdrawn_for_a_reason", condition=WITHDRAWN_FOR_A_REASON
            ),
        ]
