"""Changing the words of a kind of paper."""

from django.db import transaction

from audit import actions as audit
from papers import wording
from papers.kinds import PaperKind
from papers.kinds.base import Words
from papers.models import Part, Wording
from papers.queries import words_of
from wufaan import personal_data
from wufaan.documents.glyphs import check_printable
from wufaan.errors import DomainError


@transaction.atomic
def change_words(*, kind: PaperKind, words: Words, by) -> Words:
    """Write the words of a kind otherwise. What equals the words that ship follows those again.
    What names an unknown field is refused here, and not when a paper is made."""
    words = checked(kind, words)
    before = words_of(kind)
    for part, text in vars(words).items():
        if text == getattr(before, part):
            continue
        body = "" if text == getattr(kind.words, part) else text
        row, _ = Wording.objects.update_or_create(
            kind=kind.name, part=part, defaults={"body": body}
        )
        data = {"kind": kind.name, "part": part, "before": getattr(before, part), "after": text}
        audit.record(verb="wording_changed", subject=row, by=by, data=data)
    return words


def checked(kind: PaperKind, words: Words) -> Words:
    """As they are kept; a DomainError names the part and what is wrong in it."""
    allowed = [field.name for field in kind.all_fields]
    tidied = {part: wording.tidy(text) for part, text in vars(words).items()}
    for part, text in tidied.items():
        label = Part(part).label
        try:
            if not text and part != Part.ADDRESSEE:
                raise DomainError("不能空着。")
            if "\n" in text and part != Part.BODY:
                raise DomainError("只能写一行。")
            wording.check(text, allowed)
            personal_data.refuse(text, label, allowing=personal_data.OF_AN_OFFICE)
            check_printable(text, label)
        except DomainError as error:
            raise DomainError(f"{label}：{error}", field=part) from error
    return Words(**tidied)
