"""An official paper as DOCX, for the office to edit and stamp."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time

from docx import Document as new_document
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from wufaan.documents.docx import fixed_bytes
from wufaan.documents.official.docx_head import head, imprint, note
from wufaan.documents.official.paper import Folder, OfficialPaper, Style, Table
from wufaan.documents.official.setting import (
    CENTRE,
    FANGSONG,
    HEI,
    KAI,
    LINE,
    RIGHT,
    SONG,
    TITLE,
    add_line,
    element,
    face,
    font,
    name_fallbacks,
)

# Of the cells of a table: 1 mm at either side, half as much above and below, in twentieths of a
# point.
_MARGINS = (
    f'<w:tblCellMar {nsdecls("w")}><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
)
# Name, typeface, points, distance from line to line.
_STYLES = [
    ("公文标题", TITLE, 22, Pt(32)),
    ("公文正文", FANGSONG, 16, LINE),
    ("一级标题", HEI, 16, LINE),
    ("二级标题", KAI, 16, LINE),
    ("校验值", FANGSONG, 12, LINE),
    ("附件标题", TITLE, 18, Pt(28)),
    ("附件表格", SONG, 10.5, Pt(15)),
]
_OF_LINE = {
    Style.TEXT: "公文正文",
    Style.HEADING: "一级标题",
    Style.SUBHEADING: "二级标题",
    Style.FINGERPRINT: "校验值",
}


def docx(paper: OfficialPaper) -> bytes:
    document = new_document()
    _set_up(document, paper)
    _text(document, paper)
    for label, annex in paper.labelled_annexes:
        _annex(document, label, annex)
    imprint(document, paper)
    out = io.BytesIO()
    document.save(out)
    return fixed_bytes(out.getvalue())


def _set_up(document: Document, paper: OfficialPaper) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = paper.title[:250], "", ""
    about.created = about.modified = datetime.combine(paper.dated, time())
    document.settings.odd_and_even_pages_header_footer = True
    language = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")[0]
    language.set(qn("w:eastAsia"), "zh-CN")
    name_fallbacks(document)
    _page(document.sections[0])
    face(document.styles["Normal"], FANGSONG, 16, LINE)
    for name, family, points, line in _STYLES:
        face(document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), family, points, line)
    for name in _OF_LINE.values():
        document.styles[name].paragraph_format.first_line_indent = Pt(31.5)
    document.styles["校验值"].paragraph_format.first_line_indent = Pt(0)
    document.styles["公文正文"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name in ("一级标题", "二级标题"):
        document.styles[name].paragraph_format.keep_with_next = True


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(21.7)  # the number's upper edge is 7 mm below the type area
    _number_pages(section)


def _number_pages(section: Section) -> None:
    """On the outer side, where the document tells odd pages from even ones."""
    _page_number(section.footer.paragraphs[0], RIGHT)
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 — in half-width Song of size 4, one character in from the outer edge."""
    paragraph.alignment = side
    frame = paragraph.paragraph_format
    frame.left_indent = frame.right_indent = Pt(14)
    frame.line_spacing = Pt(18)
    before, number, after = paragraph.add_run("— "), paragraph.add_run("1"), paragraph.add_run(" —")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._r.addprevious(field)
    field.append(number._r)
    for run in (before, number, after):
        font(run, SONG, 14)


def _text(document: Document, paper: OfficialPaper) -> None:
    head(document, paper)
    add_line(document, "\n".join(paper.title_lines), "公文标题", CENTRE)
    add_line(document, "")
    if paper.addressee:
        add_line(document, f"{paper.addressee}：")
    for style, line in paper.lines:
        last = add_line(document, line, _OF_LINE[style])
    # Issuer and seal never stand on a page without text.
    last.paragraph_format.keep_with_next = True
    _list_of_annexes(document, paper)
    if paper.blanks:
        _blanks(document, paper.blanks)
    _issue(document, paper)
    note(document, paper)


