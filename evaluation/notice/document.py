"""The notice as a paper. One source for page, PDF, DOCX and XLSX: all show the same words, the
same lines in the same order, and the hash of the canonical list."""

from dataclasses import dataclass, field
from typing import Any

from communities.models import CommunityKind
from evaluation.notice import canonical
from evaluation.notice.models import Notice, NoticeCorrection, NoticeEntry
from evaluation.notice.resources import CorrectionResource, ListResource
from wufaan.days import in_words
from wufaan.documents import official
from wufaan.documents.official import OfficialPaper, Table
from wufaan.sheets.writing import workbook_bytes


@dataclass(frozen=True)
class NoticeDocument:
    """What every form of the notice shows."""

    notice: Notice
    entries: list[NoticeEntry]
    corrections: list[NoticeCorrection] = field(default_factory=list)

    @classmethod
    def of(cls, notice: Notice) -> "NoticeDocument":
        """Two queries, whatever the length of the list."""
        corrections = notice.corrections.select_related("entry")
        return cls(notice, list(notice.entries.all()), list(corrections))

    @property
    def is_as_published(self) -> bool:
        return canonical.is_as_published(self.notice, self.entries)

    @property
    def year(self) -> int:
        return self.notice.cycle.year

    @property
    def called(self) -> str:
        """As its files are: 2026年度公示, 2026年度补充公示2."""
        n = self.notice
        return f"{self.year}年度{n.called}{n.position if n.main_of_id is None else ''}"

    @property
    def lead(self) -> str:
        """What is proposed, in a sentence."""
        compounds = sum(e.kind == CommunityKind.COMPOUND for e in self.entries)
        others = len(self.entries) - compounds
        more = self.notice.is_supplementary
        since = "名单公示之后又有达到标准的，" if more else ""
        return (
            f"按照“无发案小区”“无发案村社”创建评选办法，经 {self.year} 年度综合评估，"
            f"{since}拟{'补充' * more}命名“无发案小区”{compounds} 个、“无发案村社”{others} 个。"
            f"现将名单予以{'补充' * more}公示，听取社会意见。"
        )

    @property
    def period(self) -> str:
        n = self.notice
        return (
            f"公示时间：{in_words(n.starts_on)}至{in_words(n.ends_on)}，"
            f"共 {n.working_days} 个工作日。公示期间，单位和个人均可提出异议。"
        )

    @property
    def proof(self) -> str:
        return f"名单校验值（SHA-256）：{self.notice.sha256}"

    @property
    def rows(self) -> list[list[Any]]:
        return list(ListResource.rows(self.entries))

    @property
    def void(self) -> str:
        """That it is void and why; nothing where it is not."""
        n = self.notice
        return (
            f"本公示已于{in_words(n.void_on)}作废，名单不作数。原因：{n.void_reason}"
            if n.void_on
            else ""
        )

    @property
    def changed(self) -> str:
        """That there are corrections, in a sentence; nothing where there are none."""
        if not self.corrections:
            return ""
        count = len(self.corrections)
        return f"公示以后有更正 {count} 条，列在名单之后；名单和校验值保持公示时的原样。"

    @property
    def correction_headers(self) -> list[str]:
        return CorrectionResource.headers(CorrectionResource.ON_NOTICES)

    @property
    def correction_rows(self) -> list[list[Any]]:
        rows = CorrectionResource.rows(self.corrections, CorrectionResource.ON_NOTICES)
        return [["" if cell is None else cell for cell in row] for row in rows]

    @property
    def beside(self) -> list[str]:
        """What the paper says besides its list, made before a correction or after."""
        made = paper(self)
        said = [made.number, made.title, *(line for _, line in made.lines)]
        said += [made.issuer, made.date_in_words]
        said.append("附件：" + "".join(mark + title for mark, title in made.annex_list))
        for label, annex in made.labelled_annexes:
            said += [label, f"附件：{annex.title}"]
        said += [table.note for table in made.tables]
        corrected = [self.correction_headers, *self.correction_rows]
        return said + [" ".join(map(str, row)) for row in corrected]

    @property
    def canonical(self) -> str:
        return canonical.canonical(self.year, self.entries)


def paper(document: NoticeDocument) -> OfficialPaper:
    """The list and what was corrected are its annexes. Papers have no gaps around figures."""
    n = document.notice
    lead, period, changed = (
        words.replace(" ", "") for words in (document.lead, document.period, document.changed)
    )
    basis = f"命名依据：{n.approval_basis}" if n.approval_basis else ""
    channels = f"异议渠道：{n.channels}"
    title = f"拟命名名单（共{len(document.entries)}个）"
    annexes = [Table.of(title, ListResource, document.entries, note=document.proof)]
    if document.corrections:
        corrected = CorrectionResource, document.corrections, CorrectionResource.ON_NOTICES
        annexes.append(Table.of("公示以后的更正", *corrected))
    return OfficialPaper(
        title=n.title,
        number=n.number,
        addressee="",
        body="\n".join([document.void, lead, basis, period, channels, changed]),
        issuer=n.issuer,
        dated=n.starts_on,
        annexes=annexes,
    )


def pdf(document: NoticeDocument) -> bytes:
    return official.pdf(paper(document))


def docx(document: NoticeDocument) -> bytes:
    """For the office to edit and stamp; what is not known yet is marked to be filled in."""
    return official.docx(paper(document))


def xlsx(document: NoticeDocument) -> bytes:
    """The list first, then what was corrected, then the hash."""
    sheets = [(f"{document.year} 年度公示名单", ListResource.headers(), document.rows)]
    if document.corrections:
        corrected = document.correction_headers, document.correction_rows
        sheets.append(("公示以后的更正", *corrected))
    title = " ".join(filter(None, [document.notice.title, document.void]))
    sheets.append(("校验", ["名单校验值（SHA-256）"], [[document.notice.sha256]]))
    return workbook_bytes(sheets, heading=title)


def txt(document: NoticeDocument) -> bytes:
    """The canonical list itself: its SHA-256 is the notice's."""
    return document.canonical.encode()
