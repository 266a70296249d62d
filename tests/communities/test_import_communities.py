from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Event
from communities.actions import close_station, dissolve
from communities.models import Community, PropertyCompany, Station, Township
from tests.factories import StationFactory, UserFactory
from tests.jobs.uploads import page, upload
from tests.pages import text
from tests.sheets_files import (
    COMMUNITY_HEADER,
    COMPOUND,
    VILLAGE,
    csv_bytes,
    understating_its_size,
    xlsx_bytes,
)

pytestmark = pytest.mark.django_db
GOOD = [COMMUNITY_HEADER, VILLAGE, COMPOUND]


@pytest.fixture
def run(tmp_path):
    """Import these bytes as a file of that name; returns what is printed."""

    def run(content: bytes, name: str = "registry.csv") -> str:
        path, out = tmp_path / name, StringIO()
        path.write_bytes(content)
        call_command("import_communities", str(path), stdout=out)
        return out.getvalue()

    return run


def refused(run, content: bytes, name: str = "registry.csv") -> str:
    """The errors; nothing may have been written."""
    with pytest.raises(CommandError) as error:
        run(content, name)
    assert not Community.objects.exists()
    assert not Township.objects.exists()
    assert not Event.objects.exists()
    return str(error.value)


def change(row, **values):
    return [values.get(name, cell) for name, cell in zip(COMMUNITY_HEADER, row, strict=True)]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(csv_bytes(GOOD), "a.csv", id="UTF-8"),
        pytest.param(csv_bytes(GOOD, "utf-8-sig"), "a.csv", id="with a byte-order mark"),
        pytest.param(csv_bytes(GOOD, "gbk"), "a.csv", id="GBK as Excel in China saves it"),
        pytest.param(csv_bytes(GOOD, "utf-16", "\t"), "a.txt", id="Excel's Unicode text"),
        pytest.param(xlsx_bytes(GOOD), "a.xlsx", id="XLSX"),
        pytest.param(understating_its_size(xlsx_bytes(GOOD)), "a.xlsx", id="declared too small"),
    ],
)
def test_a_good_file_goes_in_whatever_it_was_saved_as(run, content, name):
    assert "新增 2，更新 0，无变化 0" in run(content, name)
    compound = Community.objects.get(code="530521101001-X01")
    assert compound.parent.name == "甸阳社区"
    assert compound.property_company.name == "安居物业服务有限公司"
    assert compound.households == 300
    assert compound.shops is None
    assert compound.pinyin == "jinsejiayuan jsjy"
    assert Station.objects.get().name == "甸阳派出所"


def test_the_same_file_twice_changes_nothing(run):
    run(csv_bytes(GOOD))
    events = Event.objects.count()
    assert "新增 0，更新 0，无变化 2" in run(csv_bytes(GOOD))
    assert Event.objects.count() == events


def test_a_changed_row_is_updated_and_the_audit_trail_keeps_what_was_there(run):
    run(csv_bytes(GOOD))
    renamed = change(VILLAGE, name="甸阳中心社区", shops="")
    assert "新增 0，更新 1，无变化 1" in run(csv_bytes([COMMUNITY_HEADER, renamed, COMPOUND]))
    village = Community.objects.get(code="530521101001")
    assert (village.name, village.shops) == ("甸阳中心社区", None)
    before = Event.objects.about(village).get(verb="community_changed").data["before"]
    assert before["name"] == "甸阳社区"
    assert before["shops"] == 60


def test_a_station_that_is_no_more_is_not_brought_back(run):
    run(csv_bytes(GOOD))
    gone, into = Station.objects.get(), StationFactory(code="530521990000", name="仁和派出所")
    close_station(station=gone, on=date(2025, 6, 1), into=into, by=UserFactory())
    with pytest.raises(CommandError, match="已于 2025-06-01 并入仁和派出所，请选择现有的派出所"):
        run(csv_bytes(GOOD))
    assert set(Community.objects.values_list("station", flat=True)) == {into.pk}


def test_columns_that_a_file_lacks_stay_as_they_are(run):
    run(csv_bytes(GOOD))
    run(csv_bytes([["代码", "名称", "类型"], ["530521101001", "甸阳社区", "社区"]]))
    assert Community.objects.get(code="530521101001").shops == 60


def test_a_compound_without_a_code_is_given_the_next_one_once(run):
    unnumbered = change(COMPOUND, code="", name="文昌苑")
    rows = [COMMUNITY_HEADER, VILLAGE, COMPOUND, unnumbered]
    run(csv_bytes(rows))
    assert Community.objects.get(name="文昌苑").code == "530521101001-X02"
    assert "无变化 3" in run(csv_bytes(rows))


