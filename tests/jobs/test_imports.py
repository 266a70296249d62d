"""A station's file of incidents and the office's file of the registry, on their way in."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities.models import Community, Station, Township
from incidents.actions import accept_proposal
from incidents.models import Incident
from jobs import actions as job_actions
from jobs import import_actions
from jobs.models import FileImport, Job
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    UserFactory,
    report,
)
from tests.jobs.uploads import confirm, page, run_job, saved, upload, workbook
from tests.pages import text
from tests.queries import queries
from tests.sheets_files import COMMUNITY_HEADER, COMPOUND, VILLAGE, csv_bytes, xlsx_bytes

pytestmark = pytest.mark.django_db
HEADER = ["编号", "小区（村社）代码*", "发生日期*", "种类*", "立案性质", "简要情况"]
ROW = ["", "530521101001 甸阳村", "2025-03-01", "入室盗窃", "刑事", "凌晨入室"]
ROW_NAMES = ["number", "code", "on", "kind", "nature", "summary"]


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def village():
    return CommunityFactory(code="530521101001", name="甸阳村")


@pytest.fixture
def officer(client, village):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


def row(**changes):
    return [changes.get(name, cell) for name, cell in zip(ROW_NAMES, ROW, strict=True)]


def test_an_officer_sees_what_would_come_in_and_nothing_is_written_before_the_yes(client, officer):
    found = upload(client, [HEADER, row(number="A1"), row(number="A2", kind="火灾", nature="")])
    assert (found.state, found.new, found.errors) == ("checked", 2, 0)
    shown = page(client, found)
    assert "确认导入 2 行" in shown
    assert "A2 甸阳村 2025-03-01 火灾" in shown
    assert not Incident.objects.exists()
    confirm(client, found)
    assert run_job(found).state == "done"
    assert "已导入：新增 2" in page(client, found)
    assert {i.number: (i.state, i.reported_by) for i in Incident.objects.all()} == {
        "A1": ("submitted", officer),
        "A2": ("submitted", officer),
    }


def test_the_same_file_twice_changes_nothing(client, officer):
    file = xlsx_bytes([HEADER, row(number="A1"), row()])
    first = upload(client, file)
    assert upload(client, file, work=False) == first  # still waiting for its yes
    confirm(client, first)
    run_job(first)
    events = Event.objects.filter(verb="incident_imported").count()
    again = upload(client, file)
    assert again != first
    assert (again.state, again.new, again.unchanged) == ("done", 0, 2)
    assert "没有需要导入的内容" in page(client, again)
    assert Incident.objects.count() == 2
    assert Event.objects.filter(verb="incident_imported").count() == events


def test_two_tabs_and_the_back_button_are_one_import(client, officer):
    found = upload(client, [HEADER, row()])
    confirm(client, found)
    confirm(client, found)
    run_job(found)
    confirm(client, found)
    run_job(found)
    assert Incident.objects.count() == 1
    assert Job.objects.filter(kind="import_file").count() == 1
    assert Event.objects.filter(verb="import_confirmed").count() == 1


def test_every_error_is_told_by_row_and_column_and_the_rest_by_what_it_would_do(client, officer):
    rows = [HEADER, row(kind="盗窃", on="去年"), row(number="A1"), row(code="530521101999")]
    found = upload(client, rows)
    assert (found.state, found.rows, found.errors, found.new) == ("refused", 3, 2, 1)
    shown = page(client, found)
    assert "<strong>种类</strong>：“盗窃”不在可选范围。是不是“入室盗窃”？" in shown
    assert "<strong>发生日期</strong>：“去年”不是日期" in shown
    assert "没有代码为 530521101999 的小区（村社）" in shown
    assert "A1 甸阳村" in shown
    assert "确认导入" not in shown
    only_errors = page(client, found, "?facet=error")
    assert "A1 甸阳村" not in only_errors
    assert "“盗窃”" in only_errors


def test_a_row_with_an_error_says_which_case_it_is_as_far_as_it_can_be_read(client, officer):
    found = upload(client, [HEADER, row(number="A7", nature="刑拘"), row(on="去年", kind="")])
    shown = page(client, found)
    assert "A7 甸阳村 2025-03-01 入室盗窃" in shown
    assert '<td class="name">甸阳村</td>' in shown
    assert "不在可选范围" in shown
    assert "要写明立案性质" not in shown


@pytest.mark.parametrize(
    ("word", "nature"),
    [("刑事案件", "criminal"), ("治安案件", "administrative"), ("没有立案，是事件", "event")],
)
def test_the_words_of_the_report_form_are_understood(client, officer, word, nature):
    confirm(client, found := upload(client, [HEADER, row(nature=word)]))
    run_job(found)
    assert Incident.objects.get().nature == nature


def test_an_officer_is_told_only_words_that_an_officer_may_fill_in(client, officer):
    found = upload(client, [[*HEADER, "状态"], [*row(), "已退回"]])
    shown = page(client, found)
    assert "请填“待认定”或留空" in shown
    assert "“已认定”" not in shown


def test_an_older_record_against_todays_rules_comes_back_unchanged(client, officer, village):
    day = date(2025, 3, 1)
    Incident.objects.create(
        number="A1",
        community=village,
        station=village.station,
        kind="organised_crime",
        occurred_on=day,
        summary="村里的事",
        reported_by=officer,
    )
    same = row(number="A1", kind="黑恶势力", nature="", on=day, summary="村里的事")
    found = upload(client, [HEADER, same])
    assert (found.state, found.unchanged, found.errors) == ("done", 1, 0)
    for changed in ({"number": "A2"}, {"summary": "村里的另一件事"}):
        values = dict(zip(ROW_NAMES, same, strict=True)) | changed
        found = upload(client, [HEADER, list(values.values())])
        assert found.state == "refused"
        assert "只写警综平台案件编号" in page(client, found)


def test_errors_come_back_in_the_workbook_and_its_corrected_self_goes_in(client, officer):
    found = upload(client, [HEADER, row(kind="盗窃"), row(number="A1")], name="三月.xlsx")
    response = client.get(f"/office/imports/{found.pk}/errors/")
    assert "%E4%B8%89%E6%9C%88" in response["Content-Disposition"]
    book = workbook(response)
    sheet = book.active
    assert [c.value for c in sheet[1]] == [*HEADER, "错误"]
    assert sheet["G2"].value.startswith("种类：“盗窃”不在可选范围")
    assert sheet["G3"].value is None
    assert sheet["D2"].fill.fgColor.rgb != sheet["D3"].fill.fgColor.rgb
    sheet["D2"] = "入室盗窃"
    corrected = upload(client, saved(book), name="三月.xlsx")
    assert (corrected.state, corrected.new) == ("checked", 2)


def test_a_table_with_a_title_comes_in_and_its_preview_says_what_was_passed_over(client, officer):
    rows = [["案（事）件台账"], ["序号", *HEADER], ["1", *row(number="A1")]]
    found = upload(client, xlsx_bytes(rows, lambda sheet: sheet.merge_cells("A1:G1")))
    assert (found.state, found.rows, found.new) == ("checked", 1, 1)
    shown = page(client, found)
    assert "第 1 行像是表格标题，已跳过；表头取自第 2 行。" in shown
    assert "“序号”列不需要，已忽略。" in shown
    confirm(client, found)
    assert run_job(found).state == "done"
    assert Incident.objects.get().number == "A1"


def test_a_row_below_a_title_is_marked_beside_its_header(client, officer):
    rows = [["案（事）件台账"], HEADER, row(kind="盗窃")]
    found = upload(client, xlsx_bytes(rows, lambda sheet: sheet.merge_cells("A1:F1")))
    sheet = workbook(client.get(f"/office/imports/{found.pk}/errors/")).active
    assert sheet["G2"].value == "错误"
    assert "“盗窃”不在可选范围" in sheet["G3"].value


def test_a_reason_that_begins_with_its_column_is_told_without_it_before(client, officer):
    told = upload(client, [HEADER, row(number="A1", on="2025-02-30", summary="电话 13812345678")])
    shown = page(client, told)
    assert "<li>简要情况里“1381…78”像手机号码" in shown
    assert "<li><strong>发生日期</strong>：“2025-02-30”不是存在的日期" in shown
    sheet = workbook(client.get(f"/office/imports/{told.pk}/errors/")).active
    assert "简要情况：" not in sheet["G2"].value
    assert "发生日期：“2025-02-30”" in sheet["G2"].value


def test_a_formula_hides_no_other_error(client, officer):
    rows = [HEADER, row(summary="=1+1"), row(kind="盗窃", on="去年"), row(nature=""), row()]
    found = upload(client, rows)
    assert (found.state, found.errors, found.new) == ("refused", 3, 1)
    shown = page(client, found)
    sheet = workbook(client.get(f"/office/imports/{found.pk}/errors/")).active
    told = "".join(str(sheet.cell(number, 7).value) for number in (2, 3, 4))
    for reason in ("是公式", "“盗窃”不在可选范围", "“去年”不是日期", "要写明立案性质"):
        assert reason in shown
        assert reason in told


def test_a_row_of_another_station_and_a_finding_are_refused(client, officer):
    other = StationFactory(code="530521020000", name="由旺派出所")
    CommunityFactory(code="530521102001", name="由旺村", station=other)
    header = [*HEADER, "状态"]
    found = upload(
        client, [header, [*row(code="530521102001"), ""], [*row(), "已认定"], [*row(), "待认定"]]
    )
    shown = page(client, found)
    assert "“由旺村”属于由旺派出所，不在本所辖区" in shown
    assert "上报的案（事）件由办公室认定" in shown
    assert (found.errors, found.new) == (2, 1)


def test_the_own_export_comes_back_unchanged_whatever_the_office_found(client, officer):
    confirm(client, first := upload(client, [HEADER, row(number="A1")]))
    run_job(first)
    accept_proposal(incident=Incident.objects.get(), by=UserFactory(role=Role.OFFICE))
    header = [*HEADER, "状态"]
    found = upload(client, [header, [*row(number="A1"), "已认定"], [*row(number="A2"), "已认定"]])
    assert (found.errors, found.new, found.unchanged) == (1, 0, 1)
    assert "上报的案（事）件由办公室认定" in page(client, found)


def test_a_finding_that_the_office_has_not_made_is_refused_of_a_known_number_too(client, officer):
    imported(client, [HEADER, row(number="A1")])
    found = upload(client, [[*HEADER, "状态"], [*row(number="A1"), "已认定"]])
    assert (found.state, found.errors) == ("refused", 1)
    assert "上报的案（事）件由办公室认定" in page(client, found)
    assert Incident.objects.get().state == "submitted"


def imported(client, rows) -> None:
    confirm(client, found := upload(client, rows))
    run_job(found)


def test_a_workbook_saved_anew_without_numbers_changes_nothing(client, officer):
    imported(client, [HEADER, row(), row(on="2025-04-01")])
    number = Incident.objects.get(occurred_on="2025-03-01").number
    again = upload(client, [HEADER, row(on="2025-04-01"), row(), row(on="2025-05-01")])
    assert (again.new, again.unchanged) == (1, 2)
    assert f"与已有的 {number} 完全相同，不再导入" in page(client, again, "?facet=unchanged")
    confirm(client, again)
    run_job(again)
    assert Incident.objects.count() == 3


def test_what_the_station_reported_by_the_form_is_not_imported_again(client, officer, village):
    report(village, on=date(2025, 3, 1), summary=ROW[-1], by=officer)
    again = upload(client, [HEADER, row()])
    assert (again.state, again.unchanged) == ("done", 1)
    assert "确是另一件的，请在“同一件”列填“另一件”" in page(client, again)


def answer(client, file_import, **answers):
    told = {name.replace("_", "-"): value for name, value in answers.items()}
    client.post(f"/office/imports/{file_import.pk}/answers/", told)
    return run_job(file_import)


def test_on_the_page_a_row_is_said_to_be_another_case_or_the_one_on_record(client, officer):
    imported(client, [HEADER, row()])
    number = Incident.objects.get().number
    again = upload(client, saved_anew(row()))
    shown = page(client, again)
    assert f'<option value="{number}" selected>就是 {number}</option>' in shown
    assert 'aria-label="第 2 行是哪一件"' in shown
    again = answer(client, again, row_2="new")
    assert (again.state, again.new) == ("checked", 1)
    assert '<option value="new" selected>另一件</option>' in page(client, again)
    again = answer(client, again, row_2=number)
    assert (again.state, again.unchanged) == ("done", 1)
    confirm(client, again := answer(client, again, row_2="new"))
    run_job(again)
    assert Incident.objects.count() == 2
    event = Event.objects.filter(verb="import_answered").last()
    assert event.data["answers"] == {"2": {"same_as": "new"}}
    assert "row-2" not in page(client, again)


def test_what_differs_by_its_police_file_alone_is_put_right_where_it_is_said_to_be_the_same(
    client, officer
):
    header = [*HEADER, "警综平台案件编号"]
    imported(client, [header, [*row(), "A1"]])
    number = Incident.objects.get().number
    again = upload(client, [header, [*row(), "A2"]])
    again = answer(client, again, row_2=number)
    assert (again.new, again.changed) == (0, 1)
    confirm(client, again)
    run_job(again)
    assert Incident.objects.get().police_file_number == "A2"


def test_an_answer_to_nothing_and_one_that_is_not_offered_change_nothing(client, officer):
    imported(client, [HEADER, row()])
    again = upload(client, saved_anew(row()))
    job = again.job_id
    client.post(f"/office/imports/{again.pk}/answers/", {"row-2": "WF1999-1", "row-9": "new"})
    again.refresh_from_db()
    assert (again.state, again.job_id) == ("done", job)
    (first,) = FileImport.objects.exclude(pk=again.pk)
    response = client.post(f"/office/imports/{first.pk}/answers/", {"row-2": "new"}, follow=True)
    assert "这个文件已经办完，不能再回答。" in text(response)


def saved_anew(*rows) -> bytes:
    return saved(load_workbook(io.BytesIO(xlsx_bytes([HEADER, *rows]))))


def test_as_many_alike_as_are_on_record_are_the_ones_there(client, officer):
    imported(client, [HEADER, row(), row()])
    again = upload(client, [HEADER, row(), row(), row()])
    assert (again.new, again.unchanged) == (1, 2)
    assert "与第 2 行内容相同，可能重复" in page(client, again, "?facet=new")


def test_a_row_with_another_police_file_is_another_and_pointed_out(client, officer):
    header = [*HEADER, "警综平台案件编号"]
    imported(client, [header, [*row(), "A1"]])
    number = Incident.objects.get().number
    again = upload(client, [header, [*row(), "A2"]])
    assert again.new == 1
    assert f"与已有的 {number} 内容相同，可能重复" in page(client, again, "?facet=noted")


def test_two_rows_of_one_file_that_say_the_same_are_pointed_out(client, officer):
    found = upload(client, [HEADER, row(), row(on="2025-04-01"), row()])
    assert found.new == 3
    assert "与第 2 行内容相同，可能重复" in page(client, found, "?facet=noted")


def test_a_row_that_cannot_be_read_tells_all_that_is_wrong_with_it(client, officer):
    bad = row(code="530521101999", on="去年", nature="", summary="联系 13800138000")
    shown = page(client, upload(client, [HEADER, bad]))
    for told in ("没有代码为 530521101999", "不是日期", "入室盗窃要写明立案性质", "像手机号码"):
        assert told in shown


def test_the_number_of_the_police_file_comes_in_and_is_compared(client, officer):
    header = [*HEADER, "警综平台案件编号"]
    first = upload(
        client, [header, [*row(number="A1", kind="黑恶势力", nature="", summary=""), "P2025-7"]]
    )
    confirm(client, first)
    run_job(first)
    assert Incident.objects.get().police_file_number == "P2025-7"
    same = [*row(number="A1", kind="黑恶势力", nature="", summary="")]
    assert upload(client, [HEADER, same]).unchanged == 1
    other = upload(client, [header, [*same, "P2025-8"]])
    assert (other.state, other.changed) == ("checked", 1)
    assert "像手机号码" in page(client, upload(client, [header, [*row(), "13800138000"]]))


def test_what_changed_between_preview_and_yes_is_shown_before_anything_is_imported(
    client, officer, village
):
    rows = [HEADER, row(number="A1"), row(number="A2")]
    found = upload(client, rows)
    seen = found.fingerprint
    other = upload(client, [HEADER, row(number="A1")])
    confirm(client, other)
    run_job(other)
    confirm(client, found)
    found = run_job(found)
    assert (found.state, found.new, found.unchanged) == ("checked", 1, 1)
    assert "检查之后系统中的数据有变化" in page(client, found)
    assert Incident.objects.count() == 1
    assert "预览已经更新" in text(confirm(client, found, seen))
    confirm(client, found)
    assert run_job(found).state == "done"
    assert Incident.objects.count() == 2


def test_what_became_wrong_between_preview_and_yes_is_refused(client, officer, village):
    found = upload(client, [HEADER, row(on="2025-03-01")])
    village.closed_on = date(2025, 1, 1)
    village.save()
    confirm(client, found)
    assert run_job(found).state == "refused"
    assert "撤并" in page(client, found)
    assert not Incident.objects.exists()


def test_the_office_sees_what_changes_from_what_to_what(client, office):
    first = upload(client, [COMMUNITY_HEADER, VILLAGE, COMPOUND], kind="communities")
    assert first.new == 2
    confirm(client, first)
    run_job(first)
    moved = [*VILLAGE]
    moved[4], moved[5], moved[6], moved[10] = "甸阳街道", "530521020000", "由旺派出所", "1300"
    other = [*COMPOUND]
    other[4], other[8], other[9] = "甸阳街道", "", ""
    found = upload(client, [COMMUNITY_HEADER, moved, other], kind="communities")
    assert (found.state, found.changed) == ("checked", 2)
    shown = page(client, found, "?facet=changed")
    for column, before, after in [
        ("户数", "1200", "1300"),
        ("派出所代码", "530521010000", "530521020000"),
        ("乡镇名称", "甸阳镇", "甸阳街道"),
        ("物业企业代码", "91530521MA6K000002", "空"),
    ]:
        arrow = '<span aria-label="改为" role="img">→</span>'
        assert f"<strong>{column}</strong>：{before} {arrow} {after}" in shown
    assert Township.objects.get().name == "甸阳镇"
    confirm(client, found)
    run_job(found)
    village = Community.objects.get(code="530521101001")
    assert (village.station.name, village.households) == ("由旺派出所", 1300)
    assert village.township.name == "甸阳街道"
    assert Community.objects.get(code="530521101001-X01").property_company is None
    change = Event.objects.about(village).get(verb="community_changed").data
    assert change["before"] == {"households": 1200, "station": "530521010000"}
    assert change["after"] == {"households": 1300, "station": "530521020000"}
    renamed = Event.objects.about(village.township).get(verb="township_renamed").data
    assert renamed == {"before": {"name": "甸阳镇"}, "after": {"name": "甸阳街道"}}


def test_what_is_no_more_is_not_changed_by_a_file(client, office, village):
    village.closed_on = date(2025, 1, 1)
    village.save()
    header = ["代码", "名称", "类型"]
    renamed = upload(client, [header, [village.code, "新名", "行政村"]], kind="communities")
    assert (renamed.state, renamed.errors, renamed.changed) == ("refused", 1, 0)
    assert "已于 2025-01-01 撤并" in page(client, renamed)
    same = upload(client, [header, [village.code, village.name, "行政村"]], kind="communities")
    assert same.unchanged == 1


def test_a_compound_waits_for_its_village_of_a_row_with_an_error(client, office):
    wrong = [*VILLAGE]
    wrong[10] = "很多"
    found = upload(client, [COMMUNITY_HEADER, wrong, COMPOUND], kind="communities")
    assert (found.state, found.errors, found.new) == ("refused", 1, 0)
    assert not Station.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "a.xls", "旧版 .xls 或加了密码"),
        (b"\x89PNG\r\n\x00\x00", "a.png", "不是表格文件|文字编码不能识别"),
        (b"PK\x03\x04rubbish", "a.xlsx", "文件已损坏"),
        (csv_bytes([HEADER, ROW]), "张三13812345678.csv", "像手机号码"),
        (None, "a.csv", "请先选择文件"),
    ],
)
def test_what_is_no_table_is_refused_at_once(client, officer, content, name, message):
    data = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    response = client.post("/office/imports/new/incidents/", data)
    assert response.status_code == 200
    assert any(part in text(response) for part in message.split("|"))
    assert not FileImport.objects.exists()


def test_a_file_that_is_too_large_is_refused_in_words(client, officer, monkeypatch):
    monkeypatch.setattr("jobs.forms.MAX_UPLOAD_BYTES", 10)
    data = {"file": SimpleUploadedFile("a.csv", b"x" * 11)}
    assert "请拆成几个文件" in text(client.post("/office/imports/new/incidents/", data))


def test_a_file_whose_header_is_wrong_says_so_for_the_file(client, officer):
    found = upload(client, csv_bytes([["代号", "种类"], ["1", "2"]]), name="a.csv")
    shown = page(client, found)
    assert "不认识这个表头" in shown
    assert "缺少“小区（村社）代码”列" in shown
    book = workbook(client.get(f"/office/imports/{found.pk}/errors/"))
    assert "缺少“小区（村社）代码”列" in book.active["C1"].value


def test_only_the_uploader_sees_a_file(client, officer):
    found = upload(client, [HEADER, row(kind="?")])
    paths = [f"/office/imports/{found.pk}/", f"/office/imports/{found.pk}/errors/"]
    assert [client.get(path).status_code for path in paths] == [200, 200]
    for other in (UserFactory(role=Role.OFFICER), UserFactory(role=Role.OFFICE)):
        client.force_login(other)
        assert [client.get(path).status_code for path in paths] == [404, 404]
        for verb in ("confirm", "drop", "retry"):
            assert client.post(f"/office/imports/{found.pk}/{verb}/").status_code == 404
        assert "a.xlsx" not in text(client.get("/office/imports/"))


@pytest.mark.parametrize("role", [Role.LEADING, Role.AUDITOR, Role.ADMINISTRATOR])
def test_whoever_imports_nothing_finds_no_page(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get("/office/imports/").status_code == 404
    assert client.get("/office/imports/template/incidents/").status_code == 404


def test_officer_and_office_are_offered_their_own_kind_only(client, officer):
    assert client.get("/office/imports/template/communities/").status_code == 404
    assert client.get("/office/imports/new/communities/").status_code == 404
    assert client.get("/office/imports/new/nothing/").status_code == 404
    client.force_login(UserFactory(role=Role.OFFICE))
    assert client.get("/office/imports/new/communities/").status_code == 200
    assert client.get("/office/imports/new/incidents/").status_code == 404


def test_an_officer_follows_the_own_import_without_seeing_jobs(client, officer):
    found = upload(client, [HEADER, row()], work=False)
    assert 'http-equiv="refresh"' in page(client, found)
    headers = {"HX-Request": "true"}
    bar = client.get(f"/office/imports/{found.pk}/", headers=headers)
    assert f'hx-get="/office/imports/{found.pk}/"' in text(bar)
    assert "HX-Refresh" not in bar
    assert client.get(f"/office/jobs/{found.job_id}/").status_code == 404
    run_job(found)
    assert client.get(f"/office/imports/{found.pk}/", headers=headers)["HX-Refresh"] == "true"


def test_a_check_that_crashed_can_be_tried_again(client, officer, monkeypatch):
    found = upload(client, [HEADER, row()], work=False)
    with monkeypatch.context() as broken:
        broken.setattr(import_actions, "_plan", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run_job(found)
    assert "重试" in page(client, found)
    client.post(f"/office/imports/{found.pk}/retry/")
    assert run_job(found).state == "checked"


@pytest.mark.parametrize("state", ["checking", "importing"])
def test_a_file_that_took_down_its_worker_again_and_again_is_refused_in_words(
    client, officer, state
):
    found = upload(client, [HEADER, row()], work=state == "importing")
    if state == "importing":
        confirm(client, found)
        found.refresh_from_db()
    assert found.state == state
    Job.objects.filter(pk=found.job_id).update(state="running", attempts=job_actions.MAX_ATTEMPTS)
    assert job_actions.sweep() == 0
    found.refresh_from_db()
    assert (found.state, found.job.state) == ("refused", "failed")
    told = page(client, found)
    assert "处理时多次中断，什么也没有导入" in told
    assert "上传改好的文件" in told
    assert "日志" not in told
    assert not Incident.objects.exists()
    assert upload(client, [HEADER, row()]).pk != found.pk


def test_an_import_that_dies_in_the_middle_leaves_nothing_and_is_done_by_the_next_run(
    client, officer, monkeypatch
):
    found = upload(client, [HEADER, row(number="A1")])
    confirm(client, found)
    found.refresh_from_db()
    with monkeypatch.context() as broken:
        broken.setattr(import_actions, "_record", _die)
        with pytest.raises(KeyboardInterrupt):
            import_actions.bring_in(file_import=found)
    assert not Incident.objects.exists()
    assert run_job(found).state == "done"
    import_actions.bring_in(file_import=found)  # the message comes once more
    assert Incident.objects.count() == 1


def _die(*args, **kwargs):
    raise KeyboardInterrupt


def test_a_dropped_file_is_gone_and_cannot_be_confirmed(client, officer, media):
    found = upload(client, [HEADER, row()])
    client.post(f"/office/imports/{found.pk}/drop/")
    assert list(media.rglob("*.*")) == []
    assert "现在的状态是“已放弃”" in text(confirm(client, found))
    assert "已放弃" in page(client, found)
    assert client.get(f"/office/imports/{found.pk}/errors/").status_code == 404


def test_after_a_week_only_the_row_and_the_hash_are_left(client, officer, media):
    refused, waiting = upload(client, [HEADER, row(kind="?")]), upload(client, [HEADER, row()])
    system = User.objects.system()
    import_actions.drop_files(by=system)
    assert len(list(media.rglob("*.*"))) == 5
    long_ago = timezone.now() - timedelta(days=8)
    FileImport.objects.update(changed_at=long_ago)
    import_actions.drop_files(by=system)
    import_actions.drop_files(by=system)
    assert list(media.rglob("*.*")) == []
    refused.refresh_from_db()
    waiting.refresh_from_db()
    assert (refused.state, refused.errors, len(refused.sha256)) == ("refused", 1, 64)
    assert waiting.state == "dropped"
    assert "已经清除" in page(client, refused)
    assert Event.objects.filter(verb="import_files_dropped").count() == 1


def test_who_was_moved_after_the_upload_imports_nothing(client, officer):
    found = upload(client, [HEADER, row()])
    confirm(client, found)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert run_job(found).state == "refused"
    assert not Incident.objects.exists()


def test_the_template_is_read_back_once_it_is_filled(client, officer, village):
    CommunityFactory(code="530521102001", station=StationFactory(code="530521020000", name="别所"))
    book = workbook(client.get("/office/imports/template/incidents/"))
    assert book.sheetnames == ["案（事）件", "填写说明", "选项"]
    sheet = book.worksheets[0]
    headers = [c.value for c in sheet[1]]
    assert headers[:4] == ["编号", "小区（村社）代码*", "发生日期*", "种类*"]
    assert "状态" not in headers
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["B"].number_format == "@"
    assert not any(s.merged_cells.ranges for s in book)
    listed = {v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert "'选项'!$A$2:$A$2" in listed
    choice = book["选项"]["A2"].value
    assert choice == "530521101001 甸阳村"
    sheet.append(["", choice, date(2025, 3, 1), "涉赌", "", "", "是"])
    found = upload(client, saved(book))
    assert (found.state, found.new) == ("checked", 1)
    confirm(client, found)
    run_job(found)
    incident = Incident.objects.get()
    assert (incident.community, incident.proactively_investigated) == (village, True)


def test_the_registrys_template_is_read_back_too(client, office, village):
    book = workbook(client.get("/office/imports/template/communities/"))
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "代码"
    lists = [c.value for c in book["选项"][2]]
    assert "530521010000 甸阳派出所" in lists
    values = ["530521101002", "新村", "行政村", "", "", "530521010000 甸阳派出所"]
    sheet.append(values)
    assert upload(client, saved(book), kind="communities").new == 1


def numbered(count):
    return [HEADER, *(row(number=f"A{n}") for n in range(count))]


@pytest.mark.parametrize("query", ["", "?facet=new", "?page=2"])
def test_a_longer_file_takes_no_more_queries(
    client, officer, query, django_assert_num_queries, django_assert_max_num_queries
):
    few, many = upload(client, numbered(3)), upload(client, numbered(150))
    with django_assert_max_num_queries(20) as captured:
        page(client, few, query)
    with django_assert_num_queries(len(captured)):
        page(client, many, query)


def test_check_and_import_take_as_many_queries_for_a_longer_file(
    client, officer, django_assert_num_queries, django_assert_max_num_queries
):
    few, many = (upload(client, numbered(n), work=False) for n in (3, 150))
    with django_assert_max_num_queries(60) as checked:
        run_job(few)
    with django_assert_num_queries(len(checked)):
        run_job(many)


def test_more_uploads_take_no_more_queries(client, officer, django_assert_max_num_queries):
    counts = []
    for number in range(3):
        upload(client, [HEADER, row(number=f"A{number}")])
        with django_assert_max_num_queries(20) as captured:
            client.get("/office/imports/")
        counts.append(len(captured))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("kind", ["incidents", "communities"])
def test_a_template_for_more_places_takes_no_more_queries(client, officer, kind):
    if kind == "communities":
        client.force_login(UserFactory(role=Role.OFFICE))
    path = f"/office/imports/template/{kind}/"
    few = queries(client, path)
    for number in range(20):
        CompoundFactory(code=f"530521101001-X{number + 10}", parent__code=f"5305211018{number:02}")
    assert queries(client, path) == few


def test_more_errors_take_no_more_queries(client, officer):
    few, many = (
        upload(client, [HEADER, *(row(number=f"A{n}", kind="盗窃") for n in range(count))])
        for count in (2, 20)
    )
    path = "/office/imports/{}/errors/".format
    assert queries(client, path(many.pk)) == queries(client, path(few.pk))
