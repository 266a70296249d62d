"""The lines of a Word file, its tables' rows among them, in their order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from wufaan.errors import DomainError

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _TAB, _BREAK = qn("w:r"), qn("w:t"), qn("w:tab"), qn("w:br")


def lines_of(content: bytes) -> list[tuple[str, str]] | None:
    """Where each stands and what it says; None where it is no whole file. Refuses what is hidden
    in it: whoever opens it would not see that."""
    try:
        body = Document(io.BytesIO(content)).element.body
    except (PackageNotFoundError, LxmlError, zipfile.BadZipFile, LookupError, ValueError):
        return None
    if any(mark.getparent().getparent().tag == _RUN for mark in body.iter(qn("w:vanish"))):
        raise DomainError(
            "文件里有隐藏的文字，打开看不到，所以没有核对。请取消隐藏或者删去，再上传。",
            field="file",
        )
    return list(_lines_of(body))


def _lines_of(body: Any) -> Iterator[tuple[str, str]]:
    """Rows of tables parted by tabs, as text that is pasted has them."""
    paragraphs = tables = rows = 0
    for element in body.iter(_TABLE, _ROW, _PARAGRAPH):
        if element.tag == _TABLE:
            tables, rows = tables + 1, 0
        elif element.tag == _ROW:
            rows += 1
            cells = ("".join(_words(cell).split("\t")) for cell in element.iter(_CELL))
            yield f"第 {tables} 个表格第 {rows} 行", "\t".join(cells).replace("\n", "")
        elif next(element.iterancestors(_ROW), None) is None:
            paragraphs += 1
            for line in _words(element).splitlines():
                yield f"第 {paragraphs} 段", line


def _words(element: Any) -> str:
    blank = {_TAB: "\t", _BREAK: "\n"}
    parts = (part for part in element.iter(_TEXT, *blank) if part.getparent().tag == _RUN)
    return "".join(blank.get(part.tag) or part.text or "" for part in parts)
