"""公示: the notice as it was published, kept among the papers. Its words are the notice's own."""

from datetime import date

from evaluation.models import Cycle
from evaluation.notice.document import NoticeDocument, docx, pdf, xlsx
from evaluation.notice.obstacles import of_list
from papers.kinds.base import PaperKind, Subject
from papers.kinds.notices import notices_of, the_notice
from wufaan.obstacles import refuse


def subjects(cycle: Cycle) -> list[Subject]:
    return notices_of(cycle)


def files(cycle: Cycle, about: str) -> dict[str, bytes]:
    document = NoticeDocument.of(the_notice(cycle, about))
    refuse(of_list(document.notice, "制作公示", document.entries))
    return {
        "docx": docx(document),
        "pdf": pdf(document),
        "xlsx": xlsx(document),
    }


def stamp(cycle: Cycle, about: str) -> tuple[str, date]:
    notice = the_notice(cycle, about)
    return notice.number, notice.starts_on


KIND = PaperKind(
    name="notice",
    title="公示",
    purpose="张贴和存档用的公示和拟命名名单，与公开页面相同",
    when="发布公示之后可以制作",
    subjects=subjects,
    files=files,
    stamp=stamp,
)
