"""What stands above the title and below the date of an official paper as DOCX (GB/T 9704-2012):
版头, 附注, 版记."""

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from wufaan.documents.official.paper import (
    HEAD_ABOVE,
    LETTER_ABOVE,
    LETTER_BELOW,
    LETTER_WIDTH,
    TYPE_WIDTH,
    Form,
    OfficialPaper,
)
from wufaan.documents.official.setting import CENTRE, FANGSONG, RIGHT, TITLE, add_line, font

_RED = "FF0000"
# Of a paragraph, in the order of its schema: what comes after frame and borders.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")
_AFTER_FRAME = ("w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", *_AFTER_BORDERS)
# Of the imprint: the whole width, no margins, at the foot of the type area; and its rules. From
# the page's edge, in twips: LibreOffice lets nothing float that is as wide as the text.
_LEFT = round(28 / 25.4 * 1440)
_AT_THE_FOOT = (
    f'<w:tblpPr {nsdecls("w")} w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{_LEFT}" '
    'w:tblpYSpec="bottom"/>'
)
_RULES = (
    f'<w:tblBorders {nsdecls("w")}><w:top w:val="single" w:sz="8"/>'
    '<w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="6"/></w:tblBorders>'
)
_NO_MARGINS = (
    f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    "</w:tblCellMar>"
)
_AFTER_PLACE = ("w:tblOverlap", "w:bidiVisual", "w:tblW", "w:jc", "w:tblInd")
# Between a rule and the words beside it, in points: 4 mm.
_GAP = 11


def head(document: Document, paper: OfficialPaper) -> None:
    """Down to the two lines that are left free above the title."""
    number = paper.number or "（文号待填）"
    match paper.form:
        case Form.PLAIN:
            add_line(document, number, align=CENTRE)
        case Form.LETTER:
            _letterhead(document.sections[0], paper)
            line = add_line(document, number, align=RIGHT)
            line.paragraph_format.space_before = Pt(14)
        case _:
            _masthead(add_line(document, ""), paper, HEAD_ABOVE)
            _free(document, 2)
            _ruled(_number(document, number, paper), "bottom", "single", 16, _RED, _GAP)
    _free(document, 2)


def note(document: Document, paper: OfficialPaper) -> None:
    if paper.note:
        add_line(document, f"（{paper.note}）", "公文正文")


def imprint(document: Document, paper: OfficialPaper) -> None:
    """At the foot of the last page; a letter has neither rules nor printer."""
    if not (paper.copies or paper.printed_by):
        return
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    looks = table._tbl.tblPr
    looks.insert_element_before(parse_xml(_AT_THE_FOOT), *_AFTER_PLACE)
    if paper.form != Form.LETTER:
        looks.insert_element_before(parse_xml(_RULES), "w:tblLayout", "w:tblLook")
    looks.insert_element_before(parse_xml(_NO_MARGINS), "w:tblLook")
    if paper.copies:
        first, last = table.add_row().cells
        _copies(first.merge(last).paragraphs[0], paper)
    if paper.printed_by:
        cells = table.add_row().cells
        _small(cells[0].paragraphs[0], paper.printed_by).paragraph_format.left_indent = Pt(14)
        day = _small(cells[1].paragraphs[0], f"{paper.date_in_words}印发")
        day.alignment, day.paragraph_format.right_indent = RIGHT, Pt(14)
    for column in table.columns:
        column.width = Mm(TYPE_WIDTH / 2)
    # What floats stands on the page of what follows it.
    add_line(document, "").paragraph_format.line_spacing = Pt(1)


def _free(document: Document, lines: int) -> None:
    for _ in range(lines):
        add_line(document, "")


def _masthead(paragraph: Paragraph, paper: OfficialPaper, above: float = 0) -> None:
    """发文机关标志: red, on one line; `above` is in mm."""
    points = paper.masthead_points
    run = paragraph.add_run(paper.masthead or "（发文机关标志待填）")
    font(run, TITLE, points)
    run.font.color.rgb = RGBColor.from_string(_RED)
    frame = paragraph.paragraph_format
    paragraph.alignment = CENTRE
    frame.space_before, frame.line_spacing = Mm(above), Pt(points * 1.2)


def _number(document: Document, number: str, paper: OfficialPaper) -> Paragraph:
    """Centred; of what goes up at the left, with room for the signature of whoever issues it.
    Indents would shorten the rule below, so blanks stand for them."""
    if paper.form != Form.UPWARD:
        return add_line(document, number, align=CENTRE)
    line = add_line(document, f"　{number}\t签发人：{'　' * 5}")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(TYPE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    return line


def _letterhead(section: Section, paper: OfficialPaper) -> None:
    """信函格式: name and double rules, wider than the text, on the first page, and no number
    there."""
    section.different_first_page_header_footer = True
    section.header_distance = Mm(LETTER_ABOVE)
    (line,) = section.first_page_header.paragraphs
    _masthead(line, paper)
    beyond = (LETTER_WIDTH - TYPE_WIDTH) / 2
    frame = line.paragraph_format
    # The page's middle lies 1 mm left of the text's.
    frame.left_indent, frame.right_indent = Mm(-beyond - 1), Mm(-beyond + 1)
    _ruled(line, "bottom", "thickThinSmallGap", 24, _RED, _GAP)
    foot = section.first_page_footer.paragraphs[0].insert_paragraph_before()
    foot.paragraph_format.line_spacing = Pt(2)
    place = f'w:hAnchor="page" w:vAnchor="page" w:x="{_twips(20)}" w:y="{_twips(LETTER_BELOW)}"'
    frame = f'<w:framePr {nsdecls("w")} w:w="{_twips(LETTER_WIDTH)}" w:wrap="around" {place}/>'
    foot._p.get_or_add_pPr().insert_element_before(parse_xml(frame), *_AFTER_FRAME)
    _ruled(foot, "top", "thinThickSmallGap", 24, _RED)


def _copies(line: Paragraph, paper: OfficialPaper) -> None:
    """One character in at either side; what runs over stands below the first organ."""
    frame = _small(line, f"抄送：{paper.copies}").paragraph_format
    frame.left_indent, frame.right_indent = Pt(14 + 42), Pt(14)
    frame.first_line_indent = Pt(-42)


def _small(line: Paragraph, text: str) -> Paragraph:
    font(line.add_run(text), FANGSONG, 14)
    line.paragraph_format.line_spacing = Pt(26)
    return line


def _ruled(
    paragraph: Paragraph, side: str, style: str, eighths: int, colour: str = "000000", gap: int = 1
) -> None:
    """A rule of so many eighths of a point; `gap` is in points."""
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    rule = f'w:val="{style}" w:sz="{eighths}" w:space="{gap}" w:color="{colour}"'
    borders.append(parse_xml(f"<w:{side} {nsdecls('w')} {rule}/>"))


def _twips(mm: float) -> int:
    return round(mm / 25.4 * 1440)
