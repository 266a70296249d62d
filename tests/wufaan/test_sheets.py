"""Files that are not what they seem, and cells as people fill them in."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.examples import examples
from tests.sheets_files import csv_bytes, rewritten, xlsx_bytes
from wufaan.sheets import files, values
from wufaan.sheets.errors import SHOWN, CellError, SheetErrors
from wufaan.sheets.marking import marked
from wufaan.sheets.reading import read_table
from wufaan.sheets.resource import Column, Resource
from wufaan.sheets.writing import csv_bytes as write_csv
from wufaan.sheets.writing import xlsx_bytes as write_xlsx


class Places(Resource):
    name = Column("名称", values.text, required=True)
    households = Column("户数", values.count)


def read(content: bytes, name: str = "a.csv"):
    return read_table(content, name, Places)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"\x00\x01\x02" * 9, "不是表格文件", id="a picture, say"),
        pytest.param(zipped(word=b"x"), "不是 Excel 工作簿", id="another zipped document"),
        pytest.param(b"\x81\xff\xff\xff", "文字编码不能识别", id="no known encoding"),
        pytest.param(xlsx_bytes([["名称"], ["#N/A"]]), "第 2 行“名称”列：是错误值", id="#N/A"),
        pytest.param(csv_bytes([["名称"], ["#REF!"]]), "是错误值 #REF!", id="#REF! in a CSV"),
        pytest.param(
            csv_bytes([["名称", "户数"], ["甲村", "1", "多出来的"]]), "格子比表头多", id="too many"
        ),
        pytest.param(csv_bytes([["名称"], ["甲村\n乙村"]]), "有换行，请写成一行", id="two lines"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content, message):
    with pytest.raises(SheetErrors, match=message):
        read(content).check()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(files, "MAX_UNZIPPED_BYTES", 2**20)
    bomb = zipped(**{"xl/workbook.xml": bytes(2**21)})
    assert len(bomb) < 10_000
    with pytest.raises(SheetErrors, match="解压后超过"):
        read(bomb)


def test_a_file_with_too_many_rows_or_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 3)
    with pytest.raises(SheetErrors, match="文件有 4 行，最多 3 行"):
        read(csv_bytes([["名称"], ["甲"], ["乙"], ["丙"]]))
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(SheetErrors, match="请拆成几个文件"):
        read(b"name\n" + b"x" * 10)


def test_blank_rows_are_skipped_and_the_rest_keep_their_own_numbers():
    table = read(csv_bytes([["名称", "户数"], ["甲村", "3"], ["", " "], ["乙村", ""]]))
    assert [(row.number, row["name"], row["households"]) for row in table.rows] == [
        (2, "甲村", 3),
        (4, "乙村", None),
    ]


def test_a_cell_with_a_line_break_in_quotes_does_not_shift_the_numbers_of_other_columns():
    table = read("户数;名称*\n2;甲村\n".encode())
    assert [dict(row.values) for row in table.rows] == [{"households": 2, "name": "甲村"}]


def test_the_list_of_errors_ends_somewhere_but_counts_them_all():
    text = str(SheetErrors([CellError(n, "名称", "不能为空。") for n in range(SHOWN + 5)]))
    assert f"{SHOWN + 5} 处错误" in text
    assert "另有 5 处错误没有列出" in text


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (values.date_value, "2025-03-01", date(2025, 3, 1)),
        (values.date_value, "２０２５年３月１日", date(2025, 3, 1)),
        (values.date_value, datetime(2025, 3, 1), date(2025, 3, 1)),
        (values.date_value, 45000, date(2023, 3, 15)),
        (values.date_value, "45000", date(2023, 3, 15)),
        (values.date_value, " ", None),
        (values.boolean, "是", True),
        (values.boolean, 1.0, True),
        (values.boolean, "FALSE", False),
        (values.boolean, None, False),
        (values.count, "1,200", 1200),
        (values.count, 12.0, 12),
        (values.money, "50,000,000.005", Decimal("50000000.00")),
        (values.money, 0.1, Decimal("0.10")),
        (values.code(re.compile(r"\d{12}"), "代码"), 530521101001.0, "530521101001"),
    ],
)
def test_a_cell_is_read_as_the_person_meant_it(parse, cell, value):
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell", "message"),
    [
        (values.date_value, "2025-02-29", "不是存在的日期"),
        (values.date_value, "1025-02-28", "不是存在的日期|不合理"),
        (values.date_value, 99000, "不是日期"),
        (values.date_value, 4500, "不是日期"),
        (values.boolean, "也许", "请写“是”或“否”"),
        (values.count, "1.5", "不是 0 或正整数"),
        (values.count, True, "不是数字"),
        (values.count, "NaN", "不是数字"),
        (values.money, "-1", "不是合理的金额"),
        (values.as_text, 530521199003074514, "已丢失末尾几位"),
    ],
)
def test_what_it_cannot_be_is_said(parse, cell, message):
    with pytest.raises(ValueError, match=message):
        parse(cell)


TEXTS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs", "Co", "Cn"]), max_size=8
)


@examples(few=100, many=20_000)
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5))
def test_what_is_written_is_text_for_whoever_opens_it(rows):
    content = write_csv(["a", "b"], rows)
    for line in content.decode("utf-8-sig").split("\r\n"):
        assert not line.startswith(("=", "+", "-", "@"))
    assert write_xlsx(["a", "b"], rows, title="表") == write_xlsx(["a", "b"], rows, title="表")


@pytest.mark.parametrize("text", ["=A1", "+86", "-1 楼", "@甲", "'甲"])
@pytest.mark.parametrize(("write", "name"), [(write_csv, "a.csv"), (write_xlsx, "a.xlsx")])
def test_what_was_written_is_read_as_it_was(write, name, text):
    assert read(write(["名称"], [[text]], title="表"), name).rows[0]["name"] == text


def test_every_text_of_a_workbook_is_text_and_every_number_a_number():
    rows = [["=1+1", 3, date(2025, 3, 1)], ["007", None, None], ["=2", 4, date(2025, 3, 2)]]
    content = write_xlsx(["文字", "数", "日"], rows, title="表")
    sheet = load_workbook(io.BytesIO(content)).active
    assert [[c.value for c in line] for line in sheet["A2:B4"]] == [line[:2] for line in rows]
    assert {c.data_type for c in sheet["A"]} == {"s"}
    assert {c.number_format for c in sheet["A"]} == {"@"}
    assert sheet["C4"].is_date
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C4")
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD3", "BM2", "A200001"])
def test_a_cell_far_from_the_rest_is_refused_by_name_before_room_is_made_for_it(cell):
    content = xlsx_bytes([["名称"], ["甲村"]], lambda sheet: sheet.__setitem__(cell, "x"))
    with pytest.raises(SheetErrors, match=f"单元格 {cell} 离数据太远，请删去"):
        read(content)


def test_a_far_cell_in_the_second_sheet_matters_only_where_that_is_read():
    def far(sheet):
        sheet.parent.create_sheet("乙")["XFD1048576"] = "x"

    assert read(xlsx_bytes([["名称"], ["甲村"]], far)).rows[0]["name"] == "甲村"
    with pytest.raises(SheetErrors, match="单元格 XFD1048576 离数据太远"):
        read(xlsx_bytes([], far))


def test_cells_that_do_not_say_where_they_are_are_counted():
    content = rewritten(
        xlsx_bytes([["名称"], ["甲村"]]),
        rb'<row r="2"[^>]*>.*?</row>',
        b"<row/>" * 200_000 + b"<row><c><v>1</v></c></row>",
    )
    with pytest.raises(SheetErrors, match="单元格 A200002 离数据太远"):
        read(content)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'),
        (rb"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
    ],
    ids=["declared", "formatted"],
)
def test_a_size_that_is_only_declared_or_formatted_does_not_matter(old, new):
    content = rewritten(xlsx_bytes([["名称"], ["甲村"]]), old, new)
    assert [row["name"] for row in read(content).rows] == ["甲村"]


@pytest.mark.parametrize(
    "part", [b"<row r='x'>", b"<row><c r='A'><v>1</v></c></row>", b"<row>", b"\xff"]
)
def test_a_sheet_whose_xml_is_not_what_it_should_be_is_refused(part):
    content = rewritten(xlsx_bytes([["名称"], ["甲村"]]), rb"<row r=\"2\"", part + b'<row r="2"')
    with pytest.raises(SheetErrors, match="文件已损坏"):
        read(content)


def test_a_sheet_with_a_header_only_is_the_data_sheet_all_the_same():
    def explained(sheet):
        sheet.parent.create_sheet("填写说明").append(["列", "怎样填写"])

    with pytest.raises(SheetErrors, match="文件只有表头，没有数据行"):
        read(xlsx_bytes([["名称"]], explained))
    with pytest.raises(SheetErrors, match="第 2 行“名称”列：是公式"):
        read(xlsx_bytes([["名称"], ["=B2"]], explained)).check()


def test_what_a_reader_of_values_does_not_see_is_one_error_among_the_others():
    rows = [
        ["名称", "户数"],
        ["=A3", "很多"],
        ["乙村", "#N/A"],
        ["丙村", "多"],
        ["丁村", 1],
        ["戊村", 2],
    ]
    content = xlsx_bytes(rows, lambda sheet: sheet.merge_cells("A5:A6"))
    merged = "A5 到 A6 是合并单元格，请取消合并并逐格填写。"
    with pytest.raises(SheetErrors) as refused:
        read(content).check()
    assert [(e.row, e.column, e.reason) for e in refused.value.errors] == [
        (2, "名称", "是公式。请复制后“粘贴为数值”。"),
        (2, "户数", "“很多”不是数字。"),
        (3, "户数", "是错误值（如 #N/A），请改正。"),
        (4, "户数", "“多”不是数字。"),
        (5, "名称", merged),
        (6, "名称", merged),
    ]
    book = load_workbook(io.BytesIO(marked(content, "a.xlsx", refused.value.errors)))
    assert "是公式" in book.active["C2"].value
    assert "很多" in book.active["C2"].value
    assert merged in book.active["C6"].value


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["名称", "=A2"], ["甲村"]], "第 1 行“B”列"),
        ([["名称"], ["甲村", "=A2"]], "第 2 行“B”列"),
        ([["名称"], ["甲村"], ["=A2"]], "第 3 行“名称”列"),
    ],
    ids=["in the header", "behind all columns", "below all values"],
)
def test_a_formula_is_told_wherever_it_stands(rows, place):
    with pytest.raises(SheetErrors, match=f"{place}：是公式"):
        read(xlsx_bytes(rows)).check()


@pytest.mark.parametrize("name", ["a.xlsx", "a.exe", "a.xls", "a"])
def test_a_text_that_is_called_a_workbook_is_one_only_where_its_header_is_known(name):
    with pytest.raises(SheetErrors, match=f"“{name}”读不出表格：文件已损坏"):
        read_table("这不是表格\n甲村\n".encode(), name, Places)
    assert read_table("名称\n甲村\n".encode(), name, Places).rows


def test_a_title_in_merged_cells_is_told_once_and_too_many_cells_by_their_range(monkeypatch):
    rows = [["名单", None], ["村名", "户数"], ["甲村", 1]]
    content = xlsx_bytes(rows, lambda sheet: sheet.merge_cells("A1:B1"))
    for _ in range(2):
        with pytest.raises(SheetErrors, match="A1 到 B1 是合并单元格") as refused:
            read(content)
        assert len(refused.value.errors) == 1
        monkeypatch.setattr(files, "MAX_MERGED_CELLS", 1)


def merged(*ranges: str):
    def merge(sheet):
        for cells in ranges:
            sheet.merge_cells(cells)

    return merge


NUMBERED = [["序号", "名称", "户数"], [1, "甲村", 3]]
TITLE = [["住宅小区登记表"], ["填报单位：某所"]]


@pytest.mark.parametrize(
    "content",
    [
        xlsx_bytes([*TITLE, *NUMBERED], merged("A1:D1", "A2:B2")),
        csv_bytes([*TITLE, *NUMBERED]),
    ],
    ids=["merged", "in a CSV"],
)
def test_a_title_is_passed_over_and_so_are_numbers_of_rows(content):
    table = read(content)
    table.check()
    assert [(row.number, row.values) for row in table.rows] == [
        (4, {"name": "甲村", "households": 3})
    ]
    assert table.remarks == [
        "第 1、2 行像是表格标题，已跳过；表头取自第 3 行",
        "“序号”列不需要，已忽略",
    ]


@pytest.mark.parametrize(
    "above",
    [["甲村", "3"], ["甲村", ""], ["1", "甲村", "3"], ["甲村"]],
    ids=["a row", "a row with less", "a row with its number", "what may be a row"],
)
def test_no_row_is_taken_for_a_title(above):
    """A table that was sorted with its header has rows above it."""
    with pytest.raises(SheetErrors, match="第 1 行“名称”列：缺少“名称”列"):
        read(csv_bytes([above, ["名称", "户数"], ["乙村", "4"]]))


@pytest.mark.parametrize("merge", ["A1:B2", "A2:A3", "A3:A4", "B3:C3"])
def test_what_is_merged_into_or_below_the_header_is_refused(merge):
    rows = [["登记表"], ["序号", "名称", "户数"], [1, "甲村", 3], [2, "乙村", 4]]
    with pytest.raises(SheetErrors, match="是合并单元格，请取消合并并逐格填写"):
        read(xlsx_bytes(rows, merged(merge))).check()


def test_errors_below_a_title_come_back_beside_their_header_and_go_in_corrected():
    content = xlsx_bytes([*TITLE, ["序号", "名称", "户数"], [1, "甲村", "多"]], merged("A1:D1"))
    with pytest.raises(SheetErrors) as refused:
        read(content).check()
    book = load_workbook(
        io.BytesIO(marked(content, "a.xlsx", refused.value.errors, refused.value.header))
    )
    assert (book.active["E3"].value, book.active["E1"].value) == ("错误", None)
    assert "“多”不是数字" in book.active["E4"].value
    book.active["C4"] = 3
    book.save(out := io.BytesIO())
    table = read(out.getvalue())
    table.check()
    assert table.rows[0].values == {"name": "甲村", "households": 3}


def test_all_that_is_merged_is_told_in_a_sentence_and_never_unfolded():
    content = xlsx_bytes([["名称"], ["甲村"]], lambda sheet: sheet.merge_cells("A2:C3"))
    with pytest.raises(SheetErrors, match="A2 到 C3 是合并单元格，请取消合并并逐格填写。"):
        read(content).check()
    huge = rewritten(content, rb'ref="A2:C3"', b'ref="A2:XFD1048576"')
    with pytest.raises(SheetErrors, match="A2 到 XFD1048576 是合并单元格") as refused:
        read(huge).check()
    assert len(refused.value.errors) == 1
    assert marked(huge, "a.xlsx", refused.value.errors) is None


def test_a_column_of_errors_that_somebody_merged_is_left_for_a_new_one():
    """A cell inside a merged range cannot be written into."""
    rows = [["名称", "户数", "错误"], ["甲村", "多", "旧话"], ["乙村", 1, None]]
    content = xlsx_bytes(rows, lambda sheet: sheet.merge_cells("C2:C3"))
    with pytest.raises(SheetErrors) as refused:
        read(content).check()
    sheet = load_workbook(io.BytesIO(marked(content, "a.xlsx", refused.value.errors))).active
    assert (sheet["D1"].value, sheet["C2"].value) == ("错误", "旧话")
    assert "“多”不是数字" in sheet["D2"].value