def test_a_code_that_excel_keeps_as_a_number_is_read_in_full(run):
    row = change(VILLAGE, code=530521101001, township_code=530521101, station_code=530521010000)
    run(xlsx_bytes([COMMUNITY_HEADER, row]), "a.xlsx")
    assert Community.objects.get().code == "530521101001"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (change(VILLAGE, code="5.30521E+11"), "第 2 行“代码”列：“5.30521E+11”是被 Excel"),
        (change(VILLAGE, code="53052110100"), "不是12 位统计代码"),
        (change(VILLAGE, name=""), "第 2 行“名称”列：不能为空"),
        (change(VILLAGE, name="甸\ue08b社区"), "U+E08B（私用区）"),
        (change(VILLAGE, name="甸阳13812345678"), "像手机号码"),
        (change(VILLAGE, kind="村庄"), "第 2 行“类型”列：“村庄”不在可选范围"),
        (change(VILLAGE, households="很多"), "第 2 行“户数”列：“很多”不是数字"),
        (change(VILLAGE, households="-1"), "不是 0 或正整数"),
        (change(VILLAGE, station_code=""), "第 2 行“派出所代码”列：不能为空"),
        (change(VILLAGE, township_name=""), "乡镇 530521101 尚未登记，请填写名称"),
        (change(COMPOUND, code="530521101009-X01"), "与小区代码“530521101009-X01”的前 12 位不一致"),
        (change(COMPOUND, parent_code="530521101009", code=""), "没有代码为 530521101009 的行政村"),
        (change(COMPOUND, property_company_code="91530521MA6K000003"), "校验位不对"),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_reason(run, row, message):
    assert message in refused(run, csv_bytes([COMMUNITY_HEADER, row]))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        pytest.param(b"", "a.csv", "文件是空的", id="empty"),
        pytest.param(csv_bytes([COMMUNITY_HEADER]), "a.csv", "只有表头", id="header only"),
        pytest.param(xlsx_bytes([]), "a.xlsx", "工作簿是空的", id="empty workbook"),
        pytest.param(b"PK\x03\x04rubbish", "a.xlsx", "文件已损坏", id="broken workbook"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "a.xls", "旧版 .xls", id="old Excel"
        ),
        pytest.param(
            csv_bytes([["编码", "名称", "类形"], ["1", "2", "3"]]),
            "a.csv",
            "第 1 行“类形”列：不认识这个表头。是不是“类型”？",
            id="wrong header",
        ),
        pytest.param(
            csv_bytes([["代码", "名称", "名称", "类型"], VILLAGE[:4]]),
            "a.csv",
            "出现了两次",
            id="a header twice",
        ),
        pytest.param(
            xlsx_bytes(GOOD, lambda sheet: sheet.merge_cells("B2:B3")),
            "a.xlsx",
            "第 3 行“名称”列：B2 到 B3 是合并单元格，请取消合并并逐格填写。",
            id="merged cells",
        ),
        pytest.param(
            xlsx_bytes([COMMUNITY_HEADER, change(VILLAGE, households="=1000+200")]),
            "a.xlsx",
            "第 2 行“户数”列：是公式",
            id="a formula",
        ),
        pytest.param(
            csv_bytes([COMMUNITY_HEADER, VILLAGE, change(VILLAGE, name="别的")]),
            "a.csv",
            "第 3 行“代码”列：“530521101001”与第 2 行重复",
            id="a code twice",
        ),
        pytest.param(
            csv_bytes(
                [
                    COMMUNITY_HEADER,
                    VILLAGE,
                    change(VILLAGE, code="530521101002", township_name="甸阳乡"),
                ]
            ),
            "a.csv",
            "530521101 在第 2 行叫“甸阳镇”，这里叫“甸阳乡”",
            id="two names for one township",
        ),
    ],
)
def test_a_malformed_file_is_refused_whole(run, content, name, message):
    assert message in refused(run, content, name)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            change(VILLAGE, kind="小区", parent_code="530521101002"),
            "第 2 行“类型”列：“甸阳社区”登记为社区：小区不能改为行政村或社区，"
            "行政村和社区也不能改为小区。",
        ),
        (
            change(VILLAGE, code="530521101001-X09"),
            "第 2 行“代码”列：“530521101001-X09”不是 12 位统计代码，请核对。",
        ),
        (
            change(VILLAGE, property_company_code="91530521MA6K000002"),
            "第 2 行“物业企业代码”列：只有小区才登记物业企业，请留空。",
        ),
    ],
)
def test_a_file_refuses_what_the_pages_refuse_in_their_sentences(run, row, told):
    run(csv_bytes(GOOD))
    with pytest.raises(CommandError) as refused:
        run(csv_bytes([COMMUNITY_HEADER, row]))
    assert told in str(refused.value)


TWIN = change(COMPOUND, code="530521101001-X05")
NAMED_BEFORE = "“甸阳社区”内已有叫“金色家园”的小区"


@pytest.mark.parametrize(
    ("rows", "which"),
    [
        ([VILLAGE, COMPOUND, TWIN], "（第 3 行）"),
        ([VILLAGE, TWIN, change(COMPOUND, code="")], "（第 3 行）"),
        ([VILLAGE, change(COMPOUND, name="金色 家园"), change(TWIN, name="金色　家园")], ""),
    ],
)
def test_two_compounds_of_a_village_do_not_share_a_name(run, rows, which):
    told = refused(run, csv_bytes([COMMUNITY_HEADER, *rows]))
    assert "第 4 行“名称”列：“甸阳社区”内已有叫“金色" in told
    assert f"{which}，是同一个的，请改它的信息；不是的，请换个名称。" in told


