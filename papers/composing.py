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
from wufaan.documents.official import Folder, Form, OfficialPaper, Table


def compose(
    kind: PaperKind, words: Words, cycle: Cycle, content: Content, *, number: str, dated: date
) -> OfficialPaper:
    fields = {**common(cycle, number, dated), **content.fields}
    return put_together(kind, words, fields, content, number, dated)


def content_of(kind: PaperKind, cycle: Cycle, about: str) -> Content:
    assert kind.content, "a kind with words reads the records"
    return kind.content(cycle, about)


def put_together(
    kind: PaperKind,
    words: Words,
    fields: Mapping[str, str],
    content: Content,
    number: str,
    dated: date,
) -> OfficialPaper:
    fields = {**fields, **kind.called(words.form)}
    return OfficialPaper(
        title=" ".join(fill(words.title, fields).split("\n")),
        number=number,
        addressee=fill(words.addressee, fields),
        body=fill(words.body, fields),
        issuer=fill(words.signature, fields),
        dated=dated,
        annexes=[_with_plain_lines(annex) for annex in content.tables],
        blanks=kind.blanks,
        form=words.form,
        **_around(words, fields),
    )


def _around(words: Words, fields: Mapping[str, str]) -> dict[str, str]:
    """A letterhead is the name alone, and nobody is said to have printed a letter."""
    if words.form == Form.PLAIN:
        return {}
    texts = {part: fill(getattr(words, part), fields) for part in ("masthead", "note", "copies")}
    if words.form == Form.LETTER:
        return texts | {"masthead": texts["masthead"].removesuffix("文件")}
    return texts | {"printed_by": fill(words.printed_by, fields)}


def _with_plain_lines(annex: Table | Folder) -> Table | Folder:
    if isinstance(annex, Table):
        return _plain_table(annex)
    return replace(annex, parts=[(t, list(map(_plain_table, each))) for t, each in annex.parts])


def _plain_table(table: Table) -> Table:
    return replace(table, rows=[_plain(row) for row in table.rows])


def _plain(row: Sequence[Any]) -> list[Any]:
    return [plain_lines(cell) if isinstance(cell, str) else cell for cell in row]


def files(paper: OfficialPaper) -> dict[str, bytes]:
    """Form → bytes; a workbook only where there are tables."""
    paper.check()
    made = {"docx": official.docx(paper), "pdf": official.pdf(paper)}
    return made | ({"xlsx": official.xlsx(paper)} if paper.tables else {})
