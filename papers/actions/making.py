"""Asking for papers, and making them."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import FileField

from accounts.models import User
from audit import actions as audit
from evaluation.models import Cycle
from jobs import actions as jobs
from jobs.models import Job
from papers import composing
from papers.kinds import KINDS, PaperKind
from papers.models import FEW_PAPERS, MANY_PAPERS, Paper, PaperState
from papers.numbering import consecutive
from papers.queries import words_of
from wufaan.errors import DomainError
from wufaan.normalise import tidy_line
from wufaan.texts import checked_text

# An order of more than these lets the others go first.
FEW = 5


@transaction.atomic
def order(
    *,
    kind: PaperKind,
    cycle: Cycle,
    abouts: Collection[str],
    number: str = "",
    dated: date | None = None,
    key: UUID,
    by: User,
) -> Job:
    """Have a paper made about each of these. The same `key` again is the same order: a button
    clicked twice makes nothing twice. Several are numbered from `number` on. Only what is made
    in its own way needs no day."""
    chosen = [subject for subject in kind.subjects(cycle) if subject.key in set(abouts)]
    if not chosen or len(chosen) != len(set(abouts)):
        raise DomainError(f"{cycle.year} 年度现在做不了所选的{kind.title}：{kind.when}。")
    number = checked_text(tidy_line(number), Paper.number.field, blank=True)
    numbers = consecutive(number, len(chosen))
    numbered: list[tuple[str, Any]] = [(number, dated) for number in numbers]
    if kind.stamp:
        numbered = [kind.stamp(cycle, subject.key) for subject in chosen]
    work = FEW_PAPERS if len(chosen) <= FEW else MANY_PAPERS
    job = jobs.enqueue(kind=work, key=f"papers:{key}", args={"by_id": by.pk}, by=by)
    if Paper.objects.filter(job=job).exists():
        return job
    common = {"kind": kind.name, "cycle": cycle, "job": job, "created_by": by}
    papers = Paper.objects.bulk_create(
        Paper(about=s.key, about_name=s.name[:100], number=number, dated=dated, **common)
        for s, (number, dated) in zip(chosen, numbered, strict=True)
    )
    subjects = [
        (p, {"kind": kind.name, "dated": p.dated, "about": p.about, "number": p.number})
        for p in papers
    ]
    audit.record_many(verb="paper_ordered", subjects=subjects, by=by)
    return job


@transaction.atomic
def make(*, paper: Paper, by: User) -> Paper:
    """Make the files of one paper. What cannot be made says why, and the next one is made."""
    paper = Paper.objects.select_for_update(of=["self"]).select_related("cycle").get(pk=paper.pk)
    if paper.state != PaperState.WAITING:
        return paper
    try:
        _keep(paper, _files(paper))
        paper.state = PaperState.MADE
    except DomainError as error:
        paper.state, paper.error = PaperState.FAILED, str(error)[:500]
    paper.save()
    data = {"kind": paper.kind, "about": paper.about, "sha256": paper.sha256}
    verb = "paper_made" if paper.state == PaperState.MADE else "paper_failed"
    audit.record(verb=verb, subject=paper, by=by, data=data)
    return paper


def _files(paper: Paper) -> dict[str, bytes]:
    """What it is about may be gone since it was ordered. Says on the paper what that holds."""
    kind = KINDS[paper.kind]
    if paper.about not in {subject.key for subject in kind.subjects(paper.cycle)}:
        raise DomainError(f"现在做不了：{kind.when}。")
    if kind.files:
        return kind.files(paper.cycle, paper.about)
    content = composing.content_of(kind, paper.cycle, paper.about)
    paper.holds = list(content.holds)
    made = composing.compose(
        kind,
        words_of(kind),
        paper.cycle,
        content,
        number=paper.number,
        dated=paper.dated,
    )
    return composing.files(made)


def _keep(paper: Paper, files: dict[str, bytes]) -> None:
    """Replaces what a worker left behind that died before its transaction ended."""
    for format, content in files.items():
        field = Paper._meta.get_field(format)
        assert isinstance(field, FileField)
        name = field.generate_filename(paper, format)
        field.storage.delete(name)
        setattr(paper, format, field.storage.save(name, ContentFile(content)))
        paper.sha256[format] = hashlib.sha256(content).hexdigest()
