"""A list as a sheet for the notice board, A3 or A4, from the same source as its page. A long one
goes on on further sheets, each of which says of what it is a part."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluation.notice.document import NoticeDocument
from evaluation.notice.document import paper as official_paper
from evaluation.notice.models import NoticeCorrection
from evaluation.notice.townships import Line, by_township
from wufaan.documents.glyphs import check_printable
from wufaan.documents.official.paper import in_even_lines
from wufaan.documents.pdf import render_pdf

STYLES = Path(__file__).parent / "poster.css"
# Paper → the size of its text (pt), by which everything grows, and in how many columns the list is.
PAPERS = {"a3": (15, 4), "a4": (12, 3)}
# Full-width characters of a title's line.
_TITLE_LINE = 16


@dataclass(frozen=True)
class Sheet:
    """`of` says on each sheet of what it is a part; `path` is that of the page to which its QR code
    leads, `hints` what is done there. `listed` is in the order of townships, each with its `marks`.
    `dated` also dates the file: the same bytes at any time."""

    of: str
    title: str
    lines: Sequence[str]
    hints: Sequence[str]
    path: str
    issuer: str
    dated: date
    list_title: str
    listed: Iterable[Line]
    proof: str
    number: str = ""
    corrections: Sequence[NoticeCorrection] = ()
    marks: Callable[[Line], list[str]] = lambda line: ["先进典型"] if line.exemplar else []

    @property
    def address(self) -> str:
        return settings.PUBLIC_BASE_URL + self.path


def of_notice(document: NoticeDocument) -> Sheet:
    notice = document.notice
    check_printable("\n".join(document.beside), "公示")
    return Sheet(
        of=f"{document.year}年度{notice.called}　{notice.number}",
        number=notice.number,
        title=notice.title,
        lines=[line for _, line in official_paper(document).lines],
        hints=["手机扫码", "看公示、提出异议"],
        path=reverse("notice", args=[notice.edition]),
        issuer=notice.issuer,
        dated=notice.starts_on,
        list_title=f"拟命名名单（共 {len(document.entries)} 个）",
        listed=document.entries,
        corrections=document.corrections,
        proof=document.proof,
    )


def poster(sheet: Sheet, paper: str) -> bytes:
    """`paper` is one of PAPERS."""
    size, columns = PAPERS[paper]
    context = {
        "sheet": sheet,
        "title": in_even_lines(sheet.title, _TITLE_LINE),
        "townships": [
            (part, [(label, _names(sheet, lines)) for label, lines in part.parts])
            for part in by_township(sheet.listed)
        ],
        "paper": paper.upper(),
        "size": size,
        "columns": columns,
        "qr_code": _qr_code(sheet.address),
    }
    html = render_to_string("evaluation/poster.html", context)
    return render_pdf(html, styles=STYLES, dated=sheet.dated)


def _names(sheet: Sheet, lines: Iterable[Line]) -> list[tuple[str, str, str]]:
    """Number, where the list has any; name; and what is said of it."""
    return [(getattr(n, "position", ""), n.name, "、".join(sheet.marks(n))) for n in lines]


def _qr_code(address: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    # Made here from an address of ours; nothing a user typed gets into the SVG.
    return mark_safe(code.svg_inline(border=2, omitsize=True, light="#fff"))
