"""Every paper and its tables open in LibreOffice, as the offices that get them will open them."""

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from evaluation.notice import document
from evaluation.notice.document import NoticeDocument
from papers.kinds import KINDS
from papers.previewing import preview
from papers.queries import words_of
from tests.factories import CommunityFactory, noticed_cycle
from tests.fonts import with_fonts
from wufaan.documents import official

pytestmark = pytest.mark.django_db


def converted(sources: list[Path], folder: Path) -> dict[str, str]:
    """File name → what can be read in the PDF that LibreOffice makes of it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "pdf"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    subprocess.run(
        [*command, *sources], check=True, capture_output=True, timeout=300, env=with_fonts(folder)
    )
    return {source.name: text_of(out / f"{source.stem}.pdf") for source in sources}


def text_of(pdf: Path) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def written(folder: Path, files: dict[str, bytes]) -> list[Path]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def test_every_kind_opens_and_keeps_its_words(tmp_path):
    by_words = [kind for kind in KINDS.values() if kind.words]
    papers = {kind.name: preview(kind=kind, words=words_of(kind)) for kind in by_words}
    files = {f"{name}.docx": official.docx(paper) for name, paper in papers.items()}
    shown = converted(written(tmp_path, files), tmp_path)
    for name, paper in papers.items():
        assert "".join(paper.title.split()) in shown[f"{name}.docx"], name
        assert paper.date_in_words in shown[f"{name}.docx"], name


def test_the_notice_and_every_table_open_and_keep_their_rows(tmp_path):
    CommunityFactory(code="530521101001", name="甸阳村")
    published = NoticeDocument.of(noticed_cycle(2025).notice)
    notice = {
        "notice.docx": document.docx(published),
        "notice_list.xlsx": document.xlsx(published),
    }
    by_words = [kind for kind in KINDS.values() if kind.words]
    papers = {kind.name: preview(kind=kind, words=words_of(kind)) for kind in by_words}
    tables = {f"{n}_table.xlsx": official.xlsx(p) for n, p in papers.items() if p.tables}
    shown = converted(written(tmp_path, notice | tables), tmp_path)
    for name in notice:
        assert "530521101001" in shown[name], name
        assert "甸阳村" in shown[name], name
    for name, paper in papers.items():
        for table in paper.tables:
            assert "".join(table.headers[-1].split()) in shown[f"{name}_table.xlsx"], name
