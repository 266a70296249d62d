"""Keeping a file that somebody brought, and no longer handing it out."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from communities.evidence_files import PHOTOS, TYPES, tidy_name, type_of
from communities.models import KeptFile
from communities.photographs import redrawn
from wufaan.normalise import tidy_line
from wufaan.texts import checked_text


@dataclass(frozen=True)
class Brought:
    """A file as it will be kept, and by what the same one is known again."""

    name: str
    ending: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def brought(name: str, content: bytes, *, only: tuple[str, ...] = TYPES) -> Brought:
    """What somebody sends. Of photographs only the picture is kept."""
    ending = type_of(name, content, only=only)
    if ending in PHOTOS:
        content = redrawn(name, content, ending)
    return Brought(tidy_name(name, ending), ending, content)


def take_in(kept: KeptFile, file: Brought, *, folder: str, by: User) -> None:
    """Put the content beneath the row, which is not saved yet, under a name of ours: that of the
    upload never reaches the disk."""
    kept.name = checked_text(file.name, KeptFile._meta.get_field("name"), printed=False)
    kept.size, kept.added_by, kept.sha256 = len(file.content), by, file.sha256
    path = f"{folder}/{kept.sha256[:16]}.{file.ending}"
    kept.file.save(path, ContentFile(file.content), save=False)


def put_away(kept: KeptFile, reason: str, by: User) -> bool:
    """Whether it was handed out until now: asking twice changes nothing."""
    field = KeptFile._meta.get_field("withdrawn_reason")
    reason = checked_text(tidy_line(reason), field, called="撤下的原因", at="reason")
    if kept.withdrawn_on:
        return False
    kept.withdrawn_on, kept.withdrawn_by, kept.withdrawn_reason = timezone.now(), by, reason
    kept.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_reason"])
    return True
