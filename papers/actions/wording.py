"""Changing the words of a kind of paper."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from audit import actions as audit
from papers import wording
from papers.kinds import PaperKind
from papers.kinds.base import Words
from papers.models import Part, Wording
from papers.queries import words_of
from wufaan import personal_data
from wufaan.errors import DomainError
from wufaan.texts import checked_text


@transaction.atomic
def change_words(*, kind: PaperKind, words: Words, by: User) -> Words:
    """Write the words of a kind otherwise. What equals the words that ship follows those again.
    What names an unknown field is refused here, and not when a paper is made."""
    words = checked(kind, words)
    before = words_of(kind)
    for part, text in vars(words).items():
        if text == getattr(before, part):
            continue
        body = None if text == getattr(kind.words, part) else text
        row, _ = Wording.objects.update_or_create(
            kind=kind.name, part=part, defaults={"body": body}
        )
        data = {"kind": kind.name, "part": part, "before": getattr(before, part), "after": text}
        audit.record(verb="wording_changed", subject=row, by=by, data=data)
    return words


def checked(kind: PaperKind, words: Words) -> Words:
    """As they are kept; a DomainError names the part and what is wrong in it."""
    if words.form not in kind.forms:
        raise DomainError(f"{kind.title}没有这种版式。", field=Part.FORM)
    allowed = [field.name for field in kind.all_fields]
    return Words(**{p: _checked(Part(p), text, allowed) for p, text in vars(words).items()})


def _checked(part: Part, text: str, allowed: Collection[str]) -> str:
    text = checked_text(
        wording.tidy(text),
        Wording.body.field,
        called=part.label,
        at=part,
        most=part.most,
        blank=part.may_be_blank,
        allowing=personal_data.OF_AN_OFFICE,
    )
    try:
        if "\n" in text and part != Part.BODY:
            raise DomainError("只能写一行。")
        wording.check(text, allowed)
    except DomainError as error:
        raise DomainError(f"{part.label}：{error}", field=part) from error
    return text
