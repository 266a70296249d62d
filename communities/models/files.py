"""A file that somebody brought to show something: what is said of it, and that it stays."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

_PERSON = settings.AUTH_USER_MODEL
_M = TypeVar("_M", bound=models.Model)


class KeptQuerySet(models.QuerySet[_M]):
    def standing(self) -> Self:
        return self.filter(withdrawn_on=None)


# Of each table of such files.
WITHDRAWN_FOR_A_REASON = Q(withdrawn_on=None, withdrawn_by=None, withdrawn_reason="") | (
    Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")
)


class KeptFile(models.Model):
    """It is never deleted; one that was withdrawn is no longer handed out. `name` ends as its
    content asks, whatever it was sent as."""

    file = models.FileField()
    name = models.CharField("文件名", max_length=120)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField(max_length=64)
    added_on = models.DateTimeField("添加时间", auto_now_add=True)
    added_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    withdrawn_on = models.DateTimeField("撤下时间", null=True)
    withdrawn_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    withdrawn_reason = models.CharField("撤下原因", max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