@pytest.mark.parametrize("named", [TWIN, change(TWIN, code="530521101001-X02")])
def test_nor_does_one_take_the_name_of_one_on_record(run, named):
    run(csv_bytes([*GOOD, change(COMPOUND, code="530521101001-X02", name="文昌苑")]))
    with pytest.raises(CommandError, match=f"{NAMED_BEFORE}（530521101001-X01），") as refused:
        run(csv_bytes([COMMUNITY_HEADER, named]))
    assert "第 2 行“名称”列" in str(refused.value)
    assert Community.objects.filter(name="金色家园").count() == 1


def test_a_name_that_the_same_file_frees_may_be_taken(run):
    other = change(COMPOUND, code="530521101001-X02", name="文昌苑")
    run(csv_bytes([*GOOD, other]))
    swapped = [change(COMPOUND, name="文昌苑"), change(other, name="金色家园")]
    run(csv_bytes([COMMUNITY_HEADER, *swapped]))
    assert Community.objects.get(code="530521101001-X02").name == "金色家园"


def test_neither_what_is_closed_nor_another_village_keeps_a_name(run):
    run(csv_bytes(GOOD))
    old = Community.objects.get(code="530521101001-X01")
    dissolve(community=old, on=date(2025, 6, 1), by=UserFactory())
    village = change(VILLAGE, code="530521101002", name="甸头社区")
    there = change(COMPOUND, code="530521101002-X01", parent_code="530521101002")
    run(csv_bytes([COMMUNITY_HEADER, TWIN, COMPOUND, village, there]))
    assert Community.objects.filter(name="金色家园").count() == 3
    anew = change(COMPOUND, code="", households="301")
    run(csv_bytes([COMMUNITY_HEADER, anew]))
    assert Community.objects.get(code="530521101001-X05").households == 301


def test_what_shares_a_name_from_before_is_still_counted_anew(run):
    run(csv_bytes([*GOOD, change(TWIN, name="文昌苑")]))
    Community.objects.filter(name="文昌苑").update(name="金色家园")
    run(csv_bytes([COMMUNITY_HEADER, change(TWIN, households="301"), COMPOUND]))
    assert Community.objects.get(code="530521101001-X05").households == 301


def test_nothing_is_added_to_a_village_that_is_no_more(run):
    run(csv_bytes([COMMUNITY_HEADER, VILLAGE]))
    dissolve(community=Community.objects.get(), on=date(2025, 6, 1), by=UserFactory())
    told = "第 2 行“所在村社代码”列：“甸阳社区”已于 2025-06-01 撤并，不能再登记小区。"
    with pytest.raises(CommandError, match=told):
        run(csv_bytes([COMMUNITY_HEADER, COMPOUND]))


def test_the_upload_says_so_too_in_the_sentence_of_the_page(client, office, run):
    run(csv_bytes([*GOOD, change(COMPOUND, code="530521101001-X02", name="文昌苑")]))
    there = Community.objects.get(code="530521101001-X01")
    client.force_login(office)
    uploaded = upload(client, [COMMUNITY_HEADER, TWIN], kind="communities")
    form = {"station": there.station.pk, "name": "金色家园"}
    at = "/office/registry/communities/530521101001"
    sentence = f"{NAMED_BEFORE}（530521101001-X01），是同一个的，请改它的信息；不是的，请换个名称。"
    assert sentence in page(client, uploaded)
    assert sentence in text(client.post(f"{at}/compounds/add/", form))
    assert sentence in text(client.post(f"{at}-X02/change/", form))
    assert Community.objects.filter(name="金色家园").count() == 1


def test_every_error_is_listed_at_once(run):
    rows = [COMMUNITY_HEADER, change(VILLAGE, kind="?"), change(COMPOUND, households="x")]
    errors = refused(run, csv_bytes(rows))
    assert "文件里有 2 处错误，没有导入任何内容" in errors
    assert "第 2 行" in errors
    assert "第 3 行" in errors


def villages(count: int) -> bytes:
    rows = [change(VILLAGE, code=f"5305211010{n:02d}", name=f"第{n}村") for n in range(count)]
    return csv_bytes([COMMUNITY_HEADER, *rows])


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    run, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(21) as few:
        run(villages(3))
    for model in (Community, Township, Station):
        model.objects.all().delete()
    with django_assert_num_queries(len(few)):
        run(villages(90))


def test_a_missing_file_is_said_to_be_missing():
    with pytest.raises(CommandError, match="读不到 /nowhere/registry.csv：没有这个文件"):
        call_command("import_communities", "/nowhere/registry.csv")
    assert not PropertyCompany.objects.exists()
