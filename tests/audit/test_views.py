"""The auditor's screens over HTTP."""

import csv
import hashlib
import io
import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.permissions import Role
from audit import actions, export
from audit.models import Event
from communities import actions as communities
from evaluation import actions as evaluation
from incidents import actions as incidents
from incidents.models import Incident
from tests.factories import CommunityFactory, UserFactory, assessed_cycle, found, report
from tests.pages import text

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def auditor(client):
    user = UserFactory(role=Role.AUDITOR, username="shenji")
    client.force_login(user)
    return user


def listed(client, **filters) -> list[int]:
    response = client.get("/office/audit/", filters)
    return [event.sequence for event in response.context["page"].events]


def of_verb(verb: str) -> list[int]:
    found = Event.objects.filter(verb=verb).order_by("-sequence")
    return list(found.values_list("sequence", flat=True))


def fill(count: int, by) -> None:
    actions.record_many(
        verb="account_created", subjects=[(by, {"number": n}) for n in range(count)], by=by
    )


# ---- Who ----


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OFFICE, Role.LEADING, Role.ADMINISTRATOR])
def test_nobody_but_the_auditor_finds_the_trail(client, role, office):
    fill(1, office)
    client.force_login(UserFactory(role=role))
    for path in ("", "events/1/", "verification/", "events.csv", "events.xlsx"):
        assert client.get(f"/office/audit/{path}").status_code == 404, path


def test_the_auditor_finds_no_case_data(client, auditor):
    incident = report(CommunityFactory())
    for path in ("queue/", f"queue/{incident.pk}/", "cycles/", "jobs/"):
        assert client.get(f"/office/{path}").status_code == 404, path


def test_the_auditor_begins_at_the_trail(client, auditor):
    assert client.get("/office/")["Location"] == "/office/audit/"


def test_looking_writes_nothing(client, auditor, office):
    fill(3, office)
    for path in ("", "events/1/", "verification/", "events.csv"):
        client.get(f"/office/audit/{path}")
        assert client.post(f"/office/audit/{path}").status_code == 405
    assert Event.objects.count() == 3


# ---- Searching ----


def test_an_empty_trail_says_what_will_be_there(client, auditor):
    assert "还没有记录" in text(client.get("/office/audit/"))


def test_the_latest_comes_first_in_words(client, auditor, office):
    place = CommunityFactory(code="530521101001")
    incident = report(place, by=office)
    incidents.determine(
        incident=incident, criterion=4, counts=True, reason="入室盗窃", by=UserFactory()
    )
    page = text(client.get("/office/audit/"))
    for words in ("认定", "上报", f"案（事）件 {incident.number}", "计入 是", "立案性质 刑事"):
        assert words in page
    assert listed(client) == [2, 1]


def test_the_trail_is_narrowed_down_by_each_filter(client, auditor, office):
    incident = report(CommunityFactory(code="530521101001"), by=office)
    found(CommunityFactory(code="530521101002"))
    communities.exclude(community=CommunityFactory(code="530521101003"), reason="在建", by=office)
    assert listed(client, verb="incident_determined") == of_verb("incident_determined")
    assert listed(client, actor=office.username) == [4, 1]
    assert listed(client, actor="nobody") == []
    assert listed(client, subject=incident.number) == [1]
    assert listed(client, subject=f"incidents.incident:{incident.pk}") == [1]
    assert listed(client, subject="530521101003") == [4]
    assert listed(client, subject="no such thing") == []
    assert listed(client, actor=office.username, verb="incident_reported") == [1]


def test_the_trail_is_narrowed_down_by_days_both_included(client, auditor, office):
    fill(1, office)
    today = timezone.localdate()
    before, after = today - timedelta(days=1), today + timedelta(days=1)
    assert listed(client, since=today, until=today) == [1]
    assert listed(client, since=after) == []
    assert listed(client, until=before) == []
    assert listed(client, since="0001-01-01", until="9999-12-31") == [1]


def test_a_day_that_is_none_is_said_and_not_exported(client, auditor, office):
    fill(1, office)
    assert "输入一个有效的日期" in text(client.get("/office/audit/?since=x"))
    response = client.get("/office/audit/events.csv?since=x", follow=True)
    assert "筛选条件有误，没有导出" in text(response)


