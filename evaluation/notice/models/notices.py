"""公示: the frozen list that is put before the public."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from communities.models import Community, CommunityKind
from evaluation.states import ON_NOTICE, State
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import NOTICE_DAYS

_PERSON = settings.AUTH_USER_MODEL


class NoticeDraft(models.Model):
    """公示稿: what the office has written of a year's notice before it is published from it.
    Afterwards it stays as it was."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="notice_draft")
    number = models.CharField("公示编号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    channels = models.TextField("异议渠道")
    starts_on = models.DateField("公示自")
    working_days = models.PositiveSmallIntegerField("工作日", default=NOTICE_DAYS)

    class Meta:
        verbose_name = "公示稿"

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self) -> Self:
        """Published, and not yet approved."""
        return self.filter(cycle__state__in=ON_NOTICE)

    def before_their_lists(self) -> Self:
        """Published, their year's list not yet: what the public still waits for."""
        return self.exclude(cycle__state=State.PUBLISHED)

    def with_kept(self) -> Self:
        """With `listed`, how many are on it, `kept`, how many are still to be named, and
        `withheld` since."""
        kept = Q(entries__verdict__withheld_reason="")
        return self.annotate(
            listed=Count("entries"),
            kept=Count("entries", filter=kept),
            withheld=Count("entries", filter=~kept),
        )


class Notice(models.Model):
    """公示: the frozen list and the days on which the public may object. `sha256` is that of
    the canonical list (canonical.canonical)."""

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="notice")
    number = models.CharField("公示编号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    issuer = models.CharField("发布单位", max_length=60, blank=True)
    approval_basis = models.CharField("依据", max_length=200, blank=True)
    channels = models.TextField("异议渠道")
    starts_on = models.DateField("公示自")
    ends_on = models.DateField("公示至")
    working_days = models.PositiveSmallIntegerField("工作日", default=NOTICE_DAYS)
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

    def __str__(self) -> str:
        return self.title

    def runs_on(self, day: date) -> bool:
        """Whether the public may object on that day."""
        return self.cycle.is_on_notice and self.starts_on <= day <= self.ends_on

    def is_over(self, day: date) -> bool:
        return day > self.ends_on

    @property
    def is_reworded(self) -> bool:
        """Whether a correction says that its words, a contact perhaps, should be others."""
        return self.corrections.filter(kind=CorrectionKind.WORDING, entry=None).exists()

    @property
    def has_open_objections(self) -> bool:
        return self.objections.unanswered().exists()


class NoticeEntryQuerySet(models.QuerySet["NoticeEntry"]):
    """The list itself never changes. An entry that is withheld after it was published stays on
    the list and gets no title."""

    def kept(self) -> Self:
        return self.filter(verdict__withheld_reason="")

    def closed(self) -> Self:
        """Of places that have merged or were dissolved since."""
        return self.filter(verdict__community__closed_on__isnull=False)

    def taken_off(self) -> Self:
        return self.exclude(verdict__withheld_reason="")

    def matching(self, text: str) -> Self:
        """By the names on the list, or as the place is found today."""
        return self.filter(
            Q(name__unspaced__contains=text)
            | Q(township_name__unspaced__contains=text)
            | Q(verdict__community__in=Community.objects.matching(text))
        )


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

    objects = NoticeEntryQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_entry_a_position", fields=["notice", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"


class CorrectionKind(models.TextChoices):
    TAKEN_OFF = "taken_off", "暂缓命名"
    PUT_BACK = "put_back", "恢复命名"
    WORDING = "wording", "更正文字"
    EXTENDED = "extended", "延长公示"


class NoticeCorrection(models.Model):
    """更正: what changed after the notice was published, for everybody to read. Rows are added and
    never changed; the list and its hash stay as they were published."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="corrections")
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("类别", max_length=10, choices=CorrectionKind)
    entry = models.ForeignKey(
        NoticeEntry, models.PROTECT, related_name="corrections", null=True, blank=True
    )
    text = models.CharField("内容", max_length=300)
    on = models.DateField("日期")
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "公示更正"
        ordering = ["notice", "position"]
        constraints = [
            models.UniqueConstraint(
                name="one_correction_a_position", fields=["notice", "position"]
            ),
            models.CheckConstraint(name="correction_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="off_and_back_speak_of_an_entry",
                condition=~Q(kind__in=["taken_off", "put_back"]) | Q(entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice.cycle} 更正 {self.position}"
