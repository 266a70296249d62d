"""Holding a list against the published one: match or no match, and which line differs first."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from pypdf import PdfReader

from evaluation import list_check, notice_document
from evaluation.actions import senders
from evaluation.models import Notice, SenderCount
from evaluation.notice_document import NoticeDocument
from tests.factories import CommunityFactory, CompoundFactory, noticed_cycle
from wufaan.sheets.writing import csv_bytes

pytestmark = pytest.mark.django_db

PAGE = "/notices/2025/verify/"
SAME, OTHER = "与公示的名单一致", "与公示的名单不一致"


@pytest.fixture
def document() -> NoticeDocument:
    village = CommunityFactory(name="甸阳社区", kind="neighbourhood")
    CompoundFactory(name="金色家园小区", parent=village)
    CommunityFactory(name="𣒍树村")
    noticed_cycle(2025)
    return NoticeDocument.of(Notice.objects.select_related("cycle").get())


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2]


def upload(client, content: bytes, name: str) -> str:
    return page(client.post(PAGE, {"file": SimpleUploadedFile(name, content)}))


def paste(client, text: str) -> str:
    return page(client.post(PAGE, {"text": text}))


def table(document) -> str:
    """As copied out of a spreadsheet, with its header."""
    rows = [notice_document.HEADERS, *document.rows]
    return "\n".join("\t".join(map(str, row)) for row in rows)


@pytest.mark.parametrize("form", ["txt", "xlsx"])
def test_the_published_files_match(client, document, form):
    content = getattr(notice_document, form)(document)
    assert SAME in upload(client, content, f"notice-2025.{form}")


def test_a_table_saved_as_csv_matches_whoever_saved_it(client, document):
    content = csv_bytes(notice_document.HEADERS, document.rows)
    assert SAME in upload(client, content, "名单.csv")
    gbk = content.decode("utf-8-sig").encode("gb18030")
    assert SAME in upload(client, gbk, "名单.csv")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_text_pasted_matches_whatever_ends_its_lines(client, document, line_end):
    assert SAME in paste(client, document.canonical.replace("\n", line_end).rstrip())


def test_a_table_pasted_matches_and_what_is_no_line_of_it_is_told(client, document):
    assert SAME in paste(client, table(document))
    shown = paste(client, f"关于公示的转发\n{table(document)}\n请各村核对")
    assert SAME in shown
    assert "另有 2 行不是名单的内容，没有核对：第 1 行“关于公示的转发”" in shown


def test_what_is_copied_out_of_the_pdf_matches(client, document):
    pdf = PdfReader(io.BytesIO(notice_document.pdf(document)))
    assert SAME in paste(client, pdf.pages[-1].extract_text())


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
    assert SAME in shown
    assert "不是名单的内容没有核对" in shown
    assert "一行不多" not in shown


def test_an_added_row_of_a_workbook_does_not_match(client, document):
    workbook, out = load_workbook(io.BytesIO(notice_document.xlsx(document))), io.BytesIO()
    workbook.worksheets[0].append(["", "", "假村", "", "甸阳镇"])
    workbook.save(out)
    assert OTHER in upload(client, out.getvalue(), "名单.xlsx")


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_paper_itself_is_refused_with_what_to_do_instead(client, document, form):
    shown = upload(client, getattr(notice_document, form)(document), f"notice-2025.{form}")
    assert "PDF 和 Word 文件不能直接核对。请上传 Excel（.xlsx）、CSV 或文本文件（.txt）" in shown
    assert "粘贴在下面" in shown


def test_lines_in_another_order_do_not_match(client, document):
    header, first, *rest = table(document).splitlines()
    assert OTHER in paste(client, "\n".join([header, *rest, first]))


def test_the_list_of_another_year_is_known_as_such(client, document):
    shown = paste(client, document.canonical.replace("\t2025", "\t2024", 1))
    assert "2024 年度的名单" in shown.partition("第一处不同")[2]


def test_a_list_with_the_same_lines_under_another_hash_points_at_us(document):
    handed = list_check.read_text(document.canonical)
    result = list_check.check(handed, year=2025, sha256="0" * 64, entries=document.entries)
    assert not result.same
    assert result.difference is None


def test_a_workbook_with_corrections_matches_all_the_same(client, document):
    content = notice_document.xlsx(document)
    workbook, out = load_workbook(io.BytesIO(content)), io.BytesIO()
    workbook.create_sheet("我的备注").append(["4", "530521101999", "多出村"])
    workbook.save(out)
    assert SAME in upload(client, out.getvalue(), "名单.xlsx")


def test_what_is_no_list_is_refused_in_words_and_the_pasted_is_still_there(client, document):
    assert "没有读到名单的行" in paste(client, "今天天气很好")
    assert "今天天气很好</textarea>" in paste(client, "今天天气很好")
    assert "请选择文件，或者粘贴名单" in paste(client, "  ")
    assert "不是表格文件" in upload(client, b"\x00\x01\x02", "x.txt")
    assert "文件超过 2 MB" in upload(client, b"x" * (2 * 2**20 + 1), "x.txt")
    assert "field-invalid" in upload(client, b"PK\x03\x04broken", "x.xlsx")


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(client, document):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (list_check.MAX_UNZIPPED_BYTES + 1))
    assert "解压后太大" in upload(client, out.getvalue(), "x.xlsx")


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
