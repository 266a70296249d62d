"""Keeping a file that somebody brought, and no longer handing it out."""

import hashlib

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from communities.evidence_files import TYPES, tidy_name, type_of
from communities.models import KeptFile
from wufaan.normalise import tidy_line
from wufaan.texts import checked_text


def hash_of(content: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def take_in(
    kept: KeptFile,
    name: str,
    content: bytes,
    *,
    folder: str,
    by: User,
    only: tuple[str, ...] = TYPES,
) -> None:
    """Put the content beneath the row, which is not saved yet, under a name of ours: that of the
    upload never reaches the disk."""
    ending = type_of(name, content, only=only)
    field = KeptFile._meta.get_field("name")
    kept.name = checked_text(tidy_name(name, ending), field, printed=False)
    kept.size, kept.added_by = len(content), by
    kept.sha256 = hash_of(content)
    kept.file.save(f"{folder}/{kept.sha256[:16]}.{ending}", ContentFile(content), save=False)


def put_away(kept: KeptFile, reason: str, by: User) -> bool:
    """Whether it was handed out until now: asking twice changes nothing."""
    field = KeptFile._meta.get_field("withdrawn_reason")
    reason = checked_text(tidy_line(reason), field, called="撤下的原因", at="reason")
    if kept.withdrawn_on:
        return False
    kept.withdrawn_on, kept.withdrawn_by, kept.withdrawn_reason = timezone.now(), by, reason
    kept.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_reason"])
    return True
