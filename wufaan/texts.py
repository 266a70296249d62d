"""What people write, as it is kept: one check for every text, whichever door it comes through."""

from collections.abc import Collection
from typing import Any

from django.db import models

from wufaan import personal_data
from wufaan.documents.glyphs import check_printable
from wufaan.errors import DomainError
from wufaan.normalise import tidy_prose


def checked_text(
    text: str,
    field: "models.Field[Any, Any]",
    *,
    called: str = "",
    at: str = "",
    most: int | None = None,
    blank: bool = False,
    printed: bool = True,
    allowing: Collection[str] = (),
) -> str:
    """The text, tidied, as the model's `field` keeps it; a DomainError where it is blank (unless
    it may be), longer than the field (or `most`), holds personal data (save the looks that
    `allowing` names), or has a character that no font has (unless it is never `printed`). `called`
    is what the user calls it, `at` the name of the input, where they are not the field's."""
    text, called, at = tidy_prose(text), called or str(field.verbose_name), at or field.name
    if not (text or blank):
        raise DomainError(f"请填写“{called}”。", field=at)
    most = most or field.max_length
    if most and len(text) > most:
        raise DomainError(f"{called}有 {len(text)} 个字，最多 {most} 个，请写短一些。", field=at)
    personal_data.refuse(text, called, at=at, allowing=allowing)
    if printed:
        check_printable(text, called, at=at)
    return text
