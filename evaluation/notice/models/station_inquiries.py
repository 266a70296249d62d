"""请派出所核实: what the office asks a station about an objection, and what it replies."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission, Role
from audit.clearing import CLEARED
from communities.models import Station
from evaluation.notice.models.objections import Objection, ObjectionState
from wufaan.marks import MarkedChoices, Shape, Tone

_PERSON = settings.AUTH_USER_MODEL


class InquiryState(MarkedChoices):
    OPEN = "open", Shape.HALF, Tone.WAITING, "等派出所回复"
    REPLIED = "replied", Shape.TICK, Tone.GOOD, "已回复"
    OVER = "over", Shape.DASH, Tone.PAST, "不用再回复"


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def visible_to(self, user: User) -> Self:
        """Those of an officer's stations; all for whoever sees objections."""
        if user.role == Role.OFFICER:
            return self.filter(station__in=Station.objects.visible_to(user).order_by())
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def open(self) -> Self:
        """Without a reply, while the objection has no answer either."""
        return self.filter(replied_at=None, objection__state=ObjectionState.RECEIVED)


class Inquiry(models.Model):
    """The station reads `question` and which place it is about, never the objection itself or how
    to reach who objected."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="inquiries")
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="inquiries", verbose_name="派出所"
    )
    question = models.CharField("请核实什么", max_length=500)
    due_on = models.DateField("回复期限")
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reply = models.CharField("核实情况", max_length=1000, blank=True)
    replied_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    replied_at = models.DateTimeField(null=True)
    # What makes a form sent twice one inquiry.
    entry_key = models.CharField(max_length=40, unique=True, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "请派出所核实"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="replied_by_somebody_with_words",
                condition=Q(reply="", replied_by=None, replied_at=None)
                | (~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.objection}"

    @property
    def state(self) -> InquiryState:
        if self.replied_at:
            return InquiryState.REPLIED
        over = self.objection.state != ObjectionState.RECEIVED
        return InquiryState.OVER if over else InquiryState.OPEN

    @property
    def is_cleared(self) -> bool:
        """Of all words: a reply may have come after the question was cleared."""
        return {self.question, self.reply or CLEARED} == {CLEARED}
