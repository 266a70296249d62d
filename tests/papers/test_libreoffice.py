"""Every kind of paper opens in LibreOffice, where there is one: it is too big to be fetched for
this alone. What Word needs is checked by itself (tests/wufaan/test_official_papers.py)."""

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from papers.kinds import KINDS
from papers.previewing import preview
from papers.queries import words_of
from wufaan.documents import official

WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not WRITER.exists(), reason="LibreOffice Writer is not installed here"),
]


def converted(sources: list[Path], folder: Path) -> list[Path]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=120)
    return [folder / f"{source.stem}.pdf" for source in sources]


def test_every_kind_opens_in_libreoffice_and_keeps_its_words(tmp_path):
    papers = {
        kind.name: preview(kind=kind, words=words_of(kind)) for kind in KINDS.values() if kind.words
    }
    sources = [tmp_path / f"{name}.docx" for name in papers]
    for source, paper in zip(sources, papers.values(), strict=True):
        source.write_bytes(official.docx(paper))
    for made, paper in zip(converted(sources, tmp_path), papers.values(), strict=True):
        text = "".join(page.extract_text() for page in PdfReader(made).pages)
        shown = "".join(text.split())
        assert "".join(paper.title.split()) in shown, made.name
        assert paper.date_in_words in shown, made.name
