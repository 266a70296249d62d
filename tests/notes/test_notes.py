"""Notes between colleagues: about an incident, a community, an objection."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.permissions import Role
from audit.models import Event
from evaluation.models import Notice
from evaluation.notice import actions as notice
from incidents import actions as incidents
from notes.models import Note
from tests.factories import CommunityFactory, UserFactory, noticed_cycle, report
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER, display_name="甸阳所民警")


@pytest.fixture
def place():
    return CommunityFactory(name="甸阳村")


def write(client, name: str, named: dict, words: str, sent_as: str = "a"):
    address = reverse(f"{name}-notes", kwargs=named)
    return client.post(address, {"text": words, "sent_as": sent_as}, follow=True)


def notes_on(response) -> list[str]:
    """Each as it stands on a page: the words only."""
    return re.findall(r'class="note-words">\s*<p>(.*?)</p>', response.content.decode())


def test_station_and_office_see_each_other_s_notes_on_an_incident_the_latest_first(
    client, office, officer, place
):
    named = {"pk": report(place).pk}
    client.force_login(officer)
    page = write(client, "incident", named, "现场已经回访，等物业的说明。")
    assert "已写上工作备注" in text(page)
    client.force_login(office)
    page = write(client, "incident", named, "请在周五前补上。", sent_as="b")
    assert notes_on(page) == ["请在周五前补上。", "现场已经回访，等物业的说明。"]
    assert "甸阳所民警" in text(page)
    assert notes_on(client.get(reverse("queue-incident", kwargs=named))) == notes_on(page)


def test_a_note_keeps_the_post_of_then(client, officer, place):
    client.force_login(officer)
    write(client, "registry", {"code": place.code}, "村口监控在修。")
    officer.display_name = "由旺所民警"
    officer.save()
    page = client.get(reverse("registry-community", args=[place.code]))
    assert notes_on(page) == ["村口监控在修。"]
    assert "甸阳所民警" in text(page)


def test_what_is_noted_on_an_objection_the_office_and_the_leading_group_see(
    client, office, leader, officer, place
):
    noticed_cycle(2025)
    entered = notice.enter(
        notice=Notice.objects.get(),
        channel="letter",
        text="漏了一起",
        received_on=Notice.objects.get().starts_on,
        sent_as="letter",
        by=office,
    )
    named = {"reference": entered.reference}
    assert notes_on(write(client, "objection", named, "已调阅接处警记录。"))
    client.force_login(leader)
    assert notes_on(client.get(reverse("objection", kwargs=named))) == ["已调阅接处警记录。"]
    client.force_login(officer)
    assert write(client, "objection", named, "我也写").status_code == 404
    client.logout()
    assert "已调阅" not in client.get(reverse("community", args=[place.code])).content.decode()


def test_personal_data_is_refused_and_what_was_typed_stays(client, office, place):
    page = write(client, "registry", {"code": place.code}, "找 13812345678 问")
    assert "像手机号码" in text(page)
    assert "找 13812345678 问" in page.content.decode()
    assert not Note.objects.exists()


def test_a_form_sent_twice_is_one_note_and_the_trail_tells_of_it_without_its_words(
    client, office, place
):
    for _ in range(2):
        write(client, "registry", {"code": place.code}, "村口监控在修。")
    assert Note.objects.count() == 1
    told = Event.objects.get(verb="note_written")
    assert (told.subject, told.data) == (f"communities.community:{place.pk}", {})


def test_what_is_cleared_of_an_incident_is_cleared_of_its_notes(client, office, officer, place):
    incident = report(place, summary="村民甲报案")
    write(client, "incident", {"pk": incident.pk}, "和甲核实过。")
    incidents.redact(incident=incident, reason="写了姓名", by=office)
    page = client.get(reverse("incident", args=[incident.pk]))
    assert notes_on(page) == ["（已按个人信息保护要求清除）"]


@pytest.mark.parametrize("name", ["registry", "incident"])
def test_one_note_is_cleared_by_the_office_the_others_stay_and_the_trail_tells_why(
    client, office, officer, place, name
):
    named = {"code": place.code} if name == "registry" else {"pk": report(place).pk}
    client.force_login(officer)
    write(client, name, named, "找王某核实。")
    page = write(client, name, named, "村口监控在修。", sent_as="b")
    assert "清除文字" not in text(page)
    note = Note.objects.get(text="找王某核实。")
    path = reverse(f"{name}-notes", kwargs=named) + f"{note.pk}/clearing/"
    assert client.post(path, {"reason": "写了姓名"}).status_code == 404
    client.force_login(office)
    page = client.get(reverse("registry-community" if name == "registry" else name, kwargs=named))
    assert f'href="{path}"' in page.content.decode()
    assert "找王某核实。" in text(client.get(path))
    assert "请填写“清除的原因”" in text(client.post(path, {"reason": " "}))
    page = client.post(path, {"reason": "写了姓名"}, follow=True)
    assert notes_on(page) == ["村口监控在修。", "（已按个人信息保护要求清除）"]
    assert f'href="{path}"' not in page.content.decode()
    assert "这里的文字已经清除过了。" in text(client.post(path, {"reason": "写了姓名"}))
    told = Event.objects.get(verb="note_cleared")
    assert told.data == {"reason": "写了姓名"}
    assert told.subject == note.about


def test_a_note_is_cleared_only_where_it_stands(client, office, place):
    write(client, "registry", {"code": place.code}, "村口监控在修。")
    other = reverse("registry-notes", kwargs={"code": CommunityFactory().code})
    path = f"{other}{Note.objects.get().pk}/clearing/"
    assert client.post(path, {"reason": "写了姓名"}).status_code == 404


def test_a_note_is_neither_changed_nor_deleted(client, office, place):
    write(client, "registry", {"code": place.code}, "村口监控在修。")
    for change in (Note.objects.all().delete, lambda: Note.objects.update(text="没有这回事")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
