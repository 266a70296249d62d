#!/usr/bin/env python
"""Builds templates/evaluation/notice.docx, the notice that offices edit and stamp.

    PYTHONPATH=. .venv/bin/python scripts/build_notice_template.py

A page as GB/T 9704-2012 has it. The words in {{ }} are filled in by evaluation.notice_document.
"""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from wufaan.documents.docx import fixed_bytes
from wufaan.documents.official.docx import name_fallbacks, number_pages

TARGET = Path(__file__).resolve().parent.parent / "templates" / "evaluation" / "notice.docx"
HEADERS = ["序号", "代码", "名称", "类型", "乡镇（街道）", "先进典型"]
WIDTHS = [14, 42, 35, 17, 28, 20]  # mm, 156 together
CORRECTION_HEADERS = ["更正", "日期", "类别", "名单序号", "名称", "内容"]
CORRECTION_WIDTHS = [13, 28, 20, 20, 28, 47]


def main() -> None:
    document = Document()
    document.settings.odd_and_even_pages_header_footer = True
    name_fallbacks(document)
    _page(document.sections[0])
    _font(document.styles["Normal"].font, "仿宋_GB2312", 16)
    document.styles["Normal"].paragraph_format.line_spacing = Pt(29)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    centred = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph(document, "{{ number }}", align=centred)
    for _ in range(2):
        _paragraph(document, "")
    title = _paragraph(document, "{{ title }}", align=centred)
    title.paragraph_format.line_spacing = Pt(32)
    _font(title.runs[0].font, "方正小标宋简体", 22)
    _paragraph(document, "")
    _paragraph(document, "{{ lead }}", indent=True)
    _paragraph(document, "{%p if basis %}")
    _paragraph(document, "命名依据：{{ basis }}", indent=True)
    _paragraph(document, "{%p endif %}")
    _paragraph(document, "{{ period }}", indent=True)
    _paragraph(document, "异议渠道：{{ channels }}", indent=True)
    _paragraph(document, "{%p if changed %}")
    _paragraph(document, "{{ changed }}", indent=True)
    _paragraph(document, "{%p endif %}")
    _paragraph(document, "")
    _issue(document, "{{ issuer }}", after=0)
    # Room for the seal: nothing is set on the next 50 mm.
    _issue(document, "{{ date }}", after=Mm(52))
    _paragraph(document, "附件：拟命名名单").paragraph_format.page_break_before = True
    _table(document, HEADERS, WIDTHS, "rows")
    _font(_paragraph(document, "{{ proof }}").runs[0].font, "宋体", 10.5)
    _paragraph(document, "{%p if corrections %}")
    _paragraph(document, "公示以后的更正").paragraph_format.keep_with_next = True
    _table(document, CORRECTION_HEADERS, CORRECTION_WIDTHS, "corrections")
    _paragraph(document, "{%p endif %}")
    document.core_properties.author = ""
    document.save(TARGET)
    TARGET.write_bytes(fixed_bytes(TARGET.read_bytes()))


def _page(section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(21.7)  # the number's upper edge is 7 mm below the type area
    number_pages(section)


def _font(font, family: str, points: float) -> None:
    font.name, font.size = family, Pt(points)
    font.element.rPr.rFonts.set(qn("w:eastAsia"), family)


def _paragraph(document, text: str, *, indent: bool = False, align=None):
    paragraph = document.add_paragraph(text)
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


def _issue(document, text: str, *, after) -> None:
    paragraph = _paragraph(document, text, align=WD_ALIGN_PARAGRAPH.CENTER)
    paragraph.paragraph_format.left_indent = Mm(66)
    paragraph.paragraph_format.space_after = after
    paragraph.paragraph_format.keep_with_next = False


def _table(document, headers: list[str], widths: list[int], rows: str) -> None:
    table = document.add_table(rows=4, cols=len(headers), style="Table Grid")
    table.autofit = False
    header, start, row, end = table.rows
    repeat = OxmlElement("w:tblHeader")
    header._tr.get_or_add_trPr().append(repeat)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    start.cells[0].text = f"{{%tr for row in {rows} %}}"
    end.cells[0].text = "{%tr endfor %}"
    for index, (word, width) in enumerate(zip(headers, widths, strict=True)):
        table.columns[index].width = Mm(width)
        header.cells[index].text = word
        row.cells[index].text = f"{{{{ row[{index}] }}}}"
        for line in table.rows:
            line.cells[index].width = Mm(width)
    for line in table.rows:
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.line_spacing = Pt(16)
                for run in paragraph.runs:
                    _font(run.font, "宋体", 10.5)


if __name__ == "__main__":
    main()
