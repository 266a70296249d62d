"""Having papers made as the office and the worker do."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from unittest.mock import patch
from uuid import UUID, uuid4

from accounts.models import User
from evaluation.models import Cycle
from jobs import actions as jobs
from papers import actions
from papers.kinds import KINDS
from papers.models import Paper
from tests.papers.reading import text_of
from wufaan.documents import official

DAY = date(2025, 12, 1)


def made(kind: str, cycle: Cycle, *abouts: str, key: UUID | None = None, **fields) -> list[Paper]:
    """Ordered about these (all that can be, unless said otherwise) and made by the job."""
    kind = KINDS[kind]
    job = actions.order(
        kind=kind,
        cycle=cycle,
        abouts=abouts or [subject.key for subject in kind.subjects(cycle)],
        key=key or uuid4(),
        by=User.objects.system(),
        **{"number": "某文〔2025〕9号", "dated": DAY} | fields,
    )
    jobs.run(job_id=job.pk)
    return list(Paper.objects.filter(job=job).order_by("pk"))


def content(paper: Paper, format: str) -> bytes:
    with getattr(paper, format).open() as file:
        return file.read()


def read(paper: Paper, format: str = "docx") -> str:
    return text_of(format, content(paper, format))


@contextmanager
def no_pdf_is_set() -> Iterator[None]:
    """Setting one is most of making a paper: where what it says is asked of the other forms."""
    with patch.object(official, "pdf", return_value=b"%PDF"):
        yield


def said(kind: str, cycle: Cycle, *abouts: str, form: str = "docx") -> str:
    """What the first that is made says in this form."""
    with nullcontext() if form == "pdf" else no_pdf_is_set():
        return read(made(kind, cycle, *abouts)[0], form)
