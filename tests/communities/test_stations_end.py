"""A station becomes part of another, or ends: from a day on the other is asked."""

import re
from datetime import date

import pytest

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions
from communities.models import Station
from evaluation import actions as evaluation
from evaluation.models import Objection
from incidents import actions as incidents
from incidents.returns import unsigned
from papers.kinds import reminder
from tests.factories import (
    CommunityFactory,
    StationFactory,
    UserFactory,
    noticed_cycle,
    report,
    told_otherwise,
)
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db
ON = date(2025, 6, 15)
NOTICED = date(2025, 11, 5)
QUESTION = "请查接处警记录。"
MONTHS = [date(2025, month, 1) for month in (5, 6, 7)]


@pytest.fixture
def old(db):
    return StationFactory(code="530521020000", name="由旺派出所")


@pytest.fixture
def new(db):
    return StationFactory(name="甸阳派出所")


@pytest.fixture
def place(old):
    return CommunityFactory(name="由旺村", station=old)


@pytest.fixture
def officer(old):
    return UserFactory(role=Role.OFFICER, station_code=old.code, display_name="由旺所内勤")


def merged(old, new, office) -> Station:
    return actions.close_station(station=old, on=ON, into=new, by=office)


def test_places_and_accounts_go_along_and_returns_are_asked_from_that_day(
    old, new, place, officer, office
):
    merged(old, new, office)
    place.refresh_from_db()
    officer.refresh_from_db()
    assert (place.station, officer.station_code) == (new, new.code)
    assert unsigned(MONTHS) == {new: MONTHS[1:], old: MONTHS[:2]}
    (told,) = Event.objects.filter(verb="account_changed")
    assert told.data["after"] == {"station_code": new.code}
    (told,) = Event.objects.filter(verb="community_changed")
    assert told.data["on"] == "2025-06-15"
    assert Event.objects.get(verb="station_merged").data["after"]["successor"] == new.code


def test_what_it_reported_and_signed_stays_and_the_successor_answers_for_it(
    client, old, new, place, officer, office
):
    incident = report(place, by=officer, on=date(2025, 5, 2))
    incidents.return_to_station(incident=incident, reason="请核实", by=office)
    incidents.sign_return(station=old, month=MONTHS[0], by=officer)
    merged(old, new, office)
    incident.refresh_from_db()
    assert (incident.station, old.returns.get().incident_count) == (old, 1)
    other = UserFactory(role=Role.OFFICER, display_name="甸阳所内勤")
    client.force_login(other)
    begins = text(client.get("/office/station/"))
    assert f"{incident.number}</a><span>（由旺派出所）</span>" in begins
    said = told_otherwise(incident, summary="已核实")
    incidents.answer(incident=incident, report=said, reply="已核实", by=other)
    page = text(client.get(f"/office/returns/{old.code}/2025-06/"))
    assert "由旺派出所" in page
    client.post(f"/office/returns/{old.code}/2025-06/", {"seen": "0", "confirmed": "on"})
    assert old.returns.filter(month=MONTHS[1]).exists()
    old.refresh_from_db()
    with pytest.raises(DomainError, match="不再签以后月份的零报告"):
        incidents.sign_return(station=old, month=MONTHS[2], by=other)


def test_a_third_station_sees_nothing_of_it(client, old, new, place, officer, office):
    incident = report(place, by=officer)
    merged(old, new, office)
    StationFactory(code="530521030000", name="仁和派出所")
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521030000"))
    assert client.get(f"/office/incidents/{incident.pk}/").status_code == 404


def test_a_chain_of_mergers_leads_to_the_last(old, new, place, officer, office):
    incident = report(place, by=officer)
    merged(old, new, office)
    last = StationFactory(code="530521030000", name="仁和派出所")
    actions.close_station(station=new, on=date(2025, 9, 1), into=last, by=office)
    officer.refresh_from_db()
    assert officer.station_code == last.code
    assert set(Station.objects.visible_to(officer)) == {old, new, last}
    assert type(incident).objects.visible_to(officer).contains(incident)


@pytest.fixture
def inquiry(old, place, office, it_is):
    it_is(NOTICED)
    objection = Objection.objects.create(
        notice=noticed_cycle(2025).notice,
        reference="K7QM-3XWD-9RTF",
        channel="letter",
        text="有人家被盗",
        received_on=NOTICED,
        due_on=NOTICED,
    )
    told = {"station": old, "question": QUESTION, "due_on": NOTICED, "sent_as": "b"}
    return evaluation.ask_station(objection=objection, by=office, **told)


