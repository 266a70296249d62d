"""评估结果: what became of one community in one year, and why."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q

from accounts.models import User
from accounts.permissions import Permission, Role
from communities.models import Community, CommunityKind, Station
from communities.work import Progress
from evaluation.states import PUBLISHED_LIST
from evaluation.year.models import Cycle
from evaluation.year.rules import Outcome
from incidents.criteria import CRITERIA, Criterion
from incidents.models import Determination, Incident
from wufaan.marks import StateField

_PERSON = settings.AUTH_USER_MODEL


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, user: User) -> Self:
        """All, for whoever sees the years; a station those of its own places once they are on
        notice."""
        if user.role == Role.OFFICER:
            own = Community.objects.visible_to(user)
            return self.filter(community__in=own, cycle__state__in=PUBLISHED_LIST)
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def qualified(self) -> Self:
        return self.filter(outcome=Outcome.QUALIFIED)

    def nameable(self) -> Self:
        """Qualified, not withheld and still there: what goes on the notice."""
        return self.qualified().filter(withheld_reason="", community__closed_on=None)

    def closed(self) -> Self:
        """Of places that have merged or were dissolved since."""
        return self.filter(community__closed_on__isnull=False)

    def in_print_order(self) -> Self:
        """By township; in each, compounds before villages and neighbourhoods."""
        others_last = ExpressionWrapper(~Q(kind=CommunityKind.COMPOUND), BooleanField())
        return self.order_by("township_code", others_last, "code")

    def withheld(self) -> Self:
        return self.exclude(withheld_reason="")

    def exemplars(self) -> Self:
        return self.filter(exemplar=True)


_Verdicts = models.Manager.from_queryset(VerdictQuerySet)


class StandingVerdicts(_Verdicts["Verdict"]):
    """The latest word on each place."""

    def get_queryset(self) -> VerdictQuerySet:
        return VerdictQuerySet(self.model, using=self._db).filter(stands=True)


class Verdict(models.Model):
    """评估结果 of one community in one cycle. Everything down to `satisfied` is computed
    (assessment.assess) and, once the notice is out, refused by a trigger to change; name, kind,
    township and station are as they were then. The fields after it are the office's own.

    A verdict that is frozen is never made anew: the place gets another one, with the
    supplementary `notice` that it came with, and the one of before no longer `stands`. `objects`
    has those that stand, `every` all of them."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="verdicts")
    community = models.ForeignKey(Community, models.PROTECT, related_name="verdicts")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=60)
    pinyin = models.CharField(max_length=500, editable=False)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township_code = models.CharField("乡镇代码", max_length=9)
    township_name = models.CharField("乡镇", max_length=50)
    station = models.ForeignKey(Station, models.PROTECT, related_name="+")
    outcome = StateField("结果", max_length=15, choices=Outcome)
    excluded_reason = models.CharField("不参评原因", max_length=220, blank=True)
    opened_on = models.DateField("评选期内设立", null=True)
    broken = models.PositiveIntegerField("计入案件")
    undetermined = models.PositiveIntegerField("待认定案件")
    missing_months = models.PositiveSmallIntegerField("缺零报告月数")
    respondents = models.PositiveIntegerField("受访人数", null=True)
    satisfied = models.PositiveIntegerField("满意人数", null=True)
    notice = models.ForeignKey(
        "evaluation.Notice", models.PROTECT, related_name="verdicts", null=True
    )
    stands = models.BooleanField(default=True)
    exemplar = models.BooleanField("先进典型", default=False)
    withheld_reason = models.CharField("暂缓原因", max_length=300, blank=True)
    withheld_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    withheld_at = models.DateTimeField(null=True)
    cleared_reason = models.CharField("查清情况", max_length=300, blank=True)
    cleared_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)

    # Of those that go out as a file (evaluation.year.export).
    streak: int
    work: Progress

    objects = StandingVerdicts()
    every = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "评估结果"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                name="one_standing_verdict_a_cycle",
                fields=["cycle", "community"],
                condition=Q(stands=True),
            ),
            models.UniqueConstraint(
                name="one_verdict_a_notice",
                fields=["cycle", "community", "notice"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="withheld_by_somebody",
                condition=Q(withheld_reason="", withheld_by=None)
                | (~Q(withheld_reason="") & Q(withheld_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="only_what_is_withheld_is_cleared_by_somebody",
                condition=Q(cleared_reason="", cleared_by=None)
                | (~Q(cleared_reason="") & Q(cleared_by__isnull=False) & ~Q(withheld_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["cycle", "outcome"], name="verdict_by_outcome"),
            # The order of the list; what it counts is read off the index alone.
            models.Index(
                fields=["cycle", "township_code", "code"],
                include=["township_name", "outcome", "kind", "exemplar", "withheld_reason"],
                condition=Q(stands=True),
                name="verdict_in_list_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.name} {self.get_outcome_display()}"


class Finding(models.Model):
    """An incident that broke a criterion, as determined when the cycle was assessed.
    `rolled_up`: it happened in a compound inside this community. `former`: what the place was
    called whose cases this one took over."""

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="findings")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="findings")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    criterion = models.PositiveSmallIntegerField("评选标准")
    rolled_up = models.BooleanField("发生在辖内小区")
    former = models.CharField("原小区（村社）", max_length=60, blank=True)

    class Meta:
        ordering = ["criterion", "incident__number"]
        constraints = [
            models.UniqueConstraint(name="one_finding_an_incident", fields=["verdict", "incident"]),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} 第 {self.criterion} 项"

    @property
    def rule(self) -> Criterion:
        return CRITERIA[self.criterion]
