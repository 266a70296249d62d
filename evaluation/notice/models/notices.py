"""公示: the frozen list that is put before the public."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from communities.models import Community, CommunityKind
from evaluation.notice.workflow import NOT_APPROVED, NoticeState, state_of
from evaluation.states import ON_NOTICE, State
from evaluation.year.models import Cycle, Verdict
from evaluation.year.rules import NOTICE_DAYS

_PERSON = settings.AUTH_USER_MODEL


class NoticeDraftQuerySet(models.QuerySet["NoticeDraft"]):
    def open(self, cycle: Cycle, *, supplement: bool) -> "NoticeDraft | None":
        """What is not published yet."""
        return self.filter(cycle=cycle, is_supplementary=supplement, notice=None).first()


class NoticeDraft(models.Model):
    """公示稿: what the office has written of a notice before it is published from it. Afterwards
    it stays as it was."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="notice_drafts")
    is_supplementary = models.BooleanField("补充公示", default=False)
    notice = models.OneToOneField("Notice", models.PROTECT, related_name="draft", null=True)
    number = models.CharField("公示编号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    channels = models.TextField("异议渠道")
    starts_on = models.DateField("公示自")
    working_days = models.PositiveSmallIntegerField("工作日", default=NOTICE_DAYS)

    objects = NoticeDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "公示稿"
        constraints = [
            models.UniqueConstraint(
                name="one_open_draft_a_cycle",
                fields=["cycle", "is_supplementary"],
                condition=Q(notice=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet["Notice"]):
    def live(self) -> Self:
        return self.filter(void_on=None)

    def supplementary(self) -> Self:
        """Those that are not void."""
        return self.live().filter(main_of=None)

    def approved(self) -> Self:
        """Of the supplementary ones."""
        return self.supplementary().filter(approved_on__isnull=False)

    def current(self) -> Self:
        """Published, and not yet approved."""
        main = Q(main_of__isnull=False, cycle__state__in=ON_NOTICE)
        return self.live().filter(main | Q(main_of=None, approved_on=None))

    def latest_main(self) -> "Notice | None":
        """The main one of the last year that has any."""
        mains = self.filter(main_of__isnull=False).select_related("cycle")
        return mains.order_by("-cycle__year").first()

    def before_their_lists(self) -> Self:
        """Published, their list of titles not yet: what the public still waits for."""
        named = Q(cycle__state=State.PUBLISHED) & ~Q(main_of=None, approved_on=None)
        return self.live().exclude(named)

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
    the canonical list (canonical.canonical).

    A year has one main notice, and any number of supplementary ones (补充公示) for places that came
    right after it, each with verdicts of its own. One that is void (作废) stays to be read with
    the reason, and is nobody's main notice any more."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="notices")
    # Of all notices of the year, void ones too.
    position = models.PositiveSmallIntegerField("次序", default=1)
    is_supplementary = models.BooleanField("补充公示", default=False)
    main_of = models.OneToOneField(Cycle, models.PROTECT, related_name="notice", null=True)
    number = models.CharField("公示编号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=120)
    issuer = models.CharField("发布单位", max_length=60, blank=True)
    approval_basis = models.CharField("依据", max_length=200, blank=True)
    channels = models.TextField("异议渠道")
    starts_on = models.DateField("公示自")
    ends_on = models.DateField("公示至")
    working_days = models.PositiveSmallIntegerField("工作日", default=NOTICE_DAYS)
    sha256 = models.CharField(max_length=64)
    approved_on = models.DateField("批准日期", null=True)
    # A supplementary one by itself; of the main one the year says so.
    sent_back = models.BooleanField("退回核查", default=False)
    void_on = models.DateField("作废日期", null=True)
    void_reason = models.CharField("作废原因", max_length=300, blank=True)
    void_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", null=True)
    void_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "公示"
        ordering = ["-cycle__year", "position"]
        constraints = [
            models.UniqueConstraint(name="one_notice_a_position", fields=["cycle", "position"]),
            models.CheckConstraint(
                name="main_unless_supplementary_or_void",
                condition=Q(is_supplementary=False, void_on=None, main_of=F("cycle"))
                | (Q(main_of=None) & (Q(is_supplementary=True) | Q(void_on__isnull=False))),
            ),
            models.CheckConstraint(
                name="only_what_is_supplementary_is_approved_by_itself",
                condition=Q(approved_on=None) | Q(is_supplementary=True, void_on=None),
            ),
            models.CheckConstraint(
                name="only_what_is_supplementary_is_sent_back_by_itself",
                condition=Q(sent_back=False) | Q(is_supplementary=True, approved_on=None),
            ),
            models.CheckConstraint(
                name="void_by_somebody_for_a_reason",
                condition=Q(void_on=None, void_reason="", void_by=None)
                | (Q(void_on__isnull=False, void_by__isnull=False) & ~Q(void_reason="")),
            ),
            models.CheckConstraint(
                name="notice_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def runs_on(self, day: date) -> bool:
        """Whether the public may object on that day."""
        return self.state in NOT_APPROVED and self.starts_on <= day <= self.ends_on

    def is_over(self, day: date) -> bool:
        return day > self.ends_on

    @property
    def state(self) -> NoticeState:
        return state_of(
            State(self.cycle.state),
            is_void=self.is_void,
            is_main=not self.is_supplementary,
            is_approved=self.approved_on is not None,
            is_sent_back=self.sent_back,
        )

    @property
    def is_sent_back(self) -> bool:
        """By itself, or with its year."""
        if self.is_supplementary:
            return self.state == NoticeState.SENT_BACK
        return self.cycle.state == State.SENT_BACK

    @property
    def is_void(self) -> bool:
        return self.void_on is not None

    @property
    def called(self) -> str:
        kind = "补充公示" if self.is_supplementary else "公示"
        return f"{kind}（已作废）" if self.is_void else kind

    @property
    def edition(self) -> str:
        """In addresses (converters.Edition)."""
        year = str(self.cycle.year)
        return f"{year}-{self.position}" if self.main_of_id is None else year

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

    def live(self) -> Self:
        return self.filter(notice__void_on=None)

    def on(self, notices: Iterable[Notice]) -> Self:
        """Of these, one list after the other."""
        return self.filter(notice__in=notices).order_by("notice__position", "position")

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
    """One line of the frozen list, with the names of that day. `corrected` are the corrections by
    which one that was read `as_corrected` says otherwise."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="entries")
    verdict = models.ForeignKey(
        Verdict,
        models.PROTECT,
        related_name="notice_entries",
        related_query_name="notice_entry",
    )
    position = models.PositiveIntegerField("序号")
    code = models.CharField("代码", max_length=20)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=15, choices=CommunityKind)
    township_name = models.CharField("乡镇", max_length=50)
    exemplar = models.BooleanField("先进典型")

    corrected: Sequence[str] = ()
    # Of those that an approval speaks of (approval_sheet): what is missing at the place.
    flags: Mapping[str, str]

    objects = NoticeEntryQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_entry_a_position", fields=["notice", "position"]),
            models.UniqueConstraint(name="one_entry_a_verdict", fields=["notice", "verdict"]),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.name}"


class CorrectionKind(models.TextChoices):
    TAKEN_OFF = "taken_off", "暂缓命名"
    PUT_BACK = "put_back", "恢复命名"
    WORDING = "wording", "更正文字"
    ENTRY = "entry", "更正名单"
    EXTENDED = "extended", "延长公示"


class NoticeCorrection(models.Model):
    """更正: what changed after the notice was published, for everybody to read. Rows are added and
    never changed; the list and its hash stay as they were published. `changes` are what the list
    ought to have said of the entry, by field (queries.as_corrected)."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="corrections")
    position = models.PositiveIntegerField("序号")
    kind = models.CharField("类别", max_length=10, choices=CorrectionKind)
    entry = models.ForeignKey(
        NoticeEntry, models.PROTECT, related_name="corrections", null=True, blank=True
    )
    text = models.CharField("内容", max_length=300)
    changes = models.JSONField("改为", default=dict)
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
                condition=~Q(kind__in=["taken_off", "put_back", "entry"]) | Q(entry__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice.cycle} 更正 {self.position}"
