"""A paper from what the records say and the words of the office."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from evaluation.models import Cycle
from papers.kinds import PaperKind
from papers.kinds.base import Content, Words, common
from papers.wording import fill, plain_lines
from wufaan.documents import official
from wufaan.documents.official import OfficialPaper, Table


def compose(
    kind: PaperKind, words: Words, cycle: Cycle, about: str, *, number: str, dated: date
) -> OfficialPaper:
    assert kind.content, "a kind with words reads the records"
    content = kind.content(cycle, about)
    fields = {**common(cycle, number, dated), **content.fields}
    return put_together(kind, words, fields, content, number, dated)


def put_together(
    kind: PaperKind,
    words: Words,
    fields: Mapping[str, str],
    content: Content,
    number: str,
    dated: date,
) -> OfficialPaper:
    return OfficialPaper(
        title=" ".join(fill(words.title, fields).split("\n")),
        number=number,
        addressee=fill(words.addressee, fields),
        body=fill(words.body, fields),
        issuer=fill(words.signature, fields),
        dated=dated,
        annexes=[_with_plain_lines(table) for table in content.tables],
        blanks=kind.blanks,
    )


def _with_plain_lines(table: Table) -> Table:
    return replace(table, rows=[_plain(row) for row in table.rows])


def _plain(row: Sequence[Any]) -> list[Any]:
    return [plain_lines(cell) if isinstance(cell, str) else cell for cell in row]


def files(paper: OfficialPaper) -> dict[str, bytes]:
    """Form → bytes; a workbook only where there are tables."""
    paper.check()
    made = {"docx": official.docx(paper), "pdf": official.pdf(paper)}
    return made | ({"xlsx": official.xlsx(paper)} if paper.annexes else {})
