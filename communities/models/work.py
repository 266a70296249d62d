"""创建台账: what is done for a community in a year, head by head (N 2), and what shows it."""

from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from communities.heads import WorkState, head_titled
from communities.models.files import WITHDRAWN_FOR_A_REASON, KeptFile, KeptQuerySet
from communities.models.places import Community
from wufaan.marks import StateField


class WorkRecordQuerySet(models.QuerySet["WorkRecord"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(community__in=Community.objects.visible_to(user))

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)


class WorkRecord(models.Model):
    """One head of a community's year. Without a row the head has not been started."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="work_records")
    year = models.PositiveSmallIntegerField("年度")
    head = models.CharField("事项", max_length=20)
    state = StateField("状态", max_length=15, choices=WorkState, default=WorkState.NOT_STARTED)
    note = models.CharField("情况", max_length=500, blank=True)
    # How many there are, never who (N 2(1)2).
    information_officers = models.PositiveIntegerField("信息员人数", null=True, blank=True)

    objects = WorkRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "创建台账"
        ordering = ["community", "-year", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_record_a_head", fields=["community", "year", "head"]),
            models.CheckConstraint(
                name="officers_are_counted_at_internal_security",
                condition=Q(information_officers=None) | Q(head="internal_security"),
            ),
        ]
        indexes = [models.Index(fields=["year", "community"], name="work_of_year")]

    def __str__(self) -> str:
        return f"{self.community} {self.year} 年度 {self.title}"

    @property
    def title(self) -> str:
        return head_titled(self.head, is_compound=self.community.parent_id is not None)


class EvidenceQuerySet(KeptQuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(record__community__in=Community.objects.visible_to(user))


class Evidence(KeptFile):
    """What shows what a record says."""

    record = models.ForeignKey(WorkRecord, models.PROTECT, related_name="evidence")

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "证明材料"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="the_same_file_once",
                fields=["record", "sha256"],
                condition=Q(withdrawn_on=None),
            ),
            models.CheckConstraint(
                name="withdrawn_by_somebody_for_a_reason", condition=WITHDRAWN_FOR_A_REASON
            ),
        ]
