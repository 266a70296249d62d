"""Long work as rows: what is to be done, how far it is, how it ended. And files that people
bring, which are checked and imported by such work."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from accounts.models import User
from accounts.permissions import Permission
from jobs.import_kinds import kind_title
from jobs.registry import title_of
from jobs.workflow import ENDED, UNDER_WAY, WORKFLOW, WORKING, ImportState
from wufaan.marks import MarkedChoices, Shape, StateField, Tone


class State(MarkedChoices):
    QUEUED = "queued", Shape.CIRCLE, Tone.WAITING, "排队中"
    RUNNING = "running", Shape.HALF, Tone.WAITING, "进行中"
    DONE = "done", Shape.TICK, Tone.GOOD, "已完成"
    FAILED = "failed", Shape.CROSS, Tone.BAD, "未完成"


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=[State.QUEUED, State.RUNNING])


class Job(models.Model):
    """`key` makes asking twice harmless: the same key is the same job. `args` are the keyword
    arguments of the handler registered for `kind` (jobs.registry)."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = StateField(max_length=10, choices=State, default=State.QUEUED, db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "任务"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def title(self) -> str:
        return title_of(self.kind)

    @property
    def is_finished(self) -> bool:
        return self.state in (State.DONE, State.FAILED)

    @property
    def percent(self) -> int:
        """0–100; a job that has not counted its work yet is at 0."""
        if self.state == State.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else 0


class FileImportQuerySet(models.QuerySet["FileImport"]):
    def visible_to(self, user: User) -> Self:
        """Only one's own: a file may hold what nobody else is to see."""
        return self.filter(created_by=user) if user.can(Permission.IMPORT_FILES) else self.none()

    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def ended(self) -> Self:
        return self.filter(state__in=ENDED)

    def with_content(self) -> Self:
        return self.exclude(file="")


class FileImport(models.Model):
    """An uploaded file, on its way in. The row and the hash stay; the files (as it was sent, what
    the check found, the errors marked) are dropped some days after the end, since a file that was
    refused may hold personal data. `fingerprint` is that of the preview: what is confirmed."""

    kind = models.CharField("导入内容", max_length=40)
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField("大小")
    file = models.FileField(blank=True)
    preview = models.FileField(blank=True)
    marked = models.FileField(blank=True)
    state = StateField("状态", max_length=10, choices=ImportState)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64, blank=True)
    # What was said of it on its page: by number of the row, then by column.
    answers = models.JSONField(default=dict)
    # Why there is another preview than the one that was confirmed.
    notice = models.CharField(max_length=200, blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = FileImportQuerySet.as_manager()

    class Meta:
        verbose_name = "导入"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "changed_at"], name="import_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return kind_title(self.kind)

    @property
    def is_at_work(self) -> bool:
        return self.state in WORKING

    @property
    def may_be_answered(self) -> bool:
        """What it leaves open, as long as nothing of it was written."""
        over = self.state == ImportState.DONE and (self.would_write or not self.file)
        return WORKFLOW.allows("answer", self.state) and not over

    @property
    def would_write(self) -> int:
        """How many rows of it say something new."""
        return self.new + self.changed
