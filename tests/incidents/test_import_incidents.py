from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import Event
from incidents.models import Determination, Incident
from tests.factories import CommunityFactory, StationFactory
from tests.sheets_files import INCIDENT_HEADER, csv_bytes, incident, xlsx_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def village():
    return CommunityFactory(code="530521101001")


@pytest.fixture
def run(tmp_path, village):
    def run(rows, name="incidents.csv", header=INCIDENT_HEADER) -> str:
        path, out = tmp_path / name, StringIO()
        make = xlsx_bytes if name.endswith("xlsx") else csv_bytes
        path.write_bytes(make([header, *rows]))
        call_command("import_incidents", str(path), stdout=out)
        return out.getvalue()

    return run


def refused(run, rows, **kwargs) -> str:
    with pytest.raises(CommandError) as error:
        run(rows, **kwargs)
    assert not Incident.objects.exists()
    assert not Event.objects.exists()
    return str(error.value)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_old_record_brings_the_finding_that_the_rules_propose(run, name):
    run([incident("A1"), incident("A2", nature="治安")], name)
    assert list(Determination.objects.values_list("incident__number", "criterion", "counts")) == [
        ("A1", 4, True),
        ("A2", 4, False),
    ]
    assert Event.objects.filter(verb="incident_imported").count() == 2


def test_a_submitted_row_waits_for_the_office(run):
    run([incident()[:-1] + ["submitted"]])
    assert Incident.objects.get().state == "submitted"
    assert not Determination.objects.exists()


@pytest.mark.parametrize("on", ["2025-03-01", "2025/3/1", "2025年3月1日", "20250301"])
def test_dates_are_read_as_offices_write_them(run, on):
    run([incident(on=on)])
    assert Incident.objects.get().occurred_on == date(2025, 3, 1)


def test_the_same_file_twice_changes_nothing(run):
    rows = [incident("A1"), incident(""), incident("")]
    assert "新增 3" in run(rows)
    assert "新增 0，更新 0，无变化 3" in run(rows)
    numbers = set(Incident.objects.values_list("number", flat=True))
    assert numbers == {"A1", "WF2025-00001", "WF2025-00002"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (incident(code="530521101999"), "没有代码为 530521101999 的小区（村社）"),
        (incident(on="2025-02-30"), "第 2 行“发生日期”列：“2025-02-30”不是存在的日期"),
        (incident(on="去年"), "“去年”不是日期"),
        (incident(on="2099-01-01"), "第 2 行“发生日期”列：2099-01-01 还没有到"),
        (incident(on="2019-10-31"), "第 2 行“发生日期”列：2019-10-31 太早"),
        (incident(kind="盗窃"), "是不是“入室盗窃”？"),
        (incident(nature=""), "第 2 行“立案性质”列：入室盗窃要写明立案性质"),
        (incident(code="5.30521E+11"), "被 Excel 变成科学计数"),
        (incident(number="110101199003074514"), "像身份证号"),
    ],
)
def test_a_bad_cell_is_named_by_row_column_and_reason(run, row, message):
    assert message in refused(run, [row])


WIDE = ["编号", "小区（村社）代码", "发生日期", "种类", "立案性质", "死亡人数", "事故等级", "状态"]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"kind": "盗窃"}, {"种类": "是不是“入室盗窃”"}),
        ({"code": "530521101999"}, {"小区（村社）代码": "没有代码为 530521101999"}),
        ({"kind": "诈骗", "nature": ""}, {"立案性质": "诈骗要写明立案性质"}),
        (
            {"kind": "火灾", "deaths": "12", "severity": "一般"},
            {"事故等级": "死亡 12 人已达到“重大”"},
        ),
        (
            {"kind": "盗窃", "deaths": "12", "severity": "一般", "status": "已退回"},
            {"种类": "是不是“入室盗窃”", "事故等级": "已达到“重大”", "状态": "不能是“已退回”"},
        ),
        (
            {"code": "x", "number": "13812345678", "kind": "诈骗", "nature": "民事"},
            {"小区（村社）代码": "“X”不是", "编号": "像手机号码", "立案性质": "“民事”不在可选范围"},
        ),
        ({"code": "530521101002"}, {"小区（村社）代码": "撤并"}),
    ],
)
def test_a_day_to_come_hides_no_other_error_nor_is_hidden_by_one(run, village, cells, wrong):
    CommunityFactory(code="530521101002", closed_on=date(2025, 1, 1))
    names = ["number", "code", "on", "kind", "nature", "deaths", "severity", "status"]
    given = dict.fromkeys(names, "") | {
        "code": village.code,
        "on": "2030-08-01",
        "kind": "入室盗窃",
        "nature": "刑事",
    }
    message = refused(run, [[(given | cells)[name] for name in names]], header=WIDE)
    assert f"文件里有 {len(wrong) + 1} 处错误" in message
    assert "第 2 行“发生日期”列：2030-08-01 还没有到" in message
    for column, reason in wrong.items():
        (told,) = [line for line in message.split("\n") if f"“{column}”列" in line]
        assert reason in told


