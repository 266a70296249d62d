"""异议: what the public says against a notice."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from evaluation.notice.models import Notice, NoticeEntry
from evaluation.year.models import Cycle
from wufaan.marks import MarkedChoices, Shape, StateField, Tone

_PERSON = settings.AUTH_USER_MODEL


class ObjectionState(MarkedChoices):
    RECEIVED = "received", Shape.HALF, Tone.WAITING, "正在核查"
    UPHELD = "upheld", Shape.TICK, Tone.GOOD, "异议成立"
    REJECTED = "rejected", Shape.DASH, Tone.PAST, "异议不成立"


class ObjectionChannel(models.TextChoices):
    WEB = "web", "网上"
    LETTER = "letter", "来信"
    PHONE = "phone", "来电"
    VISIT = "visit", "来访"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def unanswered(self) -> Self:
        return self.filter(state=ObjectionState.RECEIVED)

    def overdue(self, today: date) -> Self:
        """Without an answer though the last day for it is past."""
        return self.unanswered().filter(due_on__lt=today)

    def upheld(self) -> Self:
        return self.filter(state=ObjectionState.UPHELD)

    def open_first(self) -> Self:
        """Those that wait, the oldest first; then those answered, the latest first."""
        return self.order_by(F("answered_on").desc(nulls_first=True), "received_on", "pk")

    def due_before(self, notice: Notice) -> Self:
        """Those without an answer that must have one before the list of this notice is approved:
        its own, and those against what is void."""
        void = Q(notice__cycle=notice.cycle, notice__void_on__isnull=False)
        return self.unanswered().filter(Q(notice=notice) | void)

    def of(self, cycle: Cycle) -> Self:
        return self.filter(notice__cycle=cycle)


class Objection(models.Model):
    """异议: what a member of the public says against the notice, against one entry of it, or for a
    place that is `missing` from it.
    Whoever knows the reference may read state and reply. `contact` is for the office's eyes and
    is erased when the year is published."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    entry = models.ForeignKey(
        NoticeEntry, models.PROTECT, related_name="objections", null=True, blank=True
    )
    missing = models.ForeignKey(
        Community,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="没有列入的",
    )
    reference = models.CharField("受理编号", max_length=20, unique=True)
    channel = models.CharField("来源", max_length=10, choices=ObjectionChannel)
    text = models.CharField("异议内容", max_length=2000)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    received_on = models.DateField("收到日期")
    # Reckoned once, at receipt: a later change of the holiday table moves nobody's date.
    due_on = models.DateField("答复期限")
    assigned_to = models.ForeignKey(
        _PERSON, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="经办人"
    )
    state = StateField(
        "状态", max_length=10, choices=ObjectionState, default=ObjectionState.RECEIVED
    )
    reply = models.CharField("答复", max_length=2000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    # What makes a form sent twice one objection.
    entry_key = models.CharField(max_length=40, unique=True, null=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="against_an_entry_or_for_one_missing",
                condition=Q(entry=None) | Q(missing=None),
            ),
            models.CheckConstraint(
                name="answered_by_somebody_with_a_reply",
                condition=Q(state=ObjectionState.RECEIVED, answered_by=None, reply="")
                | (
                    ~Q(state=ObjectionState.RECEIVED)
                    & Q(answered_by__isnull=False, answered_on__isnull=False)
                    & ~Q(reply="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def against(self) -> str:
        """The place that it names; blank where it names none."""
        if self.missing:
            return f"没有列入的{self.missing}"
        return self.entry.name if self.entry else ""

    @property
    def concerns(self) -> str:
        """That place, or the list where it names none: on papers."""
        return self.against or "公示名单"

    @property
    def against_where(self) -> str:
        """The place with the township of a line of the list."""
        return f"{self.against}（{self.entry.township_name}）" if self.entry else self.against

    @property
    def named(self) -> dict[str, Any]:
        """The same for the audit."""
        if self.missing:
            return {"missing": self.missing.code}
        return {"entry": self.entry and self.entry.position}

    @property
    def why_withheld(self) -> str:
        """What a place is withheld for, where this is upheld against it."""
        return f"异议成立（{self.reference}）"


class FormerAnswer(models.Model):
    """An answer that was followed by another (再次答复), and why: it stays beside the one that
    holds. Rows are added and never changed."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="former_answers")
    finding = StateField("结论", max_length=10, choices=ObjectionState)
    reply = models.CharField("答复", max_length=2000)
    on = models.DateField("答复日期")
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    reason = models.CharField("再次答复的原因", max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "原答复"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.objection} {self.on} {self.get_finding_display()}"


class SenderCount(models.Model):
    """How many objections, or lists to be checked, one address sent on one day. The address is not
    kept: `sender` is a keyed hash, another one each day, and the row is gone the day after
    (actions.senders)."""

    day = models.DateField()
    sender = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_count_a_sender_and_day", fields=["day", "sender"]),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.count}"
