"""公示: the notice as it was published, kept among the papers. Its words are the notice's own."""

from datetime import date

from evaluation.models import Cycle, Notice
from evaluation.notice.document import NoticeDocument, docx, pdf, xlsx
from evaluation.notice.obstacles import of_list
from papers.kinds.base import WHOLE_YEAR, PaperKind, Subject
from wufaan.obstacles import refuse


def subjects(cycle: Cycle) -> list[Subject]:
    return [WHOLE_YEAR] if Notice.objects.filter(cycle=cycle).exists() else []


def files(cycle: Cycle) -> dict[str, bytes]:
    document = NoticeDocument.of(_notice(cycle))
    refuse(of_list(document.notice, "制作公示", document.entries))
    return {
        "docx": docx(document),
        "pdf": pdf(document),
        "xlsx": xlsx(document),
    }


def stamp(cycle: Cycle) -> tuple[str, date]:
    notice = _notice(cycle)
    return notice.number, notice.starts_on


def _notice(cycle: Cycle) -> Notice:
    return Notice.objects.select_related("cycle").get(cycle=cycle)


KIND = PaperKind(
    name="notice",
    title="公示",
    purpose="张贴和存档用的公示和拟命名名单，与公开页面相同",
    when="发布公示之后可以制作",
    subjects=subjects,
    files=files,
    stamp=stamp,
)
