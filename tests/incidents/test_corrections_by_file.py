"""What an officer's file says otherwise of incidents that are on record."""

from datetime import date
from threading import Thread

import pytest
from django.db import connection, transaction

from accounts.permissions import Role
from audit.clearing import CLEARED
from audit.models import Event
from incidents import actions
from incidents.import_plan import IncidentImport
from incidents.models import Incident
from incidents.resources import IncidentResource
from tests.commands import wait_for
from tests.factories import CommunityFactory, StationFactory, UserFactory, told_otherwise
from tests.jobs.uploads import confirm, page, run_job, upload
from tests.locks import somebody_waits
from tests.pages import text
from tests.sheets_files import csv_bytes
from wufaan.errors import DomainError
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db
HEADER = [
    "编号",
    "小区（村社）代码",
    "发生日期",
    "种类",
    "立案性质",
    "简要情况",
    "警综平台案件编号",
]
ROW = ["A1", "530521101001", "2025-03-01", "入室盗窃", "刑事", "凌晨入室", "P-7"]
NAMES = ["number", "code", "on", "kind", "nature", "summary", "file"]
ARROW = ' <span aria-label="改为" role="img">→</span> '


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def places():
    return [
        CommunityFactory(code="530521101001", name="甸阳村"),
        CommunityFactory(code="530521101002", name="团树村"),
    ]


@pytest.fixture
def officer(client, places):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


@pytest.fixture
def there(client, officer) -> Incident:
    """A1, brought in by a file."""
    bring_in(client, [row()])
    return Incident.objects.get()


def row(**changes) -> list:
    return [changes.get(name, cell) for name, cell in zip(NAMES, ROW, strict=True)]


def sent(client, rows, header=HEADER):
    return upload(client, csv_bytes([header, *rows]), name="a.csv")


def bring_in(client, rows, header=HEADER):
    file_import = sent(client, rows, header)
    confirm(client, file_import)
    return run_job(file_import)


def table_of(rows):
    return read_table(csv_bytes([HEADER, *rows]), "a.csv", IncidentResource)


def refused(client, rows, header=HEADER) -> str:
    found = sent(client, rows, header)
    assert found.state == "refused"
    assert not Event.objects.filter(verb="incident_corrected").exists()
    return page(client, found)


def test_the_preview_shows_from_what_to_what_and_the_yes_writes_it(client, there, officer, places):
    changed = row(code="530521101002 团树村", on="2025/4/1", nature="治安", summary="", file="P-8")
    found = sent(client, [changed, row(number="A2")])
    assert (found.state, found.new, found.changed) == ("checked", 1, 1)
    shown = page(client, found, "?facet=changed")
    for column, before, after in [
        ("小区（村社）代码", "530521101001 甸阳村", "530521101002 团树村"),
        ("发生日期", "2025-03-01", "2025-04-01"),
        ("立案性质", "刑事", "治安"),
        ("简要情况", "凌晨入室", "空"),
        ("警综平台案件编号", "P-7", "P-8"),
    ]:
        assert f"<strong>{column}</strong>：{before}{ARROW}{after}" in shown
    assert "<strong>种类</strong>" not in shown
    assert Incident.objects.get().summary == "凌晨入室"
    confirm(client, found)
    assert run_job(found).state == "done"
    assert "已导入：新增 1，更新 1" in page(client, found)
    there.refresh_from_db()
    assert (there.community, there.occurred_on) == (places[1], date(2025, 4, 1))
    assert (there.nature, there.summary, there.state) == ("administrative", "", "submitted")
    assert there.version == 1
    event = Event.objects.about(there).last()
    assert (event.verb, event.actor) == ("incident_corrected", officer.username)
    assert event.data["before"] == {
        "community_id": places[0].pk,
        "occurred_on": "2025-03-01",
        "nature": "criminal",
        "summary": "凌晨入室",
        "police_file_number": "P-7",
    }
    assert event.data["after"]["occurred_on"] == "2025-04-01"
    history = text(client.get(f"/office/incidents/{there.pk}/"))
    assert "地点：<del>甸阳村</del> 改为 <ins>团树村</ins>" in history


