"""An official paper as PDF."""

from pathlib import Path

from django.template.loader import render_to_string

from wufaan.documents.official.paper import OfficialPaper
from wufaan.documents.pdf import render_pdf

STYLES = Path(__file__).parent / "official.css"


def pdf(paper: OfficialPaper) -> bytes:
    html = _html(paper)
    overleaf = _html(paper, overleaf=True) if paper.ends_on_even_page else ""
    return render_pdf(html, styles=STYLES, dated=paper.dated, if_odd=overleaf)


def _html(paper: OfficialPaper, *, overleaf: bool = False) -> str:
    return render_to_string("official_paper.html", {"paper": paper, "overleaf": overleaf})
