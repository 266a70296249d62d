"""Personal data that slipped in: cleared where it can be, hidden where the chain keeps it."""

import pytest
from django.db import DatabaseError, transaction

from accounts.permissions import Role
from audit.clearing import CLEARED
from audit.models import Event
from audit.queries import verify_chain
from incidents import actions
from incidents.models import Determination, Incident
from tests.factories import CommunityFactory, UserFactory, report, told_otherwise
from tests.pages import text

pytestmark = pytest.mark.django_db
SECRET = "名字叫欧阳小某的邻居"


@pytest.fixture
def incident(office):
    """With the words in all places where there may be words."""
    officer = UserFactory(role=Role.OFFICER)
    incident = report(CommunityFactory(), by=officer)
    Incident.objects.filter(pk=incident.pk).update(summary=SECRET, police_file_number=SECRET)
    incident = actions.return_to_station(incident=incident, reason=SECRET, by=office)
    said = told_otherwise(incident, summary=f"{SECRET}报案", police_file_number="")
    incident = actions.answer(incident=incident, report=said, reply=SECRET, by=officer)
    actions.determine(incident=incident, criterion=4, counts=True, reason=SECRET, by=office)
    incident.refresh_from_db()
    return incident


def clear(client, incident, reason="写了姓名"):
    path = f"/office/incidents/{incident.pk}/redaction/"
    return client.post(path, {"seen": incident.version, "reason": reason}, follow=True)


def test_what_was_written_is_gone_from_every_page_and_the_finding_stays(client, incident):
    page = text(clear(client, incident))
    assert "文字已经清除" in page
    assert CLEARED in page
    assert "写了姓名" in page
    for path in ("", "queue/"):
        address = f"/office/queue/{incident.pk}/" if path else f"/office/incidents/{incident.pk}/"
        assert SECRET not in text(client.get(address))
    finding = incident.determinations.get()
    assert (finding.criterion, finding.counts, finding.reason) == (4, True, CLEARED)
    incident.refresh_from_db()
    assert incident.state == "determined"
    assert SECRET not in "".join(str(value) for value in vars(incident).values())


def test_the_auditor_sees_that_and_why_but_not_what(client, incident):
    clear(client, incident)
    client.force_login(UserFactory(role=Role.AUDITOR))
    page = text(client.get("/office/audit/"))
    assert "清除案（事）件里的文字" in page
    assert "写了姓名" in page
    assert SECRET not in page
    for event in Event.objects.all():
        assert SECRET not in text(client.get(f"/office/audit/events/{event.pk}/"))
    assert verify_chain().broken_at is None


def test_what_is_written_afterwards_is_shown(client, office, incident):
    clear(client, incident)
    actions.determine(incident=incident, criterion=3, counts=True, reason="重新核实", by=office)
    assert "重新核实" in text(client.get(f"/office/incidents/{incident.pk}/"))


def test_clearing_wants_a_reason_without_personal_data_and_is_done_once(client, incident):
    for reason, said in (("", "清除的原因"), ("电话13812345678", "像手机号码")):
        assert said in text(clear(client, incident, reason))
    clear(client, incident)
    incident.refresh_from_db()
    assert "已经清除过了" in text(clear(client, incident))
    assert Event.objects.filter(verb="incident_redacted").count() == 1


def test_nothing_else_of_a_finding_can_be_changed(incident):
    for change in ({"reason": "别的理由"}, {"counts": False}, {"reason": CLEARED, "criterion": 3}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Determination.objects.update(**change)


def test_only_the_office_finds_it(client, incident):
    for role in (Role.OFFICER, Role.LEADING, Role.AUDITOR):
        client.force_login(UserFactory(role=role))
        assert clear(client, incident).status_code == 404
    assert not Event.objects.filter(verb="incident_redacted").exists()