def test_the_same_file_twice_changes_nothing_after_a_change_either(client, there):
    rows = [row(nature="治安")]
    assert bring_in(client, rows).changed == 1
    again = sent(client, rows)
    assert (again.state, again.unchanged) == ("done", 1)
    assert Event.objects.filter(verb="incident_corrected").count() == 1
    there.refresh_from_db()
    assert there.version == 1


def test_columns_that_the_file_lacks_stay_and_are_not_compared(client, there):
    rows = [[*row(on="2025-04-01")[:4]]]
    assert bring_in(client, rows, HEADER[:4]).state == "done"
    there.refresh_from_db()
    assert there.occurred_on == date(2025, 4, 1)
    assert (there.nature, there.summary) == ("criminal", "凌晨入室")
    assert there.police_file_number == "P-7"
    assert Event.objects.about(there).last().data["after"] == {"occurred_on": "2025-04-01"}


def test_what_the_file_lacks_is_held_against_what_it_says(client, there):
    """The summary that is on record may not stay where the case becomes one about people."""
    shown = refused(client, [[*row(kind="黑恶势力")[:4]]], HEADER[:4])
    assert "<strong>种类</strong>：黑恶势力涉及具体人员，只写警综平台案件编号" in shown
    assert "要写明立案性质" not in shown


def test_a_blank_figure_clears_and_the_words_of_a_cleared_case_stay(client, there, office):
    header = [*HEADER, "死亡人数"]
    fire = row(kind="火灾", nature="", summary="厨房起火")
    bring_in(client, [[*fire, 2]], header)
    actions.redact(incident=there, reason="写了姓名", by=office)
    assert sent(client, [[*fire, 2]], header).unchanged == 1
    shown = page(client, found := sent(client, [[*fire, ""]], header))
    assert f"<strong>死亡人数</strong>：2{ARROW}空" in shown
    assert "<strong>简要情况</strong>" not in shown
    confirm(client, found)
    run_job(found)
    there.refresh_from_db()
    assert (there.deaths, there.summary) == (None, CLEARED)


def answered(incident, *, office, officer):
    actions.return_to_station(incident=incident, reason="请核实", by=office)


def withdrawing(incident, *, office, officer):
    actions.request_withdrawal(incident=incident, reason="重复", by=officer)


def withdrawn(incident, *, office, officer):
    withdrawing(incident, office=office, officer=officer)
    actions.grant_withdrawal(incident=incident, by=office)


def determined(incident, *, office, officer):
    actions.accept_proposal(incident=incident, by=office)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (answered, "现在是“已退回”：请打开这一件的页面，按“更正并答复”办理"),
        (withdrawing, "现在是“申请撤回”：请等办公室答复"),
        (withdrawn, "现在是“已撤回”：撤回以后内容不能再改。要上报的，请换一个编号"),
        (determined, "现在是“已认定”：认定以后内容不能再改"),
    ],
)
def test_what_waits_no_longer_says_why_and_what_to_do(client, there, officer, office, step, told):
    step(there, office=office, officer=officer)
    shown = refused(client, [row(nature="治安")])
    assert f"<strong>编号</strong>：“A1”已有记录，内容与这一行不同（立案性质），{told}" in shown
    assert sent(client, [row()]).unchanged == 1


def test_what_was_found_between_preview_and_yes_is_not_changed(client, there, office):
    found = sent(client, [row(nature="治安")])
    actions.accept_proposal(incident=there, by=office)
    confirm(client, found)
    assert run_job(found).state == "refused"
    there.refresh_from_db()
    assert there.nature == "criminal"


def test_an_export_with_one_wrong_cell_is_not_told_that_its_state_is_wrong(client, there, office):
    actions.accept_proposal(incident=there, by=office)
    header = [*HEADER[:4], "状态"]
    shown = refused(client, [[*row(on="去年")[:4], "已认定"]], header)
    assert "“去年”不是日期" in shown
    assert "<strong>状态</strong>" not in shown
    assert "要写明立案性质" not in shown


