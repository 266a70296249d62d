"""创建台账: what is done for a community in a year, head by head (N 2), and what shows it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from communities.heads import WorkState, head_titled
from communities.models.places import Community
from wufaan.marks import StateField

_PERSON = settings.AUTH_USER_MODEL


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


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(record__community__in=Community.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)


class Evidence(models.Model):
    """A file that shows what a record says. It is never deleted; one that was withdrawn is no
    longer handed out. `name` ends as its content asks, whatever it was sent as."""

    record = models.ForeignKey(WorkRecord, models.PROTECT, related_name="evidence")
    file = models.FileField()
    name = models.CharField("文件名", max_length=120)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField(max_length=64)
    added_on = models.DateTimeField("添加时间", auto_now_add=True)
    added_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    withdrawn_on = models.DateTimeField("撤下时间", null=True)
    withdrawn_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    withdrawn_reason = models.CharField("撤下原因", max_length=200, blank=True)

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
                name="withdrawn_by_somebody_for_a_reason",
                condition=Q(withdrawn_on=None, withdrawn_by=None, withdrawn_reason="")
                | (
                    Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False)
                    & ~Q(withdrawn_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name
