"""HTML to PDF. The same HTML gives the same bytes on every machine."""

from datetime import date
from pathlib import Path


def render_pdf(html: str, *, styles: Path, dated: date, if_odd: str = "") -> bytes:
    """`dated` is what the PDF says of its own making: the day on the paper, not today. `if_odd`,
    where it is said, stands in for the HTML whose pages are odd in number."""
    # WeasyPrint is slow to load, and few processes print anything.
    from wufaan.documents.rendering import render

    return render(html, styles, dated, if_odd)
