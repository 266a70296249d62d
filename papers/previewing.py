"""How words would read: on the records of the latest year that can be made, or on examples."""

from evaluation.models import Cycle
from papers import composing
from papers.actions.wording import checked
from papers.kinds import PaperKind
from papers.kinds.base import Content, Words
from wufaan.clock import today
from wufaan.documents.official import OfficialPaper


def preview(*, kind: PaperKind, words: Words) -> OfficialPaper:
    """Raises a DomainError as saving would, or as making the paper would."""
    paper = _composed(kind, checked(kind, words))
    paper.check()
    return paper


def _composed(kind: PaperKind, words: Words) -> OfficialPaper:
    for cycle in Cycle.objects.order_by("-year"):
        if subjects := kind.subjects(cycle):
            content = composing.content_of(kind, cycle, subjects[0].key)
            return composing.compose(kind, words, cycle, content, number="", dated=today())
    examples = {field.name: str(field.example) for field in kind.all_fields}
    return composing.put_together(kind, words, examples, Content(examples), "", today())
