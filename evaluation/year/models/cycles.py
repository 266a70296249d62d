"""评选年度: the year, its steps, and the surveys taken for it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.permissions import Permission
from communities.models import Community
from evaluation.states import (
    ASSESSING,
    AWARDED,
    ON_NOTICE,
    State,
)
from evaluation.year.rules import EXEMPLAR_PERCENT, SATISFACTION_PERCENT, Policy
from incidents.months import months_over

_PERSON = settings.AUTH_USER_MODEL


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def published(self) -> Self:
        return self.filter(state=State.PUBLISHED)

    def assessed(self) -> Self:
        """Those that have results, whatever came after."""
        return self.exclude(state=State.OPEN)

    def awarded(self) -> Self:
        """Those whose titles are granted."""
        return self.filter(state__in=AWARDED)

    def undecided(self) -> Self:
        return self.exclude(state__in=AWARDED)

    def current(self) -> "Cycle | None":
        """The earliest year that is not over; where all are, the latest."""
        return self.exclude(state=State.PUBLISHED).order_by("year").first() or self.first()

    def with_named(self) -> Self:
        """`named`: how many county titles a year brought, lost ones included."""
        return self.annotate(named=models.Count("honours"))


class Cycle(models.Model):
    """评选年度: one year's evaluation, its period (both days included), its policy, its state.

    Who may issue such titles is ruled nationally since 2022, so issuer and basis are the
    office's to fill in and never assumed.
    """

    year = models.PositiveSmallIntegerField("年度", unique=True)
    starts_on = models.DateField("评选期自")
    ends_on = models.DateField("评选期至")
    returns_policy = models.CharField(
        "缺零报告时", max_length=10, choices=Policy, default=Policy.FLAG
    )
    satisfaction_policy = models.CharField(
        f"满意度未达 {SATISFACTION_PERCENT}% 时",
        max_length=10,
        choices=Policy,
        default=Policy.FLAG,
    )
    rolls_up = models.BooleanField("小区案件计入所在村社", default=True)
    least_months = models.PositiveSmallIntegerField("设立至少满（个月）", default=0, blank=True)
    target_percent = models.PositiveSmallIntegerField("达标目标（%）")
    compounds_target_percent = models.PositiveSmallIntegerField(
        "小区达标目标（%）", null=True, blank=True
    )
    villages_target_percent = models.PositiveSmallIntegerField(
        "村社达标目标（%）", null=True, blank=True
    )
    exemplar_percent = models.PositiveSmallIntegerField("先进典型（%）", default=EXEMPLAR_PERCENT)
    issuer = models.CharField("命名单位", max_length=60, blank=True)
    approval_basis = models.CharField("命名依据", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = "评选年度"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="period_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="percentages_up_to_100",
                condition=Q(target_percent__lte=100, exemplar_percent__lte=100),
            ),
            models.CheckConstraint(
                name="least_age_up_to_five_years", condition=Q(least_months__lte=60)
            ),
            # A blank target passes.
            models.CheckConstraint(
                name="targets_of_kinds_up_to_100",
                condition=Q(compounds_target_percent__lte=100, villages_target_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年度"

    @property
    def compounds_target(self) -> int:
        """Its own target, or that of all."""
        own = self.compounds_target_percent
        return self.target_percent if own is None else own

    @property
    def villages_target(self) -> int:
        """Of villages and neighbourhoods together."""
        own = self.villages_target_percent
        return self.target_percent if own is None else own

    @property
    def is_on_notice(self) -> bool:
        return self.state in ON_NOTICE

    @property
    def is_awarded(self) -> bool:
        return self.state in AWARDED

    def is_over(self, day: date) -> bool:
        return day > self.ends_on

    def has(self, day: date) -> bool:
        """Whether the period does."""
        return self.starts_on <= day <= self.ends_on

    def months_over(self, today: date) -> list[date]:
        """The months of the period that have ended, each as its first day."""
        return months_over(self.starts_on, self.ends_on, today)

    def was_handled_by(self, user: User) -> bool:
        """Whoever assessed, published or submitted decides nothing for the leading group."""
        return self.steps.filter(verb__in=ASSESSING, by=user).exists()


class CycleStep(models.Model):
    """Who took a cycle which step further, on which day; `notice` where the step is that of a
    supplementary one by itself."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    notice = models.ForeignKey("evaluation.Notice", models.PROTECT, related_name="steps", null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.cycle} {self.verb}"


class Survey(models.Model):
    """满意度: how many were asked and how many were satisfied (N 1(3)3)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="surveys")
    community = models.ForeignKey(Community, models.PROTECT, related_name="surveys")
    respondents = models.PositiveIntegerField("受访人数")
    satisfied = models.PositiveIntegerField("满意人数")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_survey_a_cycle", fields=["cycle", "community"]),
            models.CheckConstraint(
                name="satisfied_are_among_those_asked",
                condition=Q(respondents__gt=0, satisfied__lte=F("respondents")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community} {self.satisfied}/{self.respondents}"
