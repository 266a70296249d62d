"""The notice and its list as a sheet for the notice board, A3 or A4, from the same source as its
page and files. A long list goes on on further sheets, each of which says of what it is a part."""

from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from evaluation.notice.document import NoticeDocument
from evaluation.notice.document import paper as official_paper
from evaluation.notice.townships import by_township
from wufaan.documents.glyphs import check_printable
from wufaan.documents.official.paper import in_even_lines
from wufaan.documents.pdf import render_pdf

STYLES = Path(__file__).parent / "poster.css"
# Paper → the size of its text (pt), by which everything grows, and in how many columns the list is.
PAPERS = {"a3": (15, 4), "a4": (12, 3)}
# Full-width characters of a title's line.
_TITLE_LINE = 16


def poster(document: NoticeDocument, paper: str) -> bytes:
    """`paper` is one of PAPERS. It bears the notice's own day: the same bytes at any time."""
    notice = document.notice
    check_printable("\n".join(document.beside), "公示")
    size, columns = PAPERS[paper]
    address = settings.PUBLIC_BASE_URL + reverse("notice", args=[notice.edition])
    context = {
        "document": document,
        "notice": notice,
        "title": in_even_lines(notice.title, _TITLE_LINE),
        "lines": [line for _, line in official_paper(document).lines],
        "townships": by_township(document.entries),
        "paper": paper.upper(),
        "size": size,
        "columns": columns,
        "address": address,
        "qr_code": _qr_code(address),
    }
    html = render_to_string("evaluation/poster.html", context)
    return render_pdf(html, styles=STYLES, dated=notice.starts_on)


def _qr_code(address: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    # Made here from an address of ours; nothing a user typed gets into the SVG.
    return mark_safe(code.svg_inline(border=2, omitsize=True, light="#fff"))