def test_another_stations_incident_is_neither_changed_nor_told_of(client, there, office):
    StationFactory(code="530521020000", name="由旺派出所")
    own = CommunityFactory(code="530521102001", name="由旺村", station__code="530521020000")
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521020000"))
    for header, cells in ((HEADER, row(code=own.code)), (HEADER[:4], row(code=own.code)[:4])):
        shown = refused(client, [cells], header)
        assert "<strong>编号</strong>：“A1”是别的派出所用的编号" in shown
        for secret in ("甸阳", "凌晨入室", "P-7", "待认定"):
            assert secret not in shown
    actions.accept_proposal(incident=there, by=office)
    shown = refused(client, [row(code=own.code)])
    assert "已认定" not in shown
    there.refresh_from_db()
    assert there.station.code == "530521010000"


def test_a_file_moves_nothing_to_another_station(client, there):
    StationFactory(code="530521020000", name="由旺派出所")
    CommunityFactory(code="530521102001", name="由旺村", station__code="530521020000")
    shown = refused(client, [row(code="530521102001")])
    assert "“由旺村”属于由旺派出所，不在本所辖区" in shown


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"summary": "联系 13800138000"}, "<li>简要情况里“1380…00”像手机号码"),
        ({"nature": ""}, "<strong>立案性质</strong>：入室盗窃要写明立案性质"),
        ({"on": "2099-01-01"}, "<strong>发生日期</strong>：2099-01-01 还没有到"),
    ],
)
def test_what_a_report_may_not_say_a_file_may_not_say_afterwards(client, there, changes, told):
    assert told in refused(client, [row(**changes)])


def test_the_file_that_brought_it_in_without_a_number_does_not_undo_a_correction(client, officer):
    rows = [row(number="")]
    bring_in(client, rows)
    (incident,) = Incident.objects.all()
    said = told_otherwise(
        incident, occurred_on=date(2025, 3, 2), summary="凌晨入室", police_file_number="P-7"
    )
    actions.correct(incident=incident, report=said, by=officer)
    again = sent(client, rows)
    assert (again.state, again.unchanged) == ("done", 1)
    assert f"已由这个文件导入为 {incident.number}，之后更正过" in page(client, again)
    incident.refresh_from_db()
    assert incident.occurred_on == date(2025, 3, 2)


def test_without_a_number_what_the_file_lacks_is_no_difference_either(client, there):
    rows = [row(number="")[:6]]
    assert sent(client, rows, HEADER[:6]).unchanged == 1


def test_who_has_it_open_in_the_queue_is_told_that_it_changed(client, there, office):
    path = f"/office/queue/{there.pk}/"
    officers = client
    clerk = client.__class__()
    clerk.force_login(office)
    clerk.get(path)
    bring_in(officers, [row(nature="治安")])
    told = text(clerk.post(path, {"verb": "confirm", "seen": there.version}))
    assert "这一件在您打开之后有了变化，现在是“待认定”" in told
    assert "<strong>治安</strong>" in told
    assert not there.determinations.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_finds_on_what_a_file_is_just_putting_right():
    CommunityFactory(code="530521101001")
    officer, clerk = UserFactory(role=Role.OFFICER), UserFactory(role=Role.OFFICE)
    IncidentImport.carry_out(table=table_of([row()]), by=officer)
    (incident,) = Incident.objects.all()
    refused = []

    def decide():
        try:
            actions.accept_proposal(incident=incident, seen=incident.version, by=clerk)
        except DomainError as error:
            refused.append(str(error))
        connection.close()

    deciding = Thread(target=decide)
    with transaction.atomic():
        plan = IncidentImport.plan(table=table_of([row(nature="治安")]), by=officer)
        deciding.start()
        wait_for(somebody_waits)
        plan.write()
    deciding.join()
    assert "有了变化" in refused[0]
    assert not incident.determinations.exists()


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_is_exported_and_imported_changes_nothing(client, there, office, format):
    bring_in(client, [row(number="A2", kind="火灾", nature="", summary="=起火"), row(number="A3")])
    actions.accept_proposal(incident=Incident.objects.get(number="A3"), by=office)
    content = client.get(f"/office/incidents/export.{format}").getvalue()
    events = Event.objects.filter(verb__startswith="incident")
    before = events.count()
    again = upload(client, content, name=f"a.{format}")
    assert (again.state, again.new, again.changed, again.unchanged) == ("done", 0, 0, 3)
    assert events.count() == before


def test_the_code_may_be_called_as_in_the_registry_s_file(client, there):
    assert sent(client, [row()], ["编号", "代码", *HEADER[2:]]).unchanged == 1
