"""The yearly evaluation: cycle, verdicts, the public notice and the titles that come of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.permissions import Permission
from communities.models import Community, CommunityKind
from evaluation.rules import EXEMPLAR_PERCENT, Outcome, Policy
from evaluation.workflow import State
from incidents.models import Determination, Incident

_PERSON = settings.AUTH_USER_MODEL


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def published(self):
        return self.filter(state=State.PUBLISHED)


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
        "满意度未达 90% 时", max_length=10, choices=Policy, default=Policy.FLAG
    )
    rolls_up = models.BooleanField("小区案件计入所在村社", default=True)
    target_percent = models.PositiveSmallIntegerField("达标目标（%）")
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
        ]

    def __str__(self):
        return f"{self.year} 年度"


class CycleStep(models.Model):
    """Who took a cycle which step further, on which day."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
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

    def __str__(self):
        return f"{self.community} {self.satisfied}/{self.respondents}"


class VerdictQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def qualified(self):
        return self.filter(outcome=Outcome.QUALIFIED)

    def nameable(self):
        """Qualified and not withheld: what goes on the notice."""
        return self.qualified().filter(withheld_reason="")

    def withheld(self):
        return self.exclude(withheld_reason="")

    def exemplars(self):
        return self.filter(exemplar=True)


class Verdict(models.Model):
    """评估结果 of one community in one cycle. Everything down to `satisfied` is computed
    (queries.assess) and, once the notice is out, refused by a trigger to change; name, kind and
    township are as they were then. The last three fields are the office's own decisions."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="verdicts")
    community = models.ForeignKey(Community, models.PROTECT, related_name="verdicts")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township_code = models.CharField("乡镇代码", max_length=9)
    township_name = models.CharField("乡镇", max_length=50)
    outcome = models.CharField("结果", max_length=15, choices=Outcome)
    excluded_reason = models.CharField("不参评原因", max_length=220, blank=True)
    broken = models.PositiveIntegerField("计入案件")
    undetermined = models.PositiveIntegerField("待认定案件")
    missing_months = models.PositiveSmallIntegerField("缺零报告月数")
    respondents = models.PositiveIntegerField("受访人数", null=True)
    satisfied = models.PositiveIntegerField("满意人数", null=True)
    exemplar = models.BooleanField("先进典型", default=False)
    withheld_reason = models.CharField("暂缓原因", max_length=300, blank=True)
    withheld_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = "评估结果"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(name="one_verdict_a_cycle", fields=["cycle", "community"]),
            models.CheckConstraint(
                name="withheld_by_somebody",
                condition=Q(withheld_reason="", withheld_by=None)
                | (~Q(withheld_reason="") & Q(withheld_by__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["cycle", "outcome"], name="verdict_by_outcome")]

    def __str__(self):
        return f"{self.cycle} {self.name} {self.get_outcome_display()}"


class Finding(models.Model):
    """An incident that broke a criterion, as determined when the cycle was assessed.
    `rolled_up`: it happened in a compound inside this community."""

    verdict = models.ForeignKey(Verdict, models.CASCADE, related_name="findings")
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="findings")
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="+")
    criterion = models.PositiveSmallIntegerField("评选标准")
    rolled_up = models.BooleanField("发生在辖内小区")

    class Meta:
        ordering = ["criterion", "incident__number"]
        constraints = [
            models.UniqueConstraint(name="one_finding_an_incident", fields=["verdict", "incident"]),
        ]

    def __str__(self):
        return f"{self.verdict} 第 {self.criterion} 项"


class NoticeQuerySet(models.QuerySet):
    def current(self):
        return self.filter(cycle__state=State.NOTICED)


class Notice(models.Model):
    """公示: the frozen list and the days on which the public may object. `sha256` is that of
    the canonical list (notice_list.canonical)."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="notice")
    number = models.CharField("公示编号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    issuer = models.CharField("发布单位", max_length=60, blank=True)
    approval_basis = models.CharField("依据", max_length=200, blank=True)
    channels = models.TextField("异议渠道")
    starts_on = models.DateField("公示自")
    ends_on = models.DateField("公示至")
    working_days = models.PositiveSmallIntegerField("工作日", default=5)
    sha256 = models.CharField(max_length=64)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公示"
        ordering = ["-cycle__year"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self):
        return self.title


class NoticeEntry(models.Model):
    """One line of the frozen list, with the names of that day."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="entries")
    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="notice_entry")
    position = models.PositiveIntegerField("序号")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township_name = models.CharField("乡镇", max_length=50)
    exemplar = models.BooleanField("先进典型")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_entry_a_position", fields=["notice", "position"]),
        ]

    def __str__(self):
        return f"{self.position} {self.name}"


class Level(models.TextChoices):
    COUNTY = "county", "县级"
    MUNICIPAL = "municipal", "市级"
    PROVINCIAL = "provincial", "省级"


class HonourState(models.TextChoices):
    STANDING = "standing", "有效"
    REVOKED = "revoked", "已撤销"
    VOID = "void", "已注销"


class HonourQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(state=HonourState.STANDING)

    def at(self, level: Level):
        return self.filter(level=level)

    def in_year(self, year: int):
        return self.filter(year=year)

    def of(self, community: Community):
        return self.filter(community=community)

    def announced(self):
        """What the public may see: county titles once the year's list is published, higher ones
        as soon as their result is on record."""
        return self.filter(~Q(level=Level.COUNTY) | Q(cycle__state=State.PUBLISHED))


class Honour(models.Model):
    """称号: community × level × year, with the names of the day it was granted. A county title
    comes from a verdict, a higher one from a document of the level above."""

    community = models.ForeignKey(Community, models.PROTECT, related_name="honours")
    level = models.CharField("级别", max_length=10, choices=Level)
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField(
        "状态", max_length=10, choices=HonourState, default=HonourState.STANDING
    )
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="honours", null=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township_name = models.CharField("乡镇", max_length=50)
    exemplar = models.BooleanField("先进典型", default=False)
    granted_on = models.DateField("授予日期")
    document_number = models.CharField("文号", max_length=60, blank=True)
    ended_on = models.DateField("终止日期", null=True)
    end_reason = models.CharField("终止原因", max_length=300, blank=True)

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = "称号"
        ordering = ["-year", "level", "community__code"]
        constraints = [
            models.UniqueConstraint(
                name="one_title_a_level_and_year", fields=["community", "level", "year"]
            ),
            models.CheckConstraint(
                name="county_titles_and_only_they_have_a_cycle",
                condition=Q(level=Level.COUNTY, cycle__isnull=False)
                | (~Q(level=Level.COUNTY) & Q(cycle=None)),
            ),
            models.CheckConstraint(
                name="standing_until_ended_for_a_reason",
                condition=Q(state=HonourState.STANDING, ended_on=None, end_reason="")
                | (~Q(state=HonourState.STANDING) & Q(ended_on__isnull=False) & ~Q(end_reason="")),
            ),
        ]

    def __str__(self):
        return f"{self.year} {self.get_level_display()} {self.title} {self.name}"

    @property
    def title(self) -> str:
        """无发案小区 for compounds, 无发案村社 for villages and neighbourhoods (N 2)."""
        return "无发案小区" if self.kind == CommunityKind.COMPOUND else "无发案村社"


class CalendarDay(models.Model):
    """A day that does not follow its weekday: a public holiday, or a weekend that is worked."""

    day = models.DateField("日期", unique=True)
    worked = models.BooleanField("上班")
    name = models.CharField("说明", max_length=30, blank=True)

    class Meta:
        verbose_name = "节假日"
        ordering = ["day"]

    def __str__(self):
        return f"{self.day} {'上班' if self.worked else '休息'}"
