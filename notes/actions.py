"""Notes are written, and cleared: one by itself, or all with what they are about. The trail tells
that, never their words: the chain could not forget them."""

from django.db import transaction
from django.db.models import Model

from accounts.models import User
from audit import actions as audit
from audit.clearing import CLEARED
from audit.models import subject_label
from notes.models import Note, NoteQuerySet
from wufaan.database import entry_key, sent_before
from wufaan.errors import DomainError
from wufaan.texts import checked_text


@transaction.atomic
def write(*, about: Model, text: str, sent_as: str, by: User) -> Note:
    """Leave a note for colleagues. `sent_as` is the form's own key: the same words sent again with
    it are the note that is already there."""
    text = checked_text(text, Note.text.field, printed=False)
    label = subject_label(about)
    key = entry_key(sent_as, label, text)
    if there := sent_before(Note, key):
        return there
    note = Note.objects.create(about=label, text=text, by=by, entry_key=key)
    audit.record(verb="note_written", subject=about, by=by)
    return note


def to_clear(about: Model) -> NoteQuerySet:
    return Note.objects.about(about).exclude(text=CLEARED)


def clear(*, about: Model) -> None:
    """Clear the words of every note about a thing whose own are cleared: the event is that of the
    thing."""
    to_clear(about).update(text=CLEARED)


@transaction.atomic
def clear_note(*, note: Note, about: Model, reason: str, by: User) -> Note:
    """Clear the words of one, which say who somebody is."""
    reason = checked_clearing_reason(reason)
    note = Note.objects.select_for_update().get(pk=note.pk)
    check_not_cleared(note.is_cleared)
    note.text = CLEARED
    note.save(update_fields=["text"])
    audit.record(verb="note_cleared", subject=about, by=by, data={"reason": reason})
    return note


def check_not_cleared(is_cleared: bool) -> None:
    """Of words that are cleared one by one, here and above."""
    if is_cleared:
        raise DomainError("这里的文字已经清除过了。")


def checked_clearing_reason(reason: str) -> str:
    """Only the audit trail keeps it."""
    return checked_text(reason, Note.text.field, called="清除的原因", at="reason", printed=False)