def test_a_summary_broken_into_lines_is_kept_as_one(run):
    run([[*incident(), "凌晨入室\n  盗走现金"]], "a.xlsx", header=[*INCIDENT_HEADER, "简要情况"])
    assert Incident.objects.get().summary == "凌晨入室 盗走现金"


def test_what_touches_on_people_comes_without_a_summary(run):
    row = [*incident(kind="黑恶势力", nature=""), "村里的事"]
    message = refused(run, [row], header=[*INCIDENT_HEADER, "简要情况"])
    assert "第 2 行“简要情况”列" in message
    assert "只写警综平台案件编号" in message


def test_a_number_may_come_once(run):
    assert "“A1”与第 2 行重复" in refused(run, [incident(), incident(on="2025-04-01")])


def test_a_number_on_record_with_other_content_is_an_error(run):
    run([incident()])
    with pytest.raises(
        CommandError, match="“A1”已有记录，内容与这一行不同（发生日期），现在是“已认定”"
    ):
        run([incident(on="2025-04-01"), incident("A2")])
    assert Incident.objects.count() == 1


def submitted(number, **changes) -> list:
    return [*incident(number, **changes)[:-1], "待认定"]


def test_what_still_waits_for_the_office_is_put_right_by_the_system(run):
    run([submitted("A1")])
    rows = [submitted("A1", on="2025-04-01", nature="治安")]
    assert "新增 0，更新 1，无变化 0" in run(rows)
    corrected = Incident.objects.get()
    assert (corrected.occurred_on, corrected.nature) == (date(2025, 4, 1), "administrative")
    assert Event.objects.get(verb="incident_corrected").actor == User.objects.system().username
    assert "新增 0，更新 0，无变化 1" in run(rows)


def test_of_what_is_found_on_already_a_row_that_cannot_be_read_whole_says_so_too(run):
    run([incident("A1")])
    rows = [incident("A1", on="2030-08-01", kind="盗窃"), incident("A2")]
    with pytest.raises(CommandError) as error:
        run(rows)
    for told in (
        "“编号”列：“A1”已有记录，内容与这一行不同（发生日期），现在是“已认定”",
        "“发生日期”列：2030-08-01 还没有到",
        "“种类”列：“盗窃”不在可选范围",
    ):
        assert told in str(error.value)


def test_a_state_beside_other_content_does_not_find_on_the_record(run):
    run([submitted("A1")])
    assert "更新 1" in run([incident("A1", on="2025-04-01")])
    assert Incident.objects.get().state == "submitted"
    assert not Determination.objects.exists()


def test_a_state_that_is_the_only_news_of_a_known_number_is_found_on(run):
    run([submitted("A1"), submitted("A2")])
    assert "新增 0，更新 1，无变化 1" in run([incident("A1"), submitted("A2")])
    found = Determination.objects.get()
    assert (found.incident.number, found.criterion, found.counts) == ("A1", 4, True)
    assert found.incident.state == "determined"
    assert Event.objects.filter(verb="incident_determined").count() == 1
    assert "新增 0，更新 0，无变化 2" in run([incident("A1"), submitted("A2")])


def test_what_was_once_submitted_is_no_news_of_what_is_found_on(run):
    run([incident("A1")])
    assert "无变化 1" in run([submitted("A1")])


def test_a_state_beside_other_content_is_said_not_to_be_taken(run):
    run([submitted("A1")])
    told = run([incident("A1", on="2025-04-01")])
    assert "第 2 行（A1" in told
    assert "只更正内容，状态仍是“待认定”" in told


