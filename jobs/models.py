"""Long work as rows: what is to be done, how far it is, how it ended."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class State(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class JobQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=[State.QUEUED, State.RUNNING])

    def of_kind(self, kind: str):
        return self.filter(kind=kind)


class Job(models.Model):
    """`key` makes asking twice harmless: the same key is the same job. `args` are the keyword
    arguments of the handler registered for `kind` (jobs.registry)."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    args = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED, db_index=True)
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

    def __str__(self):
        return f"{self.kind} {self.key}"

    @property
    def is_finished(self) -> bool:
        return self.state in (State.DONE, State.FAILED)

    @property
    def percent(self) -> int:
        """0–100; a job that has not counted its work yet is at 0."""
        if self.state == State.DONE:
            return 100
        return min(100, 100 * self.done // self.total) if self.total else 0
