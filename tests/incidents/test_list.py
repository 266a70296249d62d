"""The list of incidents, its filters and its files, over HTTP."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from accounts.permissions import Role
from incidents import actions
from incidents.kinds import Kind
from incidents.models import Incident
from incidents.workflow import State
from tests.factories import (
    CommunityFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
    found,
    report,
)
from tests.pages import text
from tests.queries import queries
from wufaan.site.templatetags.wufaan_tags import badge

pytestmark = pytest.mark.django_db
URL = "/office/incidents/"


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER)
    client.force_login(user)
    return user


def listed(client, **filters) -> set[str]:
    """The numbers that the list shows."""
    return {row.number for row in client.get(URL, filters).context["page"]}


def elsewhere():
    """A place of another station."""
    station = StationFactory(code="530521020000", name="由旺派出所")
    return CommunityFactory(station=station, code="530521102001", name="由旺村")


def test_an_officer_sees_the_station_s_own_and_the_office_the_county_s(client, officer):
    ours, theirs = report(CommunityFactory()), report(elsewhere())
    assert listed(client) == {ours.number}
    client.force_login(UserFactory(role=Role.OFFICE))
    assert listed(client) == {ours.number, theirs.number}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_file_too_holds_the_station_s_own_only(client, officer, format):
    report(elsewhere())
    content = b"".join(client.get(f"{URL}export.{format}"))
    rows = load_workbook(BytesIO(content)).active.max_row if format == "xlsx" else None
    assert (rows or content.count(b"\r\n")) == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_has_no_part_in_cases_finds_nothing(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(URL).status_code == 404
    assert client.get(f"{URL}export.csv").status_code == 404


@pytest.fixture
def three(officer):
    """A burglary that counts, vice that does not, and a fire that waits."""
    square = CommunityFactory(name="甸阳村")
    far = CommunityFactory(
        code="530521102001",
        name="木老元村",
        township=TownshipFactory(code="530521102", name="木老元乡", pinyin="mulaoyuanxiang mlyx"),
    )
    return {
        "burglary": found(square, on=date(2025, 3, 1)),
        "vice": found(
            square, kind=Kind.GAMBLING, on=date(2025, 5, 1), proactively_investigated=True
        ),
        "fire": report(far, kind=Kind.FIRE, on=date(2025, 7, 1), deaths=1),
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2025-05-01"}, {"vice", "fire"}),
        ({"until": "2025-05-01"}, {"burglary", "vice"}),
        ({"township": "530521102"}, {"fire"}),
        ({"kind": "gambling"}, {"vice"}),
        ({"state": "submitted"}, {"fire"}),
        ({"finding": "counts"}, {"burglary"}),
        ({"finding": "not"}, {"vice"}),
        ({"finding": "4"}, {"burglary"}),
        ({"finding": "3"}, set()),
        ({"community": "530521102001"}, {"fire"}),
        ({"text": "mly"}, {"fire"}),
        ({"text": "木老元"}, {"fire"}),
        ({"text": " WF2025-00001 "}, {"burglary"}),
        ({"text": "wf2025-00002"}, {"vice"}),
        ({"text": "WF2025-2"}, {"vice"}),
        ({"text": "没有这样的"}, set()),
        ({"text": "mly", "kind": "gambling"}, set()),
    ],
)
def test_filters(client, three, filters, expected):
    assert listed(client, **filters) == {three[name].number for name in expected}


def test_days_the_wrong_way_round_are_said_to_be(client, three):
    page = text(client.get(URL, {"since": "2025-07-01", "until": "2025-03-01"}))
    assert "起止日期颠倒了：从 2025-07-01 到 2025-03-01" in page
    same = text(client.get(URL, {"since": "2025-07-01", "until": "2025-07-01"}))
    assert "颠倒" not in same


def test_a_year_narrows_the_list_down(client, three):
    earlier = found(three["fire"].community, on=date(2024, 3, 1))
    assert listed(client, year="2024") == {earlier.number}
    page = text(client.get(URL))
    assert "2024 年</option>" in page
    assert "2023 年</option>" not in page


def test_states_are_counted_under_the_other_filters(client, three):
    facets = client.get(URL, {"township": "530521101", "state": "submitted"}).context["facets"]
    assert [(value, count) for value, _, count in facets if value and count] == [("determined", 2)]


@pytest.mark.parametrize("nonsense", ["since=yesterday", "text=%01", "kind=x", "page=zzz"])
def test_a_filter_that_is_none_breaks_nothing(client, three, nonsense):
    assert client.get(f"{URL}?{nonsense}").status_code == 200


def test_the_file_is_what_the_list_shows_and_imports_as_nothing_new(client, three, tmp_path):
    content = b"".join(client.get(f"{URL}export.xlsx", {"finding": "counts"}))
    rows = list(load_workbook(BytesIO(content)).active.values)
    assert [row[0] for row in rows] == ["编号", three["burglary"].number]
    assert "计入第 4 项" in rows[1]
    (tmp_path / "all.csv").write_bytes(b"".join(client.get(f"{URL}export.csv")))
    call_command("import_incidents", str(tmp_path / "all.csv"))
    assert Incident.objects.count() == 3


def test_a_withdrawn_report_is_not_imported_as_a_new_one(client, three, tmp_path, officer):
    actions.request_withdrawal(incident=three["fire"], reason="重复上报", by=officer)
    content = b"".join(client.get(f"{URL}export.csv", {"state": "withdrawing"})).decode("utf-8-sig")
    (tmp_path / "moved.csv").write_text(content.replace(three["fire"].number, "别的编号"))
    with pytest.raises(CommandError, match="新导入的不能是“申请撤回”"):
        call_command("import_incidents", str(tmp_path / "moved.csv"))
    assert Incident.objects.count() == 3


@pytest.mark.parametrize("path", [URL, f"{URL}export.csv", f"{URL}export.xlsx"])
def test_a_page_and_a_file_cost_the_same_at_two_sizes(client, officer, path):
    found(CommunityFactory())
    few = queries(client, path)
    for _ in range(4):
        found(CommunityFactory())
        report(CommunityFactory(), kind=Kind.FIRE)
    assert queries(client, path) == few


def test_a_workbook_that_would_take_too_long_is_refused_with_a_way_out(client, three, monkeypatch):
    monkeypatch.setattr("wufaan.sheets.download.XLSX_LIMIT", 1)
    told = client.get(f"{URL}export.xlsx", {"township": "530521101"}, follow=True)
    assert "请缩小范围，或导出 CSV" in text(told)
    assert told.request["QUERY_STRING"] == "township=530521101"
    assert client.get(f"{URL}export.xlsx", {"kind": "fire"}).status_code == 200


def test_an_empty_list_says_how_to_begin(client, officer):
    assert "还没有案（事）件" in text(client.get(URL))
    assert "没有符合条件" in text(client.get(URL, {"text": "x"}))


def test_an_officer_chooses_among_the_places_of_the_station(client, officer):
    ours, other = report(CommunityFactory(name="甸阳村")), report(CommunityFactory(name="文武村"))
    elsewhere()
    page = text(client.get(URL))
    assert "由旺村" not in page
    assert f'<option value="{ours.community.code}">甸阳村</option>' in page
    assert listed(client, community=ours.community.code) == {ours.number}
    url = f"{URL}export.csv?community={ours.community.code}"
    content = b"".join(client.get(url)).decode()
    assert ours.number in content
    assert other.number not in content


def test_the_office_types_in_a_place_by_name_or_code(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    ours, theirs = report(CommunityFactory(name="甸阳村")), report(elsewhere())
    assert listed(client, community="由旺") == {theirs.number}
    assert listed(client, community=ours.community.code) == {ours.number}


def test_the_export_leaves_figures_blank_that_nobody_was_asked_for(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    report(CommunityFactory())
    report(CommunityFactory(), kind=Kind.FIRE, deaths=0)
    lines = b"".join(client.get("/office/incidents/export.csv").streaming_content).decode()
    rows = list(csv.DictReader(StringIO(lines.lstrip("\ufeff"))))
    figures = {row["种类"]: (row["死亡人数"], row["重伤人数"]) for row in rows}
    assert figures == {"火灾": ("0", ""), "入室盗窃": ("", "")}


def test_the_search_box_finds_a_kind_by_its_name(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    fire, other = report(CommunityFactory(), kind=Kind.FIRE), report(CommunityFactory())
    page = text(client.get(URL, {"text": "火灾"}))
    assert fire.number in page
    assert other.number not in page


def test_each_state_above_the_list_has_its_mark(client, three):
    page = client.get(URL).content.decode()
    for state in State:
        assert badge(state) in page