@pytest.mark.parametrize("state", ["returned", "withdrawing", "withdrawn"])
def test_a_state_that_a_file_cannot_bring_about_is_refused(run, state):
    run([submitted("A1")])
    reasons = {"returned_reason": "核实", "withdrawal_reason": "误报"}
    Incident.objects.update(state=state, **reasons)
    with pytest.raises(CommandError, match="“A1”现在是“.*”，这一行写的是“已认定”。状态没有改"):
        run([incident("A1")])
    assert not Determination.objects.exists()
    Incident.objects.update(state="submitted")
    with pytest.raises(CommandError, match="这一行写的是“已撤回”。状态没有改"):
        run([[*incident("A1")[:-1], "已撤回"]])


# ---- A row without a number that says what is on record ----

SAME = [*INCIDENT_HEADER, "same_as"]


def test_the_command_says_which_record_a_row_was_taken_for(run):
    run([submitted("A1")])
    told = run([submitted(""), submitted("A2", on="2025-04-01")])
    assert "第 2 行（A1" in told
    assert "与已有的 A1 完全相同，不再导入；确是另一件的，请在“同一件”列填“另一件”" in told


@pytest.mark.parametrize("word", ["new", "另一件"])
def test_a_second_case_of_the_day_is_another_where_the_row_says_so(run, word):
    run([submitted("A1")])
    rows = [[*submitted(""), word], [*submitted(""), ""]]
    told = run(rows, header=SAME)
    assert "新增 1，更新 0，无变化 1" in told
    assert "与已有的 A1 内容相同，可能重复" in told
    assert "无变化 2" in run(rows, header=SAME)
    assert Incident.objects.count() == 2


def test_a_row_that_names_the_record_speaks_of_it(run):
    run([submitted("A1")])
    assert "更新 1" in run([[*submitted("", on="2025-04-01"), "A1"]], header=SAME)
    assert Incident.objects.get().occurred_on == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("number", "same_as", "told"),
    [
        ("", "A9", "没有编号为“A9”的记录，请核对"),
        ("A1", "new", "“A1”已有记录，不能又是另一件"),
        ("A1", "A2", "编号写的是“A1”，这里写的是“A2”"),
    ],
)
def test_what_a_row_says_of_itself_must_fit(run, number, same_as, told):
    run([submitted("A1")])
    with pytest.raises(CommandError, match=told):
        run([[*submitted(number), same_as]], header=SAME)
    assert Incident.objects.count() == 1


def test_the_station_follows_the_place_also_where_another_keeps_it_now(run, village):
    run([submitted("A1")])
    other = StationFactory(code="530521020000", name="由旺派出所")
    CommunityFactory(code="530521102001", station=other)
    run([submitted("A1", code="530521102001")])
    assert Incident.objects.get().station == other
    after = Event.objects.get(verb="incident_corrected").data["after"]
    assert after.keys() == {"community_id", "station_id"}


def test_a_grade_below_the_figures_is_refused(run):
    header = [*INCIDENT_HEADER, "deaths", "severity"]
    rows = [
        [*incident("A1", kind="火灾", nature=""), 10, "较大"],
        [*incident("A2", kind="火灾", nature=""), 3, "一般"],
    ]
    message = refused(run, rows, header=header)
    assert "第 2 行“事故等级”列" in message
    assert "已达到“重大”" in message
    assert "第 3 行“事故等级”列" in message
    assert "已达到“较大”" in message


def test_a_figure_that_the_form_refuses_is_refused_in_a_file_too(run):
    rows = [
        [*incident("A1", kind="火灾", nature=""), 100_001],
        [*incident("A2", kind="火灾", nature=""), 100_000],
    ]
    message = refused(run, rows, header=[*INCIDENT_HEADER, "deaths"])
    assert "第 2 行“死亡人数”列：死亡人数最多 100,000，请核对。" in message
    assert "第 3 行" not in message


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    run, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25) as few:
        run([incident(f"B{n}") for n in range(2)] + [incident("")])
    with django_assert_num_queries(len(few)):
        run([incident(f"C{n}") for n in range(150)] + [incident("", on="2025-06-01")])


def test_nor_on_the_number_of_rows_that_put_something_right(
    run, django_assert_num_queries, django_assert_max_num_queries
):
    CommunityFactory(code="530521101002")
    run([submitted(f"B{n}") for n in range(152)])

    def put_right(first, last):
        changes = {"code": "530521101002", "on": "2025-04-01", "nature": "治安"}
        run([submitted(f"B{n}", **changes) for n in range(first, last)])

    with django_assert_max_num_queries(25) as few:
        put_right(0, 2)
    with django_assert_num_queries(len(few)):
        put_right(2, 152)
    assert Incident.objects.filter(version=1).count() == 152
    assert Event.objects.filter(verb="incident_corrected").count() == 152
