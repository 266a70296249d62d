"""Holding a list against the published one: match or no match, and which line differs first."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.models import User
from evaluation import actions
from evaluation.models import Notice, SenderCount
from evaluation.notice import canonical
from evaluation.notice import document as notice_document
from evaluation.notice.actions import senders
from evaluation.notice.document import NoticeDocument
from evaluation.notice.resources import ListResource
from evaluation.public import list_check, list_rows
from tests.factories import CommunityFactory, CompoundFactory, noticed_cycle
from tests.pages import text
from wufaan.sheets.writing import csv_bytes

pytestmark = pytest.mark.django_db

PAGE = "/notices/2025/verify/"
SAME, OTHER = "与公示的名单一致", "与公示的名单不一致"
BESIDE = "公示的各行都在，另有 {} 行没有核对"


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    village = CommunityFactory(name="甸阳社区", kind="neighbourhood")
    CompoundFactory(name="金色家园小区", parent=village)
    CommunityFactory(name="𣒍树村")
    noticed_cycle(2025)


@pytest.fixture
def document(on_notice) -> NoticeDocument:
    return NoticeDocument.of(Notice.objects.select_related("cycle").get())


def zipped(name: str, content: bytes = b"<x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def system() -> User:
    return User.objects.system()


def page(response) -> str:
    assert response.status_code == 200
    return text(response).partition("<main")[2]


def upload(client, content: bytes, name: str) -> str:
    return page(client.post(PAGE, {"file": SimpleUploadedFile(name, content)}))


def paste(client, text: str) -> str:
    return page(client.post(PAGE, {"text": text}))


def table(document) -> str:
    """As copied out of a spreadsheet, with its header."""
    rows = [ListResource.headers(), *document.rows]
    return "\n".join("\t".join(map(str, row)) for row in rows)


def upload_workbook(client, workbook) -> str:
    out = io.BytesIO()
    workbook.save(out)
    return upload(client, out.getvalue(), "名单.xlsx")


def published_workbook(document):
    return load_workbook(io.BytesIO(notice_document.xlsx(document)))


def upload_paper(client, paper) -> str:
    out = io.BytesIO()
    paper.save(out)
    return upload(client, out.getvalue(), "名单.docx")


def published_paper(document):
    return Document(io.BytesIO(notice_document.docx(document)))


@pytest.mark.parametrize("format", ["txt", "xlsx", "docx"])
def test_the_published_files_match(client, document, format):
    content = getattr(notice_document, format)(document)
    shown = upload(client, content, f"notice-2025.{format}")
    assert SAME in shown
    assert ("没有核对" in shown) == (format == "docx")  # the issuer, still to be filled in


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_the_published_files_match_with_their_corrections(client, document, format):
    actions.correct_wording(notice=document.notice, text="金色家园应为一期。", by=system())
    content = getattr(notice_document, format)(NoticeDocument.of(document.notice))
    assert SAME in upload(client, content, f"notice-2025.{format}")


def test_a_correction_that_was_not_published_does_not_match(client, document):
    actions.correct_wording(notice=document.notice, text="金色家园应为一期。", by=system())
    workbook = load_workbook(io.BytesIO(notice_document.xlsx(NoticeDocument.of(document.notice))))
    workbook["公示以后的更正"]["F2"] = "增加伪造村。"
    assert "您的工作表“公示以后的更正”第 2 行" in upload_workbook(client, workbook)


@pytest.mark.parametrize("separator", [";", ","])
def test_a_table_saved_with_semicolons_matches(client, document, separator):
    rows = [ListResource.headers(), *document.rows]
    text = "\n".join(separator.join(map(str, row)) for row in rows)
    assert SAME in upload(client, text.encode(), "名单.csv")


def test_a_table_saved_as_csv_matches_whoever_saved_it(client, document):
    content = csv_bytes(ListResource.headers(), document.rows)
    assert SAME in upload(client, content, "名单.csv")
    gbk = content.decode("utf-8-sig").encode("gb18030")
    assert SAME in upload(client, gbk, "名单.csv")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_text_pasted_matches_whatever_ends_its_lines(client, document, line_end):
    assert SAME in paste(client, document.canonical.replace("\n", line_end).rstrip())


def test_a_table_pasted_matches_and_what_is_no_line_of_it_is_told(client, document):
    assert SAME in paste(client, table(document))
    shown = paste(client, f"关于公示的转发\n{table(document)}")
    assert SAME in shown
    assert "名单前面有 1 行不是名单的内容，没有核对：第 1 行“关于公示的转发”" in shown
    assert "一行不多" not in shown


@pytest.mark.parametrize("place", [1, 2, 99])
def test_what_nobody_published_among_the_lines_or_after_them_is_told_at_once(
    client, document, place
):
    lines = table(document).splitlines()
    lines.insert(place, "112、某某村（甸阳镇）先进典型")
    shown = paste(client, "\n".join(lines))
    assert BESIDE.format(1) in shown
    assert f"第 {min(place, 4) + 1} 行：112、某某村（甸阳镇）先进典型" in shown
    assert SAME not in shown
    assert "is-lacking" in shown


def test_an_added_cell_of_a_workbook_is_told_at_once(client, document):
    workbook = published_workbook(document)
    workbook.worksheets[0].append(["另增：伪造村"])
    assert BESIDE.format(1) in upload_workbook(client, workbook)


def test_what_is_copied_out_of_the_pdf_matches(client, document):
    pdf = PdfReader(io.BytesIO(notice_document.pdf(document)))
    assert SAME in paste(client, pdf.pages[-1].extract_text())


def test_what_turns_a_paper_into_text_with_a_cell_a_line_matches(client, document):
    header, *rows = [ListResource.headers(), *document.rows]
    cells = "\n\n".join("\n\n".join(str(cell) for cell in row if cell) for row in [header, *rows])
    paper = [document.lead, document.period, cells, document.proof, "—2—"]
    assert SAME in paste(client, "\n".join(paper))
    assert OTHER in paste(client, "\n".join(paper).replace("𣒍树村", "伪造村"))


def test_a_mark_in_a_line_of_its_own_is_one(document):
    document.entries[1].exemplar = True
    document.notice.sha256 = canonical.hash_of(2025, document.entries)
    cells = "\n".join(str(cell) for row in document.rows for cell in row if cell)
    assert list_check.check(list_check.read_text(cells), document).same
    unmarked = list_check.read_text(cells.replace("是\n", ""))
    assert not list_check.check(unmarked, document).same


@pytest.mark.parametrize(
    ("change", "has", "published"),
    [
        (lambda t: t.replace("金色家园", "银色家园"), "银色家园小区", "金色家园小区"),
        (lambda t: t.replace("甸阳镇", "水长乡", 1), "水长乡", "甸阳镇"),
        (lambda t: t.replace("\t行政村\t", "\t社区\t"), "社区", "行政村"),
        (lambda t: t + "是", "先进典型", "𣒍树村"),
    ],
)
def test_one_changed_cell_does_not_match_and_is_shown(client, document, change, has, published):
    changed = change(table(document))
    assert changed != table(document)
    shown = paste(client, changed)
    assert OTHER in shown
    difference = shown.partition("第一处不同")[2].partition("</dl>")[0]
    assert has in difference
    assert published in difference


def test_the_first_line_that_differs_is_shown_under_its_number(client, document):
    lines = table(document).splitlines()
    shown = paste(client, "\n".join([*lines[:2], *lines[3:]]))
    assert "您的第 3 行" in shown
    assert "读到 2 行，公示的是 3 行" in shown


def test_a_line_left_out_at_the_end_and_one_added_there(client, document):
    lines = table(document).splitlines()
    assert "您的名单</dt><dd>没有这一行" in paste(client, "\n".join(lines[:-1]))
    shown = paste(client, "\n".join([*lines, "4\t530521101999\t多出村\t行政村\t甸阳镇\t"]))
    assert "公示的</dt><dd>没有这一行" in shown
    assert "您的第 5 行" in shown


@pytest.mark.parametrize(
    "line",
    [
        "4\t53052199999\tvillage\t假村\t甸阳镇",
        "53052199999\tvillage\t假村\t甸阳镇",
        "假村\t甸阳镇",
        "4\t530521101999\tvillage\t假村",
        "4\t530521101999\t村庄\t假村\t甸阳镇\t",
        "4,530521101999,假村,行政村,甸阳镇,荣誉",
        "4 530521101999 假村 行政村",
        "假村 行政村 甸阳镇",
        "4 假村 甸阳镇",
        "4|530521101999|行政村|假村|甸阳镇",
        "４　５３０５２１１０１９９９　假村",
        "wufaan-list-2\t2025",
        "wufaan-list-1\t2025",
        "9" * 5000 + "\t530521101999\tvillage\t假村\t甸阳镇",
        f"4,530521101999,{'假' * 140_000},村,甸阳镇",
    ],
)
@pytest.mark.parametrize("place", [1, 2, 99])
def test_no_line_like_one_of_a_list_slips_in_beside_the_published_ones(
    client, document, line, place
):
    lines = document.canonical.splitlines()
    lines.insert(place, line)
    shown = paste(client, "\n".join(lines))
    assert OTHER in shown
    assert "一行不多" not in shown
    assert f"您的第 {min(place, 4) + 1} 行" in shown


def test_a_first_line_of_another_form_does_not_match(client, document):
    assert OTHER in paste(client, document.canonical.replace("list-1\t2025", "list-1\t2025\t终稿"))


def test_what_stands_around_a_list_is_no_line_of_it(client, document):
    around = ["2", "— 3 —", "2025 年 11 月 3 日", f"名单校验值：{'8' * 12}ab", "电话 13800000000"]
    shown = paste(client, "\n".join([table(document), *around]))
    assert OTHER not in shown
    assert BESIDE.format(2) in shown  # page numbers and the notice's own day pass


def test_an_added_row_of_a_workbook_does_not_match(client, document):
    workbook = published_workbook(document)
    workbook.worksheets[0].append(["", "", "假村", "", "甸阳镇"])
    assert OTHER in upload_workbook(client, workbook)


def test_a_forged_copy_beside_the_true_sheet_does_not_match(client, document):
    workbook = published_workbook(document)
    forged = workbook.copy_worksheet(workbook.worksheets[0])
    forged.title = "名单"
    forged["C2"] = "伪造村"
    shown = upload_workbook(client, workbook)
    assert OTHER in shown
    assert "您的工作表“名单”第 2 行" in shown


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_the_true_sheet_hidden_proves_nothing(client, document, state):
    workbook = published_workbook(document)
    forged = workbook.copy_worksheet(workbook.worksheets[0])
    forged["C2"] = "伪造村"
    workbook.worksheets[0].sheet_state = state
    workbook.active = 1
    shown = upload_workbook(client, workbook)
    assert "工作表“2025 年度公示名单”是隐藏的" in shown
    assert SAME not in shown


def test_a_workbook_of_very_many_sheets_is_not_read(client, document):
    workbook = published_workbook(document)
    for _ in range(20):
        workbook.create_sheet()
    assert "工作表超过 20 个" in upload_workbook(client, workbook)


def test_a_changed_cell_of_the_paper_does_not_match(client, document):
    paper = published_paper(document)
    paper.tables[0].cell(1, 2).text = "伪造村"
    shown = upload_paper(client, paper)
    assert OTHER in shown
    assert "您的第 1 个表格第 2 行" in shown


def test_a_paragraph_added_to_the_paper_is_told_at_once(client, document):
    paper = published_paper(document)
    paper.add_paragraph("另增：伪造村")
    assert BESIDE.format(1) in upload_paper(client, paper)


def test_a_paper_with_hidden_words_is_refused(client, document):
    paper = published_paper(document)
    paper.paragraphs[-1].runs[0].font.hidden = True
    assert "文件里有隐藏的文字" in upload_paper(client, paper)


def test_the_pdf_itself_is_refused_with_what_to_do_instead(client, document):
    shown = upload(client, notice_document.pdf(document), "notice-2025.pdf")
    assert "PDF、.doc、WPS 和 OFD 文件不能直接核对。请上传 Word（.docx）、Excel" in shown
    assert "粘贴在下面" in shown


def test_lines_in_another_order_do_not_match(client, document):
    header, first, *rest = table(document).splitlines()
    assert OTHER in paste(client, "\n".join([header, *rest, first]))


def test_the_list_of_another_year_is_known_as_such(client, document):
    shown = paste(client, document.canonical.replace("\t2025", "\t2024", 1))
    assert "2024 年度的名单" in shown.partition("第一处不同")[2]


def test_a_list_with_the_same_lines_under_another_hash_points_at_us(document):
    document.notice.sha256 = "0" * 64
    result = list_check.check(list_check.read_text(document.canonical), document)
    assert not result.same
    assert result.difference is None


def test_what_is_no_list_is_refused_in_words_and_the_pasted_is_still_there(client, document):
    assert "没有读到名单的行" in paste(client, "今天天气很好")
    assert "今天天气很好</textarea>" in paste(client, "今天天气很好")
    assert "请选择文件，或者粘贴名单" in paste(client, "  ")
    assert "不是表格文件" in upload(client, b"\x00\x01\x02", "x.txt")
    assert "文件超过 2 MB" in upload(client, b"x" * (2 * 2**20 + 1), "x.txt")
    assert "文件是空的" in upload(client, b" \n", "x.txt")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"PK\x03\x04broken", "x.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls"),
        (zipped("content.xml"), "x.ods"),
        (zipped("word/document.xml"), "x.docx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nobody_speaks_of_imports(
    client, document, content, name
):
    shown = upload(client, content, name)
    assert "field-invalid" in shown
    assert "导入" not in shown


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(client, document):
    content = zipped("xl/workbook.xml", b"0" * (list_rows.MAX_UNZIPPED_BYTES + 1))
    assert "解压后太大" in upload(client, content, "x.xlsx")


def test_one_address_may_check_often_but_not_any_number_and_objects_all_the_same(
    client, document, monkeypatch
):
    monkeypatch.setattr(senders, "CHECKS_A_DAY", 2)
    for _ in range(2):
        assert SAME in paste(client, document.canonical)
    shown = paste(client, document.canonical)
    assert "核对的次数太多，请明天再试" in shown
    assert SAME not in shown
    other = client.post(PAGE, {"text": document.canonical}, REMOTE_ADDR="198.51.100.9")
    assert SAME in page(other)
    senders.admit(notice=document.notice, address="127.0.0.1", on=date(2025, 11, 5))


def test_nothing_that_was_handed_in_is_kept(client, document, django_assert_num_queries):
    paste(client, "1\t530521101999\t只有我知道村\t行政村\t甸阳镇\t")
    assert SenderCount.objects.count() == 1
    assert set(SenderCount.objects.values_list("count", flat=True)) == {1}
    assert "只有我知道" not in str(SenderCount.objects.values())


def test_there_is_nothing_to_check_without_a_notice(client, document):
    assert client.get("/notices/2024/verify/").status_code == 404
    assert "不保存" in page(client.get(PAGE))


def test_the_notice_leads_there(client, document):
    assert f'href="{PAGE}"' in page(client.get("/notices/2025/"))