def test_the_successor_is_reminded_of_what_waits_and_replies(
    client, old, new, place, officer, office, inquiry
):
    CommunityFactory(name="甸阳村", station=new)
    incident = report(place, by=officer, on=date(2025, 5, 2))
    incidents.return_to_station(incident=incident, reason="请核实", by=office)
    merged(old, new, office)
    objection = f"/office/objections/{inquiry.objection.reference}/"
    assert "由旺派出所</option>" not in text(client.get(objection))
    reminded = text(client.get("/office/returns/reminders/"))
    assert "由旺派出所：" not in reminded
    (told,) = reminded.split("甸阳派出所：")[1:]
    headings = re.findall("[一二三]、(.+)（", told.partition("</textarea>")[0])
    assert headings == ["退回补正的案（事）件", "请核实的异议情况", "没有签字上报的月度报告"]
    assert f"请核实的情况（原由旺派出所，没有指明是哪一个），期限2025年11月5日：{QUESTION}" in told
    assert [s.key for s in reminder.subjects(inquiry.objection.notice.cycle)] == [new.code]
    paper = reminder.content(inquiry.objection.notice.cycle, new.code)
    assert QUESTION in paper.fields["待办事项"]
    client.force_login(User.objects.get(pk=officer.pk))
    page = f"/office/station/inquiries/{inquiry.pk}/"
    assert page in text(client.get("/office/station/"))
    client.post(page, {"reply": "查过了，没有。"})
    inquiry.refresh_from_db()
    assert inquiry.reply == "查过了，没有。"
    StationFactory(code="530521030000", name="仁和派出所")
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521030000"))
    assert client.get(page).status_code == 404


def test_one_that_is_closed_is_asked_nothing_and_none_ends_with_a_question_open(
    old, new, place, office, inquiry
):
    type(place).objects.filter(pk=place.pk).update(station=new)
    with pytest.raises(DomainError, match="还有 1 件请它核实的情况没有回复"):
        actions.close_station(station=old, on=ON, by=office)
    merged(old, new, office)
    old.refresh_from_db()
    told = {"question": QUESTION, "due_on": NOTICED, "sent_as": "c", "by": office}
    with pytest.raises(DomainError, match="请选择现有的派出所"):
        evaluation.ask_station(objection=inquiry.objection, station=old, **told)


def test_without_a_successor_nothing_may_be_left(old, new, place, officer, office):
    def end() -> Station:
        return actions.close_station(station=old, on=ON, by=office)

    with pytest.raises(DomainError, match="还有 1 个小区"):
        end()
    incident = report(place, by=officer)
    type(place).objects.filter(pk=place.pk).update(station=new)
    with pytest.raises(DomainError, match="还有 1 个启用的账号"):
        end()
    User.objects.filter(pk=officer.pk).update(is_active=False)
    with pytest.raises(DomainError, match="还有 1 件没有认定"):
        end()
    incidents.accept_proposal(incident=incident, by=office)
    assert end().closed_on == ON
    assert end().successor is None


@pytest.mark.parametrize(
    ("into", "on", "said"),
    [
        ("new", date(2999, 1, 1), "还没有到"),
        ("old", ON, "不能并入自己"),
        ("new", date(2025, 1, 1), "“由旺村”2025-02-01 划转过"),
    ],
)
def test_what_cannot_be(old, new, office, into, on, said):
    place = CommunityFactory(name="由旺村", station=new)
    fields = {"name": place.name, "kind": place.kind, "station": old}
    blank = dict.fromkeys(["households", "population", "shops", "opened_on"])
    since = date(2025, 2, 1)
    actions.change(community=place, **fields, **blank, station_since=since, by=office)
    with pytest.raises(DomainError, match=said):
        actions.close_station(station=old, into={"old": old, "new": new}[into], on=on, by=office)
    assert not Station.objects.exclude(closed_on=None).exists()


def test_it_is_no_longer_offered_nor_taken_from_a_file(client, old, new, place, office):
    merged(old, new, office)
    form = text(client.get(f"/office/registry/communities/{place.code}/change/"))
    assert "由旺派出所" not in form
    assert "已于 2025-06-15 并入甸阳派出所" in text(client.get("/office/registry/stations/"))


def test_it_is_done_in_two_steps(client, old, new, place, office):
    page = f"/office/registry/stations/{old.pk}/closing/"
    sent = {"into": new.pk, "on": "2025-06-15"}
    shown = text(client.post(page, sent))
    assert "1 个小区（村社，已经撤并的在内）" in shown
    old.refresh_from_db()
    assert old.closed_on is None
    done = text(client.post(page, sent | {"confirmed": "1"}, follow=True))
    assert "“由旺派出所”已于 2025-06-15 并入甸阳派出所。" in done
    assert "不用再办" in text(client.get(page))


def test_more_places_take_no_more_queries(old, new, office, django_assert_max_num_queries):
    for _ in range(2):
        CommunityFactory(station=old)
    with django_assert_max_num_queries(40) as few:
        merged(old, new, office)
    third = StationFactory(code="530521030000", name="仁和派出所")
    for _ in range(8):
        CommunityFactory(station=new)
    with django_assert_max_num_queries(len(few.captured_queries)):
        actions.close_station(station=new, on=ON, into=third, by=office)


def test_the_list_of_stations_takes_no_more_queries(client, old, new, office):
    one = queries(client, "/office/registry/stations/")
    merged(old, new, office)
    StationFactory(code="530521030000", name="仁和派出所")
    assert queries(client, "/office/registry/stations/") == one
