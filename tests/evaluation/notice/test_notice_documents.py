import hashlib
import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import User
from evaluation import actions
from evaluation.models import Notice
from evaluation.notice import document as notice_document
from evaluation.notice.document import NoticeDocument
from tests.factories import CommunityFactory, CompoundFactory, found, noticed_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    village = CommunityFactory(name="甸阳社区", kind="neighbourhood")
    CompoundFactory(name="金色家园小区", parent=village)
    CommunityFactory(name="𣒍树村")
    found(CommunityFactory(name="失格村"))
    noticed_cycle(2025, issuer="施甸县公安局", approval_basis="某文〔2025〕1号")


@pytest.fixture
def document(on_notice) -> NoticeDocument:
    return NoticeDocument.of(Notice.objects.select_related("cycle").get())


def text_of_pdf(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def text_of_docx(content: bytes) -> str:
    paper = Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in paper.paragraphs] + cells)


def text_of_xlsx(content: bytes) -> str:
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = [str(c.value or "") for s in sheets for row in s.iter_rows() for c in row]
    return "\n".join([*(sheet.title for sheet in sheets), *cells])


FORMATS = {
    "pdf": (notice_document.pdf, text_of_pdf),
    "docx": (notice_document.docx, text_of_docx),
    "xlsx": (notice_document.xlsx, text_of_xlsx),
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_form_has_the_same_list_in_the_same_order_and_its_hash(document, format):
    make, read = FORMATS[format]
    text = "".join(read(make(document)).split())
    names = [entry.name for entry in document.entries]
    assert names == ["金色家园小区", "甸阳社区", "𣒍树村"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert "失格村" not in text
    assert document.notice.sha256 in text
    assert document.notice.title in text or format == "xlsx"


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_notice_has_the_same_bytes(document, format):
    make, _ = FORMATS[format]
    assert make(document) == make(document)


@pytest.mark.parametrize("format", FORMATS)
def test_every_form_tells_what_was_corrected_and_keeps_list_and_hash(document, format):
    make, read = FORMATS[format]
    before = "".join(read(make(document)).split())
    assert "公示以后的更正" not in before
    entry = document.notice.entries.get(name="金色家园小区")
    actions.correct_wording(
        notice=document.notice,
        text="应为“金色花园小区”。",
        entry=entry,
        on=date(2025, 11, 5),
        by=User.objects.system(),
    )
    after = "".join(read(make(NoticeDocument.of(document.notice))).split())
    for words in ("公示以后的更正", "2025-11-05", "更正文字", "应为“金色花园小区”。"):
        assert words in after
    assert document.notice.sha256 in after
    for name in ("甸阳社区", "金色家园小区", "𣒍树村"):
        assert after.count(name) >= before.count(name)


def test_the_corrections_are_a_sheet_of_their_own_and_the_list_is_still_the_first(document):
    actions.correct_wording(notice=document.notice, text="改字。", by=User.objects.system())
    content = notice_document.xlsx(NoticeDocument.of(document.notice))
    workbook = load_workbook(io.BytesIO(content))
    assert workbook.sheetnames == ["2025 年度公示名单", "公示以后的更正", "校验"]
    sheet = workbook["公示以后的更正"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_area
    assert [cell.value for cell in sheet[2]][5] == "改字。"


def test_the_published_text_has_the_published_hash(document):
    text = notice_document.txt(document)
    assert hashlib.sha256(text).hexdigest() == document.notice.sha256
    assert text.decode().splitlines()[0] == "wufaan-list-1\t2025"


def test_the_notice_runs_five_working_days(document):
    assert document.notice.ends_on == date(2025, 11, 7)
    assert "2025年11月3日至2025年11月7日，共 5 个工作日" in document.period


def test_the_page_is_as_the_standard_for_official_papers_has_it(document):
    paper = Document(io.BytesIO(notice_document.docx(document)))
    section = paper.sections[0]
    assert [round(x.mm) for x in (section.top_margin, section.left_margin)] == [37, 28]
    page = PdfReader(io.BytesIO(notice_document.pdf(document))).pages[0].mediabox
    assert [round(float(x) / 72 * 25.4) for x in (page.width, page.height)] == [210, 297]


def test_the_docx_is_set_as_the_office_prints_it(document):
    """The number well above the title, the title whole phrase by phrase, pages numbered on the
    outer side, a hash that can be read, and columns as wide as a code or a date."""
    actions.correct_wording(notice=document.notice, text="改字。", by=User.objects.system())
    made = NoticeDocument.of(document.notice)
    paper = Document(io.BytesIO(notice_document.docx(made)))
    number, *gap, title = [p.text for p in paper.paragraphs[:4]]
    assert (number, gap) == (made.notice.number, ["", ""])
    assert title.splitlines() == ["关于2025年度拟命名“无发案小区”", "“无发案村社”的公示"]
    section = paper.sections[0]
    sides = [f.paragraphs[0].alignment for f in (section.footer, section.even_page_footer)]
    assert [side.name for side in sides] == ["RIGHT", "LEFT"]
    assert paper.settings.odd_and_even_pages_header_footer
    language = paper.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")[0]
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    said = [p.text for p in paper.paragraphs]
    assert "拟命名名单（共3个）" in said
    proof = next(p for p in paper.paragraphs if made.notice.sha256 in p.text)
    assert proof.style.font.size.pt >= 10.5
    entries, corrections = paper.tables
    assert round(entries.columns[1].width.mm) >= 40
    assert round(corrections.columns[1].width.mm) >= 26


def test_the_pdf_is_of_one_family_with_the_papers(document):
    """The title breaks between phrases, never inside a quoted word; pages are numbered on the
    outer side; names and words in narrow columns of the corrections stay in one line."""
    entry = document.notice.entries.get(name="甸阳社区")
    actions.correct_wording(
        notice=document.notice, text="改字。", entry=entry, by=User.objects.system()
    )
    made = notice_document.pdf(NoticeDocument.of(document.notice))
    first, second, *_, last = [p.extract_text() for p in PdfReader(io.BytesIO(made)).pages]
    assert "关于2025年度拟命名“无发案小区”\n“无发案村社”的公示" in first
    assert "附件：1.拟命名名单（共3个）" in second
    for words in ("更正文字", "名单序号", "甸阳社区"):
        assert words in last
    assert numbers_at(made) == ["right", "left", "right", "left"]


def numbers_at(pdf: bytes) -> list[str]:
    """On which side of the paper each page has its number."""
    sides = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        found = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, *_, found=found: (
                found.append(tm[4] * cm[0] + cm[4]) if "—" in text else None
            )
        )
        sides.append("right" if found[-1] > float(page.mediabox.width) / 2 else "left")
    return sides


def test_a_blank_issuer_is_marked_to_be_filled_in_only_where_it_can_be(document):
    document.notice.issuer = ""
    assert "发文单位待填" in text_of_docx(notice_document.docx(document))
    assert "待填" not in text_of_pdf(notice_document.pdf(document))


def test_notice_list_and_corrections_are_three_queries_however_long(
    document, django_assert_num_queries
):
    by = User.objects.system()
    for entry in document.entries:
        actions.correct_wording(notice=document.notice, text="改字。", entry=entry, by=by)
    with django_assert_num_queries(3):
        again = NoticeDocument.of(Notice.objects.select_related("cycle").get())
        assert len(again.correction_rows) == 3