def _list_of_annexes(document: Document, paper: OfficialPaper) -> None:
    """One line below the text, two characters in; what runs over stands below the title."""
    for index, (mark, title) in enumerate(paper.annex_list):
        paragraph = add_line(document, f"{'附件：' if index == 0 else ''}{mark}{title}")
        frame, hang = paragraph.paragraph_format, Pt(15.75 if mark else 0)
        frame.left_indent = Pt(31.5 + 47.25) + hang
        frame.first_line_indent = -hang - (Pt(47.25) if index == 0 else 0)
        frame.keep_with_next = True
        if index == 0:
            frame.space_before = LINE


def _issue(document: Document, paper: OfficialPaper) -> None:
    """Issuer and date in the middle of 53 mm that hold nothing else: there the seal goes."""
    issuer = add_line(document, paper.issuer or "（发文单位待填）", align=CENTRE)
    dated = add_line(document, paper.date_in_words, align=CENTRE)
    issuer.paragraph_format.keep_with_next = True
    issuer.paragraph_format.space_before = Mm(16)
    dated.paragraph_format.space_after = Mm(17)
    dated.paragraph_format.keep_with_next = bool(paper.note)
    for paragraph in (issuer, dated):
        paragraph.paragraph_format.left_indent = Mm(66)


def _blanks(document: Document, labels: Iterable[str]) -> None:
    gap = add_line(document, "").paragraph_format
    gap.line_spacing, gap.keep_with_next = Pt(14), True
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for label in labels:
        row = table.add_row()
        row.height = Mm(50)
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        name, box = row.cells
        for cell, text, align in ((name, label, CENTRE), (box, "年　　月　　日", RIGHT)):
            cell.text = text
            cell.paragraphs[0].alignment = align
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        _vertical(name, "center")
        _vertical(box, "bottom")
    _widths(table, (40, 116))


def _vertical(cell: _Cell, where: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:vAlign", where))


def _annex(document: Document, label: str, annex: Table | Folder) -> None:
    head = add_line(document, label, "一级标题")
    head.paragraph_format.page_break_before = True
    head.paragraph_format.first_line_indent = Pt(0)
    title = add_line(document, annex.title, "附件标题", CENTRE)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(14)
    if isinstance(annex, Table):
        _grid(document, annex)
    else:
        _parts(document, annex)


def _parts(document: Document, folder: Folder) -> None:
    for position, (title, tables) in enumerate(folder.parts):
        head = add_line(document, title, "一级标题")
        head.paragraph_format.page_break_before = position > 0
        head.paragraph_format.first_line_indent = Pt(0)
        for table in tables:
            name = add_line(document, table.title, "二级标题")
            name.paragraph_format.first_line_indent = Pt(0)
            name.paragraph_format.space_before = Pt(7)
            _grid(document, table)


def _grid(document: Document, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.headers), style="Table Grid")
    grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    grid._tbl.tblPr.insert_element_before(parse_xml(_MARGINS), "w:tblLook")
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    # Looking the style up costs more than all the rest of a cell.
    style = document.styles["附件表格"].style_id
    _row(grid.rows[0], style, table.headers, bold=True, centred=True)
    for position, cells in enumerate(table.rows, 1):
        last_sum = table.sums and position == len(table.rows)
        _row(grid.add_row(), style, cells, bold=last_sum)
    if not table.rows:
        _row(grid.add_row(), style, ["无", *[""] * (len(table.headers) - 1)], centred=True)
    _widths(grid, table.widths)
    if not table.rows:
        first, *_, last = grid.rows[1].cells
        first.merge(last)
    if table.note:
        add_line(document, table.note, "附件表格").paragraph_format.space_before = Pt(10)


def _widths(grid: Grid, widths: Sequence[int]) -> None:
    """Of the columns for LibreOffice, of every cell for Word."""
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for row in grid.rows:
        for cell, width in zip(row._tr.tc_lst, widths, strict=False):
            cell.width = Mm(width)


def _row(
    row: _Row, style: str, cells: Sequence[object], *, bold: bool = False, centred: bool = False
) -> None:
    """Figures are centred in any case. What is blank has no words: merged it takes no room."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, value in zip(row.cells, cells, strict=True):
        _vertical(cell, "center")
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style
        if str(value):
            paragraph.add_run(str(value)).bold = bold or None
        if centred or isinstance(value, int | float):
            paragraph.alignment = CENTRE
