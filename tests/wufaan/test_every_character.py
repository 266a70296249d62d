"""Every character of the national standard table, and the signs of office text, are drawn."""

import io
import logging
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from evaluation.notice import poster
from evaluation.notice.models import NoticeEntry
from plaques import certificate
from tests.plaques.test_certificate import certificate as sample
from wufaan.documents import official
from wufaan.documents.glyphs import FAMILIES, FONTS, in_main_font, points_of, unprintable
from wufaan.documents.pdf import render_pdf

STANDARD = "".join((Path(__file__).parent.parent / "data" / "standard.txt").read_text().split())
SIGNS = "㎡㎥℃‰№–—…·•①⑳Ⅱⅱ×÷≥≤±°Ω" + "".join(map(chr, range(0xFF01, 0xFF5F)))
EVERYTHING = STANDARD + SIGNS
DAY = date(2025, 12, 1)
# The longest name that a community may have.
NAMES = [EVERYTHING[at : at + 60] for at in range(0, len(EVERYTHING), 60)]


def faces(pdf: bytes) -> set[str]:
    fonts = (
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()
    )
    return {"-".join(font.split("-")[:2]) for font in fonts}


@pytest.fixture
def drawn(caplog):
    """Whether a PDF has no box for what a font lacks (WeasyPrint warns of it), and no letter of a
    font of the machine's."""
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    ours = {family.replace(" ", "-") for family in FAMILIES}
    yield lambda pdf: ".notdef" not in caplog.text and faces(pdf) <= ours
    logger.removeHandler(caplog.handler)


def test_the_table_is_whole():
    assert len(STANDARD) == len(set(STANDARD)) == 8105


@pytest.mark.parametrize("file", ["kai.ttf", "song.otf", "hei.otf"])
def test_each_face_has_every_character(file):
    assert {ord(c) for c in EVERYTHING} <= set(points_of(FONTS / file))


def test_every_character_is_accepted_and_none_of_them_is_rare():
    assert unprintable(EVERYTHING) == []
    assert in_main_font(EVERYTHING)


@pytest.mark.parametrize(("text", "is_drawn"), [("甸阳村", True), ("甸\U0003fff0村", False)])
def test_a_missing_glyph_is_seen(drawn, text, is_drawn):
    html = f"<html><head></head><body>{text}</body></html>"
    assert drawn(render_pdf(html, styles=poster.STYLES, dated=DAY)) == is_drawn


@pytest.mark.long
def test_certificates_draw_every_character(drawn):
    assert drawn(certificate.render([sample(community=name, issuer=name) for name in NAMES]))


@pytest.mark.long
def test_the_sheet_for_the_notice_board_draws_every_character(drawn):
    sheet = poster.Sheet(
        of=SIGNS,
        title=f"关于{SIGNS}的公示",
        lines=NAMES,
        hints=NAMES[:2],
        path="/",
        issuer="某县公安局",
        dated=DAY,
        list_title="名单",
        listed=[NoticeEntry(name=n, township_name="某镇", kind="village") for n in NAMES],
        proof="0",
    )
    assert drawn(poster.poster(sheet, "a3"))


@pytest.mark.long
def test_papers_draw_every_character_in_text_headings_and_tables(drawn):
    paper = official.OfficialPaper(
        title=f"关于{SIGNS}的通报",
        number="某文〔2025〕1号",
        addressee="某镇人民政府",
        body="\n".join(f"{form}{name}" for name in NAMES for form in ["一、", "（一）", ""]),
        issuer="某县公安局",
        dated=DAY,
        annexes=[official.Table("名单", ["名称"], [[name] for name in NAMES], [156])],
    )
    assert drawn(official.pdf(paper))