def test_nothing_found_says_how_to_search(client, auditor, office):
    fill(1, office)
    assert "操作人写完整的用户名或岗位" in text(client.get("/office/audit/?actor=user"))


def test_pages_go_on_by_number_and_keep_the_filters(client, auditor, office):
    fill(60, office)
    first = client.get("/office/audit/", {"actor": office.username})
    assert [e.sequence for e in first.context["page"].events] == list(range(60, 10, -1))
    assert f"?actor={office.username}&amp;before=11" in text(first)
    assert listed(client, actor=office.username, before="11") == list(range(10, 0, -1))
    assert listed(client, before="nonsense") == list(range(60, 10, -1))
    assert listed(client, before="9" * 30) == list(range(60, 10, -1))


def test_counting_stops_where_it_would_take_too_long(client, auditor, office, monkeypatch):
    monkeypatch.setattr("audit.views.COUNT_UP_TO", 5)
    fill(5, office)
    assert "共 5 条" in text(client.get("/office/audit/"))
    fill(1, office)
    assert "超过 5 条" in text(client.get("/office/audit/"))


def test_numbers_are_grouped_alike_in_the_list_and_on_the_page_of_an_event(client, auditor, office):
    fill(1001, office)
    grouped = "1\N{NARROW NO-BREAK SPACE}001"
    assert f">{grouped}</a>" in text(client.get("/office/audit/"))
    assert f"第 {grouped} 条" in text(client.get("/office/audit/events/1001/"))


# ---- One event ----


def test_an_event_shows_before_and_after_with_the_names_of_fields(client, auditor, office):
    cycle = assessed_cycle(2025)
    evaluation.configure(cycle=cycle, target_percent=80, rolls_up=False, by=office)
    event = Event.objects.last()
    page = text(client.get(f"/office/audit/events/{event.sequence}/"))
    for words in ("达标目标（%）", "<td>70</td><td>80</td>", "<td>是</td><td>否</td>", event.hash):
        assert words in page
    assert event.previous_hash in page
    assert "评选年度 2025" in page


def test_an_event_shows_only_what_is_different(client, auditor, office):
    before = {"display_name": "内勤", "role": "officer"}
    data = {"before": before, "after": before | {"role": "office"}}
    actions.record(verb="account_changed", subject=office, by=office, data=data)
    page = text(client.get("/office/audit/events/1/"))
    assert "<td>派出所民警</td><td>领导小组办公室</td>" in page
    assert "内勤" not in page.partition("<h2>哈希")[0].partition('id="changes"')[2]


def test_an_event_outlives_what_it_speaks_of(client, auditor, office):
    place = CommunityFactory()
    actions.record(verb="community_added", subject=place, by=office)
    subject = f"communities.community:{place.pk}"
    place.delete()
    page = text(client.get("/office/audit/events/1/"))
    assert subject in page
    assert "小区（村社）" in page


def test_there_is_no_event_beyond_the_last(client, auditor, office):
    fill(1, office)
    page = text(client.get("/office/audit/events/1/"))
    assert "下一条" not in page
    assert "上一条</a>" not in page
    assert client.get("/office/audit/events/2/").status_code == 404
    assert client.get(f"/office/audit/events/{10**30}/").status_code == 404


# ---- The chain ----


def test_a_whole_chain_is_said_to_be_whole_with_length_and_head(client, auditor, office):
    fill(3, office)
    page = text(client.get("/office/audit/verification/"))
    assert "审计链完整" in page
    assert "<dd>3</dd>" in page
    assert Event.objects.last().hash in page
    assert timezone.localtime().strftime("%Y-%m-%d") in page


def test_a_broken_chain_says_where_it_broke(client, auditor, office):
    fill(3, office)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_event SET actor = 'other' WHERE sequence = 2")
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
    page = text(client.get("/office/audit/verification/"))
    assert "审计链在第 2 条断开" in page
    assert "审计链完整" not in page


def test_nothing_to_verify_is_not_called_whole(client, auditor):
    page = text(client.get("/office/audit/verification/"))
    assert "审计链完整" not in page
    assert "还没有记录" in page


