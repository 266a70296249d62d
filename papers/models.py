"""文稿: the papers that an office sends, as they were made, and the words that they are made of."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission
from evaluation.models import Cycle
from jobs.models import Job
from papers.kinds import KINDS
from wufaan.marks import MarkedChoices, Shape, StateField, Tone

# The kinds of job that make papers: a short order does not wait for a long one.
FEW_PAPERS, MANY_PAPERS = "papers", "many_papers"
# And the one that makes an archive.
ARCHIVE = "archive"

FORMATS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


def paper_path(paper: "Paper", filename: str) -> str:
    return f"papers/{paper.cycle.year}/{paper.kind}/{paper.pk}.{filename}"


class Part(models.TextChoices):
    TITLE = "title", "标题"
    ADDRESSEE = "addressee", "主送机关"
    BODY = "body", "正文"
    SIGNATURE = "signature", "落款"
    FORM = "form", "版式"
    MASTHEAD = "masthead", "发文机关标志"
    NOTE = "note", "附注"
    COPIES = "copies", "抄送"
    PRINTED_BY = "printed_by", "印发机关"

    @property
    def most(self) -> int:
        """How many characters it may have."""
        return 8000 if self == Part.BODY else 200

    @property
    def may_be_blank(self) -> bool:
        """Not printed then."""
        return self in (Part.ADDRESSEE, Part.NOTE, Part.COPIES, Part.PRINTED_BY)


class WordingQuerySet(models.QuerySet["Wording"]):
    def own(self) -> Self:
        """Those that differ from what ships."""
        return self.filter(body__isnull=False)


class Wording(models.Model):
    """What the office wrote in place of the words that ship with a kind; none where it took those
    again."""

    kind = models.CharField("文种", max_length=20)
    part = models.CharField("部分", max_length=10, choices=Part)
    body = models.TextField("文字", blank=True, null=True)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿用语"
        constraints = [
            models.UniqueConstraint(name="one_wording_a_part", fields=["kind", "part"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.part}"


class PaperState(MarkedChoices):
    WAITING = "waiting", Shape.HALF, Tone.WAITING, "制作中"
    MADE = "made", Shape.TICK, Tone.GOOD, "已制作"
    FAILED = "failed", Shape.CROSS, Tone.BAD, "未制成"


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def made(self) -> Self:
        return self.filter(state=PaperState.MADE)

    def holding(self, keys: Iterable[int]) -> Self:
        """Those that were made of all of these."""
        return self.filter(holds__contains=list(keys))

    def waiting(self) -> Self:
        return self.filter(state=PaperState.WAITING)


class Paper(models.Model):
    """文稿 of a kind about one thing, with the number and the day that it bears. Making it again
    is another row; a row that was made stays as it is (a trigger refuses change). `sha256` has
    the hash of each file by its format, `holds` the keys of what one about several was made of."""

    kind = models.CharField("文种", max_length=20)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="papers")
    about = models.CharField("对象", max_length=40, blank=True)
    about_name = models.CharField("对象名称", max_length=100)
    number = models.CharField("文号", max_length=60, blank=True)
    dated = models.DateField("日期")
    state = StateField("状态", max_length=10, choices=PaperState, default=PaperState.WAITING)
    error = models.CharField("未制成的原因", max_length=500, blank=True)
    docx = models.FileField(upload_to=paper_path, blank=True)
    pdf = models.FileField(upload_to=paper_path, blank=True)
    xlsx = models.FileField(upload_to=paper_path, blank=True)
    sha256 = models.JSONField(default=dict)
    holds = models.JSONField("所含对象", default=list)
    job = models.ForeignKey(Job, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "文稿"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["cycle", "kind", "about"], name="paper_by_subject")]
        constraints = [
            models.CheckConstraint(
                name="made_papers_have_files",
                condition=~Q(state="made") | (~Q(docx="") & ~Q(pdf="")),
            ),
            models.CheckConstraint(
                name="failed_papers_say_why", condition=~Q(state="failed") | ~Q(error="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.title} {self.about_name}"

    @property
    def title(self) -> str:
        """What its kind is called."""
        return KINDS[self.kind].title

    @property
    def files(self) -> list[tuple[str, str]]:
        """(format, what people call it) of the files that there are."""
        return [(format, name) for format, name in FORMATS.items() if getattr(self, format)]

    def filename(self, format: str) -> str:
        """What the file is called on the office's machines."""
        about = self.about_name.replace("/", "-").replace("\\", "-")
        return f"{self.cycle.year}年度{self.title}-{about}.{format}"


class ArchiveQuerySet(models.QuerySet["Archive"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Permission.SEE_CYCLES) else self.none()

    def made(self) -> Self:
        return self.exclude(sha256="")


class Archive(models.Model):
    """归档包: the record of a year that is over as one file, as it was when it was made; how far it
    is its job says. Once made the row stays as it is (a trigger refuses change)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="archives")
    zip = models.FileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大小", default=0)
    files = models.PositiveIntegerField("文件数", default=0)
    job = models.OneToOneField(Job, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = "归档包"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.cycle} 归档包"

    @property
    def path(self) -> str:
        return f"archives/{self.cycle.year}/{self.pk}.zip"

    @property
    def filename(self) -> str:
        """What it is called on the office's machines."""
        return f"{self.cycle.year}年度归档包.zip"
