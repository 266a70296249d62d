"""Typefaces, lines and paragraphs of an official paper as DOCX. Typefaces are those of the standard
by name; a machine without them finds others in the table of fonts."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

SONG, FANGSONG, HEI, KAI, TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
# What stands in, best first, on a machine without the typeface.
_FALLBACK = {
    TITLE: "方正小标宋_GBK,华文中宋,宋体,SimSun,Noto Serif CJK SC",
    FANGSONG: "仿宋,FangSong,华文仿宋,宋体,Noto Serif CJK SC",
    KAI: "楷体,KaiTi,华文楷体,LXGW WenKai,宋体,Noto Serif CJK SC",
    HEI: "SimHei,微软雅黑,Noto Sans CJK SC",
    SONG: "SimSun,Noto Serif CJK SC",
}
LINE = Pt(28.95)
# Word wants the parts of a format in the order of its schema.
_AFTER_GAPS = ("w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
_AFTER_SPACING = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs")
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def face(style: ParagraphStyle, family: str, points: float, line: Length) -> None:
    font(style, family, points)
    frame = style.paragraph_format
    frame.line_spacing_rule, frame.line_spacing = WD_LINE_SPACING.EXACTLY, line
    frame.space_before = frame.space_after = Pt(0)
    frame.widow_control = True
    # No gap between Chinese and figures, as the standard's own samples have it.
    for gap in ("w:autoSpaceDE", "w:autoSpaceDN"):
        style.element.pPr.insert_element_before(element(gap, 0), *_AFTER_GAPS)
    if points == 16:  # 28 characters a line
        style.element.rPr.insert_element_before(element("w:spacing", -5), *_AFTER_SPACING)


def element(tag: str, value: object) -> BaseOxmlElement:
    made = OxmlElement(tag)
    made.set(qn("w:val"), str(value))
    return made


def font(thing: ParagraphStyle | Run, family: str, points: float) -> None:
    """One family for Chinese and Latin: “ ” would else be set in the Latin one."""
    thing.font.name, thing.font.size = family, Pt(points)
    made = thing.element.rPr
    fonts = made.rFonts if made is not None else None
    assert fonts is not None, "naming the font has made them"
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), family)


def name_fallbacks(document: Document) -> None:
    """Write the table of fonts anew, each with what may stand in for it."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _FALLBACK.items()
    )
    table = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>'
    document.part.part_related_by(
        RELATIONSHIP_TYPE.FONT_TABLE
    )._blob = f"{table}{entries}</w:fonts>".encode()


def add_line(
    document: Document, text: str, style: str | None = None, align: WD_ALIGN_PARAGRAPH | None = None
) -> Paragraph:
    paragraph = document.add_paragraph(text, style)
    if align is not None:
        paragraph.alignment = align
    return paragraph
