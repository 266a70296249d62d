"""Work records as a file."""

import pytest

from accounts.permissions import Role
from audit.models import Event
from communities.actions import Entry, keep_work
from communities.heads import WorkState, heads_of, open_years
from communities.models import WorkRecord
from communities.resources import WorkResource
from communities.work_import_plan import WorkImport
from tests.factories import CommunityFactory, CompoundFactory, StationFactory, UserFactory
from tests.jobs.uploads import confirm, page, run_job, upload, workbook
from tests.sheets_files import xlsx_bytes
from wufaan.clock import today
from wufaan.errors import DomainError
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db
YEAR = open_years(today())[0]
HEADER = ["代码", "年度", "事项", "状态", "情况", "信息员人数"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


def bring(rows, by, header=HEADER):
    table = read_table(xlsx_bytes([header, *rows]), "台账.xlsx", WorkResource)
    return WorkImport.carry_out(table=table, by=by)


def recorded() -> list[tuple]:
    return list(WorkRecord.objects.values_list("head", "state", "note", "information_officers"))


def test_a_preview_says_what_a_new_row_says(client, officer):
    client.force_login(officer)
    village = CommunityFactory()
    row = [village.code, YEAR, "村社党组织", "进行中", "支部已建", ""]
    shown = page(client, upload(client, [HEADER, row], kind="work"))
    assert "状态：进行中；情况：支部已建" in shown


def test_a_file_records_new_heads_and_puts_right_what_is_there(officer):
    compound = CompoundFactory()
    first = [compound.code, YEAR, "内部安全防范", "进行中", "在配信息员", 2]
    assert str(bring([first], officer)) == "新增 1，更新 0，无变化 0"
    second = [f"{compound.code} {compound.name}", f"{YEAR}年度", "内部安全防范", "done", "", 3]
    assert str(bring([second], officer)) == "新增 0，更新 1，无变化 0"
    assert str(bring([second], officer)) == "新增 0，更新 0，无变化 1"
    assert recorded() == [("internal_security", "done", "", 3)]
    before_and_after = Event.objects.filter(verb="work_recorded").last().data
    assert before_and_after["before"]["state"] == "under_way"
    assert before_and_after["after"]["information_officers"] == 3


def test_columns_that_the_file_lacks_stay_as_they_are(officer):
    compound = CompoundFactory()
    bring([[compound.code, YEAR, "内部安全防范", "进行中", "在配", 2]], officer)
    bring([[compound.code, YEAR, "内部安全防范", "已完成"]], officer, HEADER[:4])
    assert recorded() == [("internal_security", "done", "在配", 2)]


@pytest.mark.parametrize(
    ("values", "column", "reason"),
    [
        ({"代码": "530521199999"}, "代码", "没有代码为"),
        ({"年度": 2019}, "年度", "没有 2019 年度"),
        ({"年度": YEAR - 1}, "年度", "截止"),
        ({"年度": "去年"}, "年度", "不是年份"),
        ({"事项": "内部安全防范"}, "事项", "没有这个事项"),
        ({"状态": "做完了"}, "状态", "不在可选范围"),
        ({"情况": "找 13812345678"}, "情况", "手机号码"),
        ({"信息员人数": 2}, "信息员人数", "不填信息员人数"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column_and_nothing_goes_in(
    officer, values, column, reason
):
    place, other = CommunityFactory(), CommunityFactory()
    right = [other.code, YEAR, "三治融合", "已完成", "", ""]
    row = dict(zip(HEADER, [place.code, YEAR, "三治融合", "已完成", "", ""], strict=True))
    with pytest.raises(DomainError, match=f"第 3 行“{column}”列.*{reason}"):
        bring([right, list((row | values).values())], officer)
    assert not WorkRecord.objects.exists()


def test_an_officer_s_file_speaks_of_the_own_station_only(officer):
    other = CommunityFactory(station=StationFactory(code="530521020000", name="由旺派出所"))
    row = [other.code, YEAR, "三治融合", "已完成", "", ""]
    with pytest.raises(DomainError, match="属于由旺派出所"):
        bring([row], officer)
    bring([row], UserFactory(role=Role.OFFICE))
    assert len(recorded()) == 1


def test_the_same_head_twice_is_refused(officer):
    row = [CommunityFactory().code, YEAR, "三治融合", "已完成", "", ""]
    with pytest.raises(DomainError, match="与第 2 行重复"):
        bring([row, row], officer)


def test_as_many_queries_for_one_row_as_for_many(officer, django_assert_max_num_queries):
    places = [CommunityFactory() for _ in range(20)]
    rows = [[place.code, YEAR, "三治融合", "已完成", "", ""] for place in places]
    with django_assert_max_num_queries(12) as one:
        bring(rows[:1], officer)
    with django_assert_max_num_queries(12) as many:
        bring(rows, officer)
    assert len(many) == len(one)


def test_an_officer_uploads_looks_and_confirms(client, officer):
    place = CommunityFactory(name="甸阳村")
    client.force_login(officer)
    template = workbook(client.get("/office/imports/template/work/"))
    assert [cell.value for cell in template.worksheets[0][1]][:2] == ["代码*", "年度*"]
    rows = [HEADER, [place.code, YEAR, "三治融合", "已完成", "", ""]]
    found = upload(client, rows, kind="work")
    assert f"甸阳村 {YEAR} 三治融合" in page(client, found)
    assert not WorkRecord.objects.exists()
    confirm(client, found)
    run_job(found)
    assert recorded() == [("self_rule", "done", "", None)]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_is_exported_and_imported_changes_nothing(client, officer, format):
    client.force_login(officer)
    compound, village = CompoundFactory(), CommunityFactory()
    entry = Entry(WorkState.UNDER_WAY, "=在配", 2)
    keep_work(community=compound, year=YEAR, entries={"internal_security": entry}, by=officer)
    bring([[village.code, YEAR, "三治融合", "已完成", "", ""]], officer)
    content = client.get(f"/office/work/records.{format}").getvalue()
    table, events = (
        read_table(content, f"台账.{format}", WorkResource),
        Event.objects.count(),
    )
    heads = len(heads_of(is_compound=True)) + 2 * len(heads_of(is_compound=False))
    assert str(WorkImport.carry_out(table=table, by=officer)) == f"新增 0，更新 0，无变化 {heads}"
    assert Event.objects.count() == events


def test_the_code_may_be_called_as_in_files_of_incidents(officer):
    row = [CommunityFactory().code, YEAR, "三治融合", "已完成"]
    bring([row], officer, ["小区（村社）代码", *HEADER[1:4]])
    assert recorded() == [("self_rule", "done", "", None)]
