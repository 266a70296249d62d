"""The certificate as it is printed: plain values in, PDF bytes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from wufaan.documents.glyphs import check_printable
from wufaan.documents.pdf import render_pdf

STYLES = Path(__file__).parent / "certificate.css"

# The name is set in one line of at most this width (mm), at this size (mm) or smaller.
_NAME_WIDTH = 232
_NAME_SIZE = 22
_TITLE_SIZE = 15


@dataclass(frozen=True)
class Certificate:
    """What is printed. `verify_url` goes into the QR code; a blank issuer leaves its line free
    for a stamp. With `sample`, which says of what, it is marked as none."""

    community: str
    title: str
    year: int
    issuer: str
    issued_on: date
    number: str
    verify_url: str
    sample: str = ""

    @property
    def name_size(self) -> str:
        """In mm. Long names shrink evenly: a Chinese character is as wide as it is high."""
        return f"{self._name_size:.2f}"

    @property
    def title_size(self) -> str:
        """In mm. The name stays the largest thing on the page, however long it is."""
        return f"{min(_TITLE_SIZE, 0.85 * self._name_size):.2f}"

    @property
    def _name_size(self) -> float:
        ems = sum(0.55 if c.isascii() else 1 for c in self.community)
        return min(_NAME_SIZE, _NAME_WIDTH / max(ems, 1))

    @property
    def qr_code(self) -> SafeString:
        code = segno.make(self.verify_url, error="m", micro=False)
        # Made here from a URL of ours; nothing a user typed gets into the SVG.
        return mark_safe(code.svg_inline(border=0, omitsize=True, dark="#1f1b16"))


def render(certificates: Sequence[Certificate]) -> bytes:
    """One A4 page each, landscape. All of them bear the day of issue of the first."""
    for certificate in certificates:
        check_printable(certificate.community, "名称")
        check_printable(certificate.issuer, "命名单位")
    html = render_to_string("plaques/certificate.html", {"certificates": certificates})
    return render_pdf(html, styles=STYLES, dated=certificates[0].issued_on)
