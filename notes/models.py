"""工作备注: what colleagues tell one another about a thing, whatever it is."""

from typing import Self

from django.conf import settings
from django.db import models

from audit.clearing import CLEARED
from audit.models import subject_label


class NoteQuerySet(models.QuerySet["Note"]):
    def about(self, thing: models.Model) -> Self:
        return self.filter(about=subject_label(thing)).select_related("by")


class Note(models.Model):
    """Whoever sees the thing sees its notes. Rows are added and never changed, save that their
    words are cleared, alone or along with those of the thing. `about` is what the audit trail
    calls it."""

    about = models.CharField(max_length=100, db_index=True)
    text = models.CharField("工作备注", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # What makes a form sent twice one note.
    entry_key = models.CharField(max_length=40, unique=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "工作备注"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.about} {self.pk}"

    @property
    def is_cleared(self) -> bool:
        return self.text == CLEARED
