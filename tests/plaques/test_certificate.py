import hashlib
import io
import subprocess
import sys
from datetime import date

import pytest
from pypdf import PdfReader

from plaques import checks
from plaques.certificate import Certificate, render
from wufaan.errors import DomainError

LONGEST = "内蒙古赤峰冶金化工开发区管理委员会巴林右旗产业园管理办公室虚拟社区"


def certificate(**changes) -> Certificate:
    values = {
        "community": "甸阳社区",
        "title": "无发案村社",
        "year": 2025,
        "issuer": "施甸县公安局",
        "issued_on": date(2025, 11, 12),
        "number": "530521-2025-0001",
        "verify_url": "http://127.0.0.1:8000/verify/530521-2025-0001/",
    }
    return Certificate(**values | changes)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def fonts(reader: PdfReader) -> set[str]:
    return {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }


def test_it_says_who_was_named_what_by_whom_and_when():
    reader = read(render([certificate()]))
    (page,) = reader.pages
    text = page.extract_text().replace(" ", "")
    for word in ["无发案村社", "甸阳社区", "施甸县公安局", "2025年11月12日", "530521-2025-0001"]:
        assert word in text
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)


def test_only_the_fonts_that_travel_with_the_project_are_used():
    reader = read(render([certificate(community="𣒍㟓䩐䃥村")]))
    assert fonts(reader) <= {"Wufaan-Kai", "Wufaan-Song", "Wufaan-Rare-Medium"}
    assert "𣒍㟓䩐䃥村" in reader.pages[0].extract_text()


def test_a_blank_issuer_leaves_its_line_free():
    text = read(render([certificate(issuer="")])).pages[0].extract_text()
    assert "2025年11月12日" in text.replace(" ", "")


@pytest.mark.parametrize("name", ["甸阳", "甸阳社区", LONGEST, "A1栋花园小区"])
def test_the_name_is_the_largest_thing_and_stays_on_one_line(name):
    sizes = {}

    def visit(text, _matrix, text_matrix, _font, size):
        if text.strip():
            sizes[text.strip()] = size * abs(text_matrix[0])

    read(render([certificate(community=name)])).pages[0].extract_text(visitor_text=visit)
    assert name in sizes
    assert max(sizes, key=sizes.get) == name


def test_a_bundle_has_a_page_each():
    certificates = [certificate(community=f"第{n}村") for n in range(3)]
    pages = read(render(certificates)).pages
    assert [f"第{n}村" in page.extract_text() for n, page in enumerate(pages)] == [True] * 3


def test_the_same_certificate_has_the_same_bytes_in_another_process():
    code = (
        "import os, django, hashlib; os.environ['DJANGO_SETTINGS_MODULE'] = 'wufaan.settings';"
        "django.setup(); from tests.plaques.test_certificate import *;"
        "print(hashlib.sha256(render([certificate()])).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(render([certificate()])).hexdigest()


def test_what_no_font_has_is_refused_rather_than_printed_as_a_box():
    with pytest.raises(DomainError, match="U\\+E170"):
        render([certificate(community="甸\ue170村")])


def test_check_reports_a_machine_without_harfbuzz_subset(monkeypatch):
    monkeypatch.setattr(checks, "find_library", lambda name: None)
    (warning,) = checks.harfbuzz_subset_is_there(None)
    assert "apt-get install libharfbuzz-subset0" in warning.hint
    monkeypatch.setattr(checks, "find_library", lambda name: "libharfbuzz-subset.so.0")
    assert checks.harfbuzz_subset_is_there(None) == []
