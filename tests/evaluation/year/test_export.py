import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from tests.factories import CommunityFactory, CompoundFactory, assessed_cycle, found, report

pytestmark = pytest.mark.django_db
HEADER = ["code", "name", "kind", "outcome", "criteria", "incidents"]


@pytest.fixture
def county():
    village = CommunityFactory(code="530521101001", name="甸阳社区", kind="neighbourhood")
    compound = CompoundFactory(code="530521101001-X01", name="=金色家园", parent=village)
    waiting = CommunityFactory(code="530521101002", name="文武村")
    found(compound)
    found(village, kind="group_brawl")
    found(village)
    report(waiting)
    found(waiting, kind="fire", deaths=1)
    assessed_cycle(2025)


EXPECTED = [
    [
        *["530521101001", "甸阳社区", "neighbourhood", "disqualified"],
        *["3 4", "WF2025-00001 WF2025-00002 WF2025-00003"],
    ],
    ["530521101001-X01", "=金色家园", "compound", "disqualified", "4", "WF2025-00001"],
    ["530521101002", "文武村", "village", "pending", "", ""],
]


def test_csv_lists_what_counts_and_nothing_else(county, tmp_path):
    path = tmp_path / "verdicts.csv"
    call_command("export_verdicts", "2025", str(path))
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0] == HEADER
    assert rows[1] == EXPECTED[0]
    assert rows[2][1] == "'=金色家园"
    assert rows[3] == EXPECTED[2]


def test_xlsx_keeps_codes_as_text_and_text_as_text(county, tmp_path):
    path = tmp_path / "verdicts.xlsx"
    call_command("export_verdicts", "2025", str(path))
    sheet = load_workbook(path).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows == [HEADER, *EXPECTED]
    assert {cell.data_type for cell in sheet["B"]} == {"s"}
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")


def test_the_same_verdicts_have_the_same_bytes(county, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        call_command("export_verdicts", "2025", str(tmp_path / name))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_another_ending_or_year_is_refused_and_leaves_no_file(county, tmp_path):
    with pytest.raises(CommandError, match=r"\.csv 或 \.xlsx"):
        call_command("export_verdicts", "2025", str(tmp_path / "a.pdf"))
    with pytest.raises(CommandError, match="没有 1999 年度") as told:
        call_command("export_verdicts", "1999", str(tmp_path / "a.csv"))
    assert "assess" not in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    tmp_path, django_assert_num_queries
):
    for _ in range(2):
        found(CommunityFactory())
    assessed_cycle(2025)
    with django_assert_num_queries(3):
        call_command("export_verdicts", "2025", str(tmp_path / "a.csv"))
    for _ in range(30):
        found(CommunityFactory(), on=date(2024, 6, 1))
    assessed_cycle(2024)
    with django_assert_num_queries(3):
        call_command("export_verdicts", "2024", str(tmp_path / "a.csv"))
