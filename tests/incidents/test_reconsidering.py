"""申请重新认定: a station asks for a new look at a finding, once, and the office answers."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from audit.clearing import CLEARED
from audit.models import Event
from incidents import actions
from incidents.models import Incident, Reconsideration
from tests.factories import CommunityFactory, UserFactory, found
from tests.pages import text
from tests.queries import queries
from wufaan.errors import AlreadyDone, DomainError
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db
WHY = "案发地在邻县，已移交"


@pytest.fixture
def officer(db):
    return UserFactory(role=Role.OFFICER, display_name="甸阳派出所内勤")


@pytest.fixture
def incident(db):
    return found(CommunityFactory(name="甸阳村"))


@pytest.fixture
def asked(incident, officer):
    actions.request_reconsideration(incident=incident, reason=WHY, by=officer)
    return Incident.objects.get(pk=incident.pk)


def at(incident, page: str = "") -> str:
    return f"/office/incidents/{incident.pk}/{page}"


def state(incident) -> str:
    return Reconsideration.objects.filter(determination__incident=incident).last().state


def test_an_officer_asks_and_the_finding_stands_meanwhile(client, incident, officer):
    client.force_login(officer)
    assert "申请重新认定</a>" in text(client.get(at(incident)))
    page = text(client.post(at(incident, "reconsideration/"), {"reason": WHY}, follow=True))
    assert "答复以前，现在的认定有效" in page
    assert WHY in page
    assert "申请重新认定</a>" not in page
    incident.refresh_from_db()
    assert incident.state == "determined"
    assert f"{WHY}" in text(client.get("/office/station/"))
    event = Event.objects.get(verb="reconsideration_requested")
    assert event.data == {"reason": WHY}


def test_the_queue_shows_it_and_the_office_finds_anew(client, office, asked):
    assert WHY in text(client.get("/office/queue/"))
    page = text(client.get(at(asked, "determination/")))
    assert WHY in page
    given = {"verb": "other", "finding": "not", "reason": "核实属邻县", "seen": asked.version}
    client.post(at(asked, "determination/"), given)
    assert state(asked) == "found_anew"
    assert WHY not in text(client.get("/office/queue/"))
    assert "已重新认定" in text(client.get(at(asked, "determination/")))


def test_or_keeps_the_finding_with_words_that_the_station_reads(client, office, officer, asked):
    given = {"verb": "keep", "reason": "现场勘查在本村", "seen": asked.version}
    client.post(at(asked, "determination/"), given)
    assert state(asked) == "kept"
    assert "维持原认定</summary>" not in text(client.get(at(asked, "determination/")))
    client.force_login(officer)
    page = text(client.get(at(asked)))
    assert "办公室答复：现场勘查在本村" in page
    assert "申请重新认定</a>" not in page
    assert "现场勘查在本村" in text(client.get("/office/station/"))
    assert "维持原认定" in page


def test_once_a_finding_and_again_after_another(asked, office, officer):
    with pytest.raises(AlreadyDone):
        actions.request_reconsideration(incident=asked, reason=WHY, by=officer)
    with pytest.raises(Stopped, match="每次认定只能申请一次"):
        actions.request_reconsideration(incident=asked, reason="再看一次", by=officer)
    actions.determine(incident=asked, criterion=4, counts=True, reason="仍属本村", by=office)
    actions.request_reconsideration(incident=asked, reason="再看一次", by=officer)
    assert state(asked) == "waiting"


def test_what_nobody_found_on_or_asked_about_is_not_looked_at_anew(office, officer, incident):
    with pytest.raises(DomainError, match="没有等您答复的"):
        actions.keep_finding(incident=incident, reason="没有人问", by=office)
    Incident.objects.filter(pk=incident.pk).update(state="submitted")
    with pytest.raises(Stopped, match="不能申请重新认定"):
        actions.request_reconsideration(incident=incident, reason=WHY, by=officer)
    assert not Reconsideration.objects.exists()


def test_another_station_finds_no_such_page(client, incident):
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521020000"))
    sent = client.post(at(incident, "reconsideration/"), {"reason": WHY})
    assert sent.status_code == 404
    assert not Reconsideration.objects.exists()


def test_whoever_decides_on_an_old_page_is_told(client, office, incident, officer):
    actions.request_reconsideration(incident=incident, reason=WHY, by=officer)
    given = {"verb": "other", "finding": "not", "reason": "看旧页", "seen": incident.version}
    assert "在您打开之后有了变化" in text(client.post(at(incident, "determination/"), given))
    assert state(incident) == "waiting"


def test_what_is_answered_stays(asked, office):
    actions.keep_finding(incident=asked, reason="在本村", by=office)
    rows = Reconsideration.objects.all()
    for change in ({"answer": "另一句"}, {"reason": "另一句"}, {"state": "waiting"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


def test_personal_data_that_slipped_in_is_cleared_here_too(asked, office):
    actions.keep_finding(incident=asked, reason="在本村", by=office)
    actions.redact(incident=asked, reason="写了姓名", by=office)
    row = Reconsideration.objects.get()
    assert (row.reason, row.answer, row.state) == (CLEARED, CLEARED, "kept")


def test_more_requests_take_no_more_queries(client, office, officer):
    def ask(day: int) -> None:
        incident = found(CommunityFactory(), on=date(2025, 3, day))
        actions.request_reconsideration(incident=incident, reason=WHY, by=officer)

    def counted() -> list[int]:
        client.force_login(office)
        of_queue = queries(client, "/office/queue/")
        client.force_login(officer)
        return [of_queue, queries(client, "/office/station/")]

    ask(1)
    one = counted()
    ask(2)
    ask(3)
    assert counted() == one