# ---- Files to take away ----


def rows_of(response) -> list[dict]:
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_the_csv_holds_what_is_filtered_and_every_hash_can_be_computed_from_it(
    client, auditor, office
):
    found(CommunityFactory())
    fill(2, office)
    rows = rows_of(client.get("/office/audit/events.csv"))
    assert [row["序号"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["动作名称"] == "上报"
    for row in rows:
        # As PostgreSQL writes a JSON array: the texts quoted, the data as it stands.
        quoted = [row[name] for name in ("时间（UTC，校验用）", "操作人", "动作", "对象")]
        parts = [row["序号"], *(json.dumps(part) for part in quoted), row["内容"]]
        link = f"[{', '.join([*parts, json.dumps(row['上一条哈希'])])}]"
        assert hashlib.sha256(link.encode()).hexdigest() == row["本条哈希"]
        at = datetime.fromisoformat(row["时间（UTC，校验用）"]).astimezone(SHANGHAI)
        assert row["时间（北京时间）"] == f"{at:%Y-%m-%d %H:%M:%S}"
    incident = Incident.objects.get()
    assert rows[0]["对象"] == f"incidents.incident:{incident.pk}"
    assert [row["对象名称"] for row in rows] == [
        *[f"案（事）件 {incident.number}"] * 2,
        *[f"账号 {office.username}"] * 2,
    ]
    narrowed = rows_of(client.get("/office/audit/events.csv", {"actor": office.username}))
    assert [row["序号"] for row in narrowed] == ["3", "4"]


def test_the_workbook_holds_the_same(client, auditor, office):
    fill(2, office)
    response = client.get("/office/audit/events.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert header == export.EventResource.headers()
    assert [row[-1] for row in rows] == [event.hash for event in Event.objects.all()]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_would_not_fit_is_refused_with_the_filters_kept(
    client, auditor, office, monkeypatch, format
):
    monkeypatch.setitem(export.MOST, format, 1)
    fill(2, office)
    response = client.get(f"/office/audit/events.{format}", {"actor": office.username}, follow=True)
    assert "请缩小时间范围" in text(response)
    assert response.redirect_chain == [(f"/office/audit/?actor={office.username}", 302)]


# ---- What it costs ----


@pytest.mark.parametrize(
    "path", ["", "?subject=user&actor=bangongshi", "events.csv", "events.xlsx"]
)
def test_more_events_take_no_more_queries(
    client, auditor, office, django_assert_max_num_queries, path
):
    def queries() -> int:
        with django_assert_max_num_queries(30) as captured:
            response = client.get(f"/office/audit/{path}")
            assert response.status_code == 200
            if response.streaming:
                assert b"".join(response.streaming_content)
        return len(captured)

    report(CommunityFactory(), on=date(2025, 3, 1))
    fill(1, office)
    few = queries()
    for _ in range(4):
        report(CommunityFactory(), on=date(2025, 3, 1))
    fill(20, office)
    assert queries() == few


def test_a_place_is_found_by_name_and_code_with_all_that_is_about_it(client):
    client.force_login(UserFactory(role=Role.AUDITOR))
    clerk = UserFactory(role=Role.OFFICE, display_name="办公室甲岗")
    place, other = CommunityFactory(name="文武村"), CommunityFactory(name="团树村")
    incident, elsewhere = report(place, by=clerk), report(other, by=clerk)
    for typed in ("文武村", place.code):
        page = text(client.get("/office/audit/", {"subject": typed}))
        assert incident.number in page
        assert elsewhere.number not in page
    page = text(client.get("/office/audit/", {"actor": "办公室甲岗"}))
    assert incident.number in page
    assert '<optgroup label="案（事）件">' in page


def test_what_was_moved_to_another_place_is_found_under_both(client):
    client.force_login(UserFactory(role=Role.AUDITOR))
    wrong, right = CommunityFactory(), CommunityFactory()
    incident = report(wrong)
    type(incident).objects.update(community=right)
    for place in (wrong, right):
        assert incident.number in text(client.get("/office/audit/", {"subject": place.code}))
