"""The notice as a paper. One source for page, PDF, DOCX and XLSX: all show the same words, the
same lines in the same order, and the hash of the canonical list."""

import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from docxtpl import DocxTemplate
from openpyxl import load_workbook

from communities.models import CommunityKind
from evaluation import notice_list
from evaluation.models import Notice, NoticeEntry
from wufaan.documents.docx import fixed_bytes as fixed_docx
from wufaan.documents.pdf import render_pdf
from wufaan.sheets.writing import fixed_bytes as fixed_xlsx
from wufaan.sheets.writing import xlsx_bytes

STYLES = Path(__file__).parent / "notice_document.css"
DOCX_TEMPLATE = settings.BASE_DIR / "templates" / "evaluation" / "notice.docx"
HEADERS = ["序号", "代码", "名称", "类型", "乡镇（街道）", "先进典型"]


@dataclass(frozen=True)
class NoticeDocument:
    """What every form of the notice shows."""

    notice: Notice
    entries: list[NoticeEntry]

    @classmethod
    def of(cls, notice: Notice) -> "NoticeDocument":
        """Two queries, whatever the length of the list."""
        return cls(notice, list(notice.entries.all()))

    @property
    def year(self) -> int:
        return self.notice.cycle.year

    @property
    def lead(self) -> str:
        """What is proposed, in a sentence."""
        compounds = sum(e.kind == CommunityKind.COMPOUND for e in self.entries)
        others = len(self.entries) - compounds
        return (
            f"按照“无发案小区”“无发案村社”创建评选办法，经 {self.year} 年度综合评估，"
            f"拟命名“无发案小区”{compounds} 个、“无发案村社”{others} 个。现将名单予以公示，"
            "听取社会意见。"
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
    def rows(self) -> list[list]:
        return [
            [
                e.position,
                e.code,
                e.name,
                e.get_kind_display(),
                e.township_name,
                "是" if e.exemplar else "",
            ]
            for e in self.entries
        ]

    @property
    def canonical(self) -> str:
        return notice_list.canonical(self.year, self.entries)


def in_words(day: date) -> str:
    """`2025年11月3日`"""
    return f"{day.year}年{day.month}月{day.day}日"


def pdf(document: NoticeDocument) -> bytes:
    """A page as GB/T 9704-2012 has it."""
    context = {"document": document, "notice": document.notice, "headers": HEADERS}
    html = render_to_string("evaluation/notice_document.html", context)
    return render_pdf(html, styles=STYLES, dated=document.notice.starts_on)


def docx(document: NoticeDocument) -> bytes:
    """For the office to edit and stamp; what is not known yet is marked to be filled in."""
    n = document.notice
    template = DocxTemplate(DOCX_TEMPLATE)
    template.render(
        {
            "title": n.title,
            "number": n.number or "（编号待填）",
            "basis": n.approval_basis,
            "lead": document.lead,
            "period": document.period,
            "channels": n.channels,
            "issuer": n.issuer or "（发布单位待填）",
            "date": in_words(n.starts_on),
            "proof": document.proof,
            "rows": document.rows,
        },
        autoescape=True,
    )
    out = io.BytesIO()
    template.save(out)
    return fixed_docx(out.getvalue())


def xlsx(document: NoticeDocument) -> bytes:
    """The list; title and hash stand in the page's header and footer."""
    raw = xlsx_bytes(HEADERS, document.rows, title=f"{document.year} 年度公示名单")
    workbook = load_workbook(io.BytesIO(raw))
    sheet = workbook.active
    sheet.oddHeader.center.text = document.notice.title
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    proof = workbook.create_sheet("校验")
    proof.append([document.notice.title])
    proof.append([document.period])
    proof.append([document.proof])
    proof.column_dimensions["A"].width = 90
    return fixed_xlsx(workbook)


def txt(document: NoticeDocument) -> bytes:
    """The canonical list itself: its SHA-256 is the notice's."""
    return document.canonical.encode()
