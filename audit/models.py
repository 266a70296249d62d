"""One append-only chain of events. PostgreSQL numbers, links and hashes each event itself
(see migration 0002), so no code path, and no person at a psql prompt, can write a link by hand."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.json import KT
from django.utils import timezone


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> Self:
        return self.filter(subject=subject_label(subject))

    def keeping(self, key: str, codes: Iterable[str]) -> Self:
        """Whose data keeps one of these under a key: the community of then."""
        return self.alias(kept=KT(f"data__{key}")).filter(kept__in=list(codes))

    def since(self, day: date) -> Self:
        return self.filter(at__gte=_moment(day, time.min))

    def until(self, day: date) -> Self:
        """That day included."""
        return self.filter(at__lte=_moment(day, time.max))


class Event(models.Model):
    """What someone did to something. Knows nobody: actor and subject are plain text, so that
    an event outlives the rows that it speaks of."""

    sequence = models.BigIntegerField(primary_key=True, default=0, editable=False)
    at = models.DateTimeField(editable=False, null=True)
    actor = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=100, db_index=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64, editable=False)
    hash = models.CharField(max_length=64, editable=False, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["actor", "sequence"], name="event_by_actor"),
            models.Index(fields=["verb", "sequence"], name="event_by_verb"),
            models.Index(fields=["at", "sequence"], name="event_by_time"),
            models.Index(KT("data__community"), name="event_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.actor} {self.verb} {self.subject}"


def subject_label(subject: models.Model) -> str:
    """`incidents.incident:42`"""
    return f"{subject._meta.label_lower}:{subject.pk}"


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
