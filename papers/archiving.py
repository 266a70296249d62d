"""归档包: what the record office gets of a year that is over, in folders, with a list of contents
that has the hash of each file. The same content gives the same bytes. How to reach whoever objected
is in none of it."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import IO, Any

from django.utils.timezone import localdate

from evaluation.models import Cycle, FormerAnswer, Inquiry, Notice, Objection, Verdict
from evaluation.notice.document import NoticeDocument, docx, pdf, txt, xlsx
from evaluation.notice.models import ObjectionState
from evaluation.notice.obstacles import of_list
from evaluation.notice.resources import ObjectionResource
from evaluation.public import open_data
from evaluation.public.resources import TitleResource
from evaluation.year.export import result_file
from evaluation.year.models import VerdictQuerySet
from evaluation.year.workflow import WORKFLOW
from papers import composing
from papers.kinds import KINDS
from papers.kinds.notices import notices_of, the_notice
from papers.models import Paper
from papers.queries import words_of
from wufaan.days import in_words
from wufaan.obstacles import refuse
from wufaan.sheets.download import XLSX_LIMIT
from wufaan.sheets.resource import Column, Position, Resource
from wufaan.sheets.writing import workbook_bytes, xlsx_bytes

# The earliest moment that an entry can bear.
_FIXED = (1980, 1, 1, 0, 0, 0)
_NOTICE_FORMATS = {"pdf": pdf, "docx": docx, "xlsx": xlsx, "txt": txt}
CATALOGUE = "归档目录.xlsx"


@dataclass(frozen=True)
class Item:
    """A file of the archive; `read` makes or fetches its content."""

    path: str
    what: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Filed:
    path: str
    what: str
    size: int
    sha256: str


class CatalogueResource(Resource):
    """What was `Filed`."""

    sheet_title = "归档目录"

    position = Position("序号")
    path = Column("文件")
    what = Column("内容")
    size = Column("字节")
    sha256 = Column("SHA-256")


class FormerAnswerResource(Resource):
    """Answers to objections that were followed by others."""

    sheet_title = "原来的答复"

    reference = Column("受理编号", of="objection__reference")
    on = Column("答复日期")
    finding = Column("结论", words=ObjectionState)
    reply = Column("答复")
    reason = Column("再次答复的原因")


class StepResource(Resource):
    """Steps of the year."""

    sheet_title = "办理经过"

    on = Column("日期", of=lambda step: in_words(step.on))
    verb = Column("事项", of=lambda step: WORKFLOW[step.verb].label)
    post = Column("岗位", of=lambda step: step.by.post_at(step.at))
    reason = Column("原因")


class InquiryResource(Resource):
    """What stations were asked about objections, and what they replied."""

    sheet_title = "派出所核实"

    reference = Column("受理编号", of="objection__reference")
    station = Column("派出所", of="station__name")
    question = Column("请核实什么")
    due_on = Column("回复期限")
    state = Column("状态", of="state__label")
    reply = Column("核实情况")
    replied_on = Column(
        "回复日期", of=lambda asked: asked.replied_at and localdate(asked.replied_at)
    )


def zipped(items: list[Item], target: IO[bytes], tell: Callable[[int], None]) -> list[Filed]:
    """Write them and their list of contents; `tell` how many are done after each. Stored, not
    packed: nearly all of them are packed already."""
    filed = []
    with zipfile.ZipFile(target, "w") as archive:
        for done, item in enumerate(items, 1):
            content = item.read()
            archive.writestr(zipfile.ZipInfo(item.path, _FIXED), content)
            digest = hashlib.sha256(content).hexdigest()
            filed.append(Filed(item.path, item.what, len(content), digest))
            tell(done)
        archive.writestr(zipfile.ZipInfo(CATALOGUE, _FIXED), _sheet(CatalogueResource, filed))
    return filed


def _sheet(resource: type[Resource], records: Iterable[Any]) -> bytes:
    return xlsx_bytes(resource.headers(), resource.rows(records), title=resource.sheet_title)


def items_of(cycle: Cycle) -> list[Item]:
    """In the order of the year."""
    return [
        *_notices(cycle),
        *_objections(cycle),
        *_approval(cycle),
        *_papers(cycle),
        *_lists(cycle),
        *_postings(cycle),
    ]


def _notices(cycle: Cycle) -> Iterator[Item]:
    """What is void is a part of the record too."""
    for notice in cycle.notices.select_related("cycle").order_by("position"):
        document = NoticeDocument.of(notice)
        refuse(of_list(notice, "归档", document.entries))
        for format, make in _NOTICE_FORMATS.items():
            path = f"1公示/{document.called}.{format}"
            yield Item(path, f"{notice.called}：{notice.title}", partial(make, document))


def _objections(cycle: Cycle) -> Iterator[Item]:
    yield Item(
        "2异议/异议和答复.xlsx",
        "异议、答复、原来的答复和派出所核实的情况",
        partial(_all_said, cycle),
    )


def _all_said(cycle: Cycle) -> bytes:
    of_year = Objection.objects.of(cycle).order_by("pk")
    objections = of_year.select_related("notice__cycle", "entry", "missing", "assigned_to")
    former = FormerAnswer.objects.filter(objection__in=of_year).order_by("objection_id", "pk")
    asked = Inquiry.objects.filter(objection__in=of_year).order_by("objection", "pk")
    tables: list[tuple[type[Resource], Iterable[Any]]] = [
        (ObjectionResource, objections),
        (FormerAnswerResource, former.select_related("objection")),
        (InquiryResource, asked.select_related("objection", "station")),
    ]
    return workbook_bytes([(t.sheet_title, t.headers(), t.rows(rows)) for t, rows in tables])


def _approval(cycle: Cycle) -> Iterator[Item]:
    """As they read now, with all that has been put right since."""
    yield Item("3批准/办理经过.xlsx", "本年度各步的日期、经办岗位和原因", partial(_steps, cycle))
    for subject in notices_of(cycle):
        made = cache(partial(_composed, cycle, subject.key, _approved_on(cycle, subject.key)))
        called = subject.name.replace("/", "-")
        for format in ("pdf", "xlsx"):
            path = f"3批准/{KINDS['approval'].title}-{called}.{format}"
            yield Item(path, f"{KINDS['approval'].title}（{subject.name}）", _file_of(made, format))


def _file_of(made: Callable[[], dict[str, bytes]], format: str) -> Callable[[], bytes]:
    return lambda: made()[format]


def _approved_on(cycle: Cycle, about: str) -> date:
    """Of a supplementary notice that still runs, the day from which it does."""
    notice = the_notice(cycle, about)
    if notice.is_supplementary:
        return notice.approved_on or notice.starts_on
    return cycle.steps.filter(verb="approve").latest("pk").on


def _composed(cycle: Cycle, about: str, day: date) -> dict[str, bytes]:
    kind = KINDS["approval"]
    content = composing.content_of(kind, cycle, about)
    return composing.files(
        composing.compose(kind, words_of(kind), cycle, content, number="", dated=day)
    )


def _steps(cycle: Cycle) -> bytes:
    return _sheet(StepResource, cycle.steps.select_related("by").order_by("pk"))


def _papers(cycle: Cycle) -> Iterator[Item]:
    """What was made of it, each as often as it was."""
    taken: set[str] = set()
    made = Paper.objects.made().filter(cycle=cycle).select_related("cycle")
    for paper in made.order_by("kind", "about", "pk"):
        for format, _ in paper.files:
            path = f"4文稿/{paper.filename(format)}"
            if path in taken:
                path = path.removesuffix(f".{format}") + f"-{paper.pk}.{format}"
            taken.add(path)
            what = f"{paper.title}（{paper.about_name}）{paper.number}"
            yield Item(path, what, partial(_content, getattr(paper, format)))


def _content(file: Any) -> bytes:
    with file.open() as content:
        return bytes(content.read())


def _lists(cycle: Cycle) -> Iterator[Item]:
    year = cycle.year
    named = f"5名单/{year}年度称号.xlsx"
    yield Item(named, "本年度各级称号和现在的状态", partial(_titles, year))
    format = "xlsx" if cycle.verdicts.count() <= XLSX_LIMIT else "csv"
    results = partial(_results, cycle, cycle.verdicts.all(), format)
    yield Item(f"5名单/{year}年度评估结果.{format}", "全部小区、村社的评估结果和理由", results)
    if (former := Verdict.every.filter(cycle=cycle, stands=False)).exists():
        what = "以前公示时的评估结果，后来的公示另有结果"
        results = partial(_results, cycle, former, format)
        yield Item(f"5名单/{year}年度评估结果（原来的）.{format}", what, results)


def _titles(year: int) -> bytes:
    rows = open_data.rows(year)
    return xlsx_bytes(TitleResource.headers(), rows, title=f"{year}年度称号")


def _results(cycle: Cycle, verdicts: VerdictQuerySet, format: str) -> bytes:
    return b"".join(result_file(cycle, verdicts.order_by("township_code", "code", "pk"), format))


def _postings(cycle: Cycle) -> Iterator[Item]:
    for notice in Notice.objects.filter(cycle=cycle).order_by("position"):
        standing = notice.postings.standing().select_related("community")
        for posting in standing.order_by("community__code", "pk"):
            ending = posting.name.rpartition(".")[2]
            path = f"6张贴/{notice.edition}-{posting.community.code}-{posting.pk}.{ending}"
            what = f"{posting.community.name}，{posting.posted_on} {posting.place}"
            yield Item(path, what, partial(_content, posting.file))
