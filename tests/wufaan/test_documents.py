from datetime import date
from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from plaques.certificate import STYLES
from wufaan.documents.glyphs import check_printable, unprintable
from wufaan.documents.pdf import render_pdf
from wufaan.errors import DomainError

CHARACTERS = Path(__file__).parent.parent / "data" / "characters.txt"
PRIVATE_USE = {"\ue08b", "\ue170"}


def test_every_place_name_in_the_country_can_be_printed():
    characters = set(CHARACTERS.read_text().strip())
    assert len(characters) == 5059
    assert set(unprintable("".join(characters))) == PRIVATE_USE


def test_what_cannot_be_printed_is_refused_with_the_way_out():
    with pytest.raises(
        DomainError, match=r"名称有无法印刷的字：U\+E08B（私用区）。请改用.*民政部门"
    ):
        check_printable("甸\ue08b村", "名称")
    with pytest.raises(DomainError, match="“𠀀”（U\\+20000）"):
        check_printable("𠀀村", "名称")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/a.png", "file:///etc/hostname", "wufaan-font:../pdf.py"]
)
def test_a_document_fetches_nothing_but_the_fonts(url):
    html = f'<html><head></head><body><img src="{url}"></body></html>'
    with pytest.raises(FatalURLFetchingError):
        render_pdf(html, styles=STYLES, dated=date(2025, 11, 12))
