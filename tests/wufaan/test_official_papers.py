"""A page as GB/T 9704-2012 has it, in PDF and DOCX."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from openpyxl import load_workbook
from pypdf import PdfReader

from wufaan.documents import official
from wufaan.documents.official import Form, OfficialPaper, Table
from wufaan.documents.official.paper import Style, in_even_lines
from wufaan.errors import DomainError
from wufaan.sheets.writing import Share

CODE = "053052110100"  # begins with nothing, as a number would not
TABLE = Table("名单", ["序号", "代码", "说明"], [[1, CODE, "长" * 80]], [20, 60, 76])


def paper(**changes) -> OfficialPaper:
    said = {
        "title": "关于某事的通报",
        "number": "某文〔2025〕1号",
        "addressee": "某镇人民政府",
        "body": "一、情况\n（一）小节\n" + "情况如下，" * 20 + "。\n特此通报。",
        "issuer": "某县公安局",
        "dated": date(2025, 12, 1),
        "annexes": [TABLE],
    }
    return OfficialPaper(**said | changes)


def opened(**changes) -> Document:
    return Document(io.BytesIO(official.docx(paper(**changes))))


def pages(**changes) -> list[str]:
    found = PdfReader(io.BytesIO(official.pdf(paper(**changes)))).pages
    return [page.extract_text() for page in found]


def mm(length) -> float:
    return round(Length(length).mm, 1)


def test_the_page_has_the_margins_and_type_area_of_the_standard():
    section = opened().sections[0]
    assert (mm(section.page_width), mm(section.page_height)) == (210, 297)
    assert (mm(section.top_margin), mm(section.left_margin)) == (37, 28)
    across = section.page_width - section.left_margin - section.right_margin
    down = section.page_height - section.top_margin - section.bottom_margin
    assert (mm(across), mm(down)) == (156, 225)


def test_a_full_page_of_the_pdf_has_22_lines_of_28_characters():
    full = [line for line in pages(body="国" * 1200)[1].splitlines() if "国" in line]
    assert [len(line) for line in full[:21]] == [28] * 21
    assert len(full) == 22


def test_the_docx_leaves_as_much_to_a_line_and_a_page():
    style = opened().styles["公文正文"]
    assert 22 * style.paragraph_format.line_spacing.mm <= 225
    spacing = style.element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    assert 28 * (16 + int(spacing) / 20) <= 156 / 25.4 * 72
    assert 29 * (16 + int(spacing) / 20) > 156 / 25.4 * 72


@pytest.mark.parametrize(
    ("style", "family", "size"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
    ],
)
def test_the_docx_names_the_typefaces_of_the_standard_and_what_may_stand_in(style, family, size):
    made = opened()
    font = made.styles[style].font
    assert (font.element.rPr.rFonts.get(qn("w:eastAsia")), font.size.pt) == (family, size)
    table = zipfile.ZipFile(io.BytesIO(official.docx(paper()))).read("word/fontTable.xml").decode()
    entry = table.partition(f'w:name="{family}"')[2]
    assert entry.startswith('><w:altName w:val="')


def test_headings_are_known_by_how_they_begin_unless_they_are_sentences():
    lines = paper(body="一、情况\n（一）小节\n一、本年度情况如下。\n正文").lines
    kinds = [style for style, _ in lines]
    assert kinds == [Style.HEADING, Style.SUBHEADING, Style.TEXT, Style.TEXT]
    assert opened().paragraphs[6].style.name == "一级标题"


def test_a_fingerprint_stands_on_one_line():
    shown = paper(body=f"校验值：\n{'e7' * 32}\n妥否，请批示。")
    assert [style for style, _ in shown.lines] == [Style.TEXT, Style.FINGERPRINT, Style.TEXT]
    assert "e7" * 32 in pages(body=shown.body)[0].splitlines()


def test_pages_are_numbered_on_their_outer_side():
    section = opened().sections[0]
    sides = [f.paragraphs[0].alignment for f in (section.footer, section.even_page_footer)]
    assert [side.name for side in sides] == ["RIGHT", "LEFT"]
    first, second = pages()
    assert "— 1 —" in first
    assert "— 2 —" in second


def test_issuer_and_date_stand_in_room_for_a_seal_and_none_is_drawn():
    made = opened()
    issuer, dated = (p for p in made.paragraphs if p.text in ("某县公安局", "2025年12月1日"))
    room = issuer.paragraph_format.space_before + dated.paragraph_format.space_after
    assert mm(room) + 2 * mm(made.styles["Normal"].paragraph_format.line_spacing) >= 50
    assert not made.inline_shapes
    page = PdfReader(io.BytesIO(official.pdf(paper()))).pages[0]
    assert not page["/Resources"]["/XObject"]


@pytest.mark.parametrize("lines", range(10, 20))
def test_the_seal_never_stands_on_a_page_without_text(lines):
    shown = pages(body="\n".join(f"第{n}段。" for n in range(lines)))
    signed = next(page for page in shown if "2025年12月1日" in page)
    assert f"第{lines - 1}段。" in signed


def test_what_is_not_known_is_marked_in_the_docx_and_left_out_of_the_pdf():
    text = "\n".join(p.text for p in opened(number="", issuer="").paragraphs)
    assert "（文号待填）" in text
    assert "（发文单位待填）" in text
    assert "待填" not in "".join(pages(number="", issuer=""))


def test_several_annexes_are_numbered_and_one_is_not():
    assert "附件：名单" in pages()[0]
    both = "".join(pages(annexes=[TABLE, TABLE]))
    assert "附件：1.名单" in both
    assert "附件2" in both


def test_an_annex_repeats_its_header_and_says_where_there_is_nothing():
    made = opened(annexes=[Table("名单", ["序号", "名称"], [], [20, 136])])
    assert made.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert made.tables[0].rows[1].cells[0].text == "无"
    assert "无" in pages(annexes=[Table("名单", ["序号", "名称"], [], [20, 136])])[1]


def test_a_table_fills_the_type_area():
    with pytest.raises(ValueError, match="156"):
        Table("名单", ["序号"], [], [100])


def test_a_workbook_has_codes_as_text_a_frozen_header_widths_and_a_print_area():
    sheet = load_workbook(io.BytesIO(official.xlsx(paper())))["名单"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == (CODE, "s")
    assert sheet.freeze_panes == "A2"
    assert sheet.print_area == "'名单'!$A$1:$C$2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text == "关于某事的通报"
    widths = [sheet.column_dimensions[column].width for column in "ABC"]
    assert 8 <= min(widths) <= max(widths) <= 60
    assert sheet["C2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height == 3 * 15  # 160 half-width characters


def test_a_share_is_a_number_to_a_spreadsheet_and_reads_the_same_everywhere():
    table = Table("比例", ["名称", "占比"], [["甲", Share(2 / 3)]], [78, 78])
    cell = load_workbook(io.BytesIO(official.xlsx(paper(annexes=[table])))).active["B2"]
    assert cell.value == pytest.approx(2 / 3)
    assert cell.number_format == "0.0%"
    assert "66.7%" in pages(annexes=[table])[1]
    assert opened(annexes=[table]).tables[0].rows[1].cells[1].text == "66.7%"


def test_a_sheet_with_nothing_says_so():
    empty = Table("名单", ["序号", "名称"], [], [20, 136])
    sheet = load_workbook(io.BytesIO(official.xlsx(paper(annexes=[empty])))).active
    assert sheet["A2"].value == "无"


@pytest.mark.parametrize("make", [official.docx, official.pdf, official.xlsx])
def test_the_same_words_have_the_same_bytes(make):
    assert make(paper()) == make(paper())


AROUND = {"masthead": "某县公安局文件", "copies": "某局。", "printed_by": "某县公安局办公室"}


@pytest.mark.parametrize("form", [Form.DOCUMENT, Form.UPWARD])
def test_a_red_head_stands_above_a_red_rule(form):
    head, *_, number = opened(form=form, **AROUND).paragraphs[:4]
    assert head.text == "某县公安局文件"
    assert str(head.runs[0].font.color.rgb) == "FF0000"
    assert mm(head.paragraph_format.space_before) == 35
    assert ("签发人" in number.text) == (form == Form.UPWARD)
    rule = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "FF0000"


def test_a_masthead_is_never_broken():
    assert paper(masthead="某县公安局文件").masthead_points == 48
    long = paper(form=Form.DOCUMENT, masthead="某某某某某某族自治县公安局创建工作领导小组文件")
    assert long.masthead_points * 23 <= 156 * 72 / 25.4
    assert long.masthead in pages(form=Form.DOCUMENT, masthead=long.masthead)[0].splitlines()


def test_a_letter_has_rules_on_its_first_page_and_no_number_there():
    section = opened(form=Form.LETTER, masthead="某县公安局").sections[0]
    assert section.different_first_page_header_footer
    assert mm(section.header_distance) == 30
    assert section.first_page_header.paragraphs[0].text == "某县公安局"
    first, second, *_ = pages(form=Form.LETTER, masthead="某县公安局")
    assert "— 1 —" not in first
    assert "— 2 —" in second


@pytest.mark.parametrize("rows", [1, 28, 29, 30, 31, 32])
def test_an_imprint_is_on_the_last_page_and_whole(rows):
    table = Table("名单", ["序号", "名称"], [[n, "甲"] for n in range(rows)], [20, 136])
    shown = pages(form=Form.DOCUMENT, annexes=[table], **AROUND)
    assert len(shown) % 2 == 0
    *_, last = shown
    assert "抄送：某局。" in last
    assert "2025年12月1日印发" in last


@pytest.mark.parametrize(("rows", "alone"), [(5, True), (40, False)])
def test_an_imprint_stands_on_an_even_page_if_need_be_overleaf(rows, alone):
    table = Table("名单", ["序号", "名称"], [[n, "甲"] for n in range(rows)], [20, 136])
    shown = pages(form=Form.DOCUMENT, annexes=[table], **AROUND)
    assert len(shown) % 2 == 0
    assert shown[-1].startswith("抄送：") == alone
    *_, last = pages(form=Form.LETTER, annexes=[table], **AROUND)
    assert not last.startswith("抄送：")


@pytest.mark.parametrize("where", ["title", "body", "issuer", "addressee", "masthead", "copies"])
def test_what_cannot_be_printed_is_refused(where):
    with pytest.raises(DomainError, match="无法印刷"):
        paper(**{where: "甸\ue000"}).check()


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于某事的通报", ["关于某事的通报"]),
        (
            "关于甸阳镇2025年度“无发案小区”“无发案村社”创建评选情况的通报",
            ["关于甸阳镇2025年度“无发案小区”", "“无发案村社”创建评选情况的通报"],
        ),
    ],
)
def test_a_title_is_broken_where_a_phrase_ends(title, lines):
    assert in_even_lines(title, 18) == lines


@pytest.mark.parametrize("text", ["字" * 60, "关于2025年度" * 9, "“长”" * 20, "a" * 100])
def test_no_line_of_a_title_is_too_long_and_nothing_is_lost(text):
    lines = in_even_lines(text, 18)
    assert "".join(lines) == text
    assert all(sum(0.5 if c.isascii() else 1 for c in line) <= 18 for line in lines)
