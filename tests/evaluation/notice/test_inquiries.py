"""请派出所核实: what the office asks a station about an objection, and what comes of it."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from accounts.permissions import Role
from audit.clearing import CLEARED
from audit.models import Event
from evaluation import actions
from evaluation.models import Inquiry, Objection
from tests.factories import CommunityFactory, UserFactory, noticed_cycle
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

DURING, DUE = date(2025, 11, 5), date(2025, 11, 8)
CONTACT, SAID = "13887654321", "三楼的邻居家被盗，没有算进去。"
QUESTION, REPLY = "请查 3 月的接处警记录。", "3 月 2 日有一起报警，已经补报。"


@pytest.fixture(autouse=True)
def during(it_is):
    it_is(DURING)


@pytest.fixture
def objection():
    CommunityFactory(name="甸阳村")
    notice = noticed_cycle(2025).notice
    sender = {"sent_as": "a", "address": "203.0.113.7", "on": DURING}
    told = {"text": SAID, "contact": CONTACT, "entry": notice.entries.get()}
    return actions.lodge(notice=notice, by=User.objects.system(), **told, **sender)


@pytest.fixture
def officer():
    return UserFactory(role=Role.OFFICER)


def url(objection, tail: str = "") -> str:
    return f"/office/objections/{objection.reference}/{tail}"


def asked(objection, by, **changed) -> Inquiry:
    station = objection.entry.verdict.community.station
    told = {"station": station, "question": QUESTION, "due_on": DUE, "sent_as": "b"} | changed
    return actions.ask_station(objection=objection, by=by, **told)


def test_the_office_asks_the_station_replies_and_the_reply_stands_on_the_objection(
    client, office, officer, leader, objection
):
    page = text(client.get(url(objection)))
    assert "selected>甸阳派出所" in page
    station = objection.entry.verdict.community.station.pk
    form = {"station": station, "question": QUESTION, "due_on": DUE, "sent_as": "b"}
    assert "已请甸阳派出所核实" in text(
        client.post(url(objection, "inquiries/"), form, follow=True)
    )
    inquiry = Inquiry.objects.get()
    client.force_login(officer)
    page = text(client.get("/office/station/"))
    assert "2025-11-08 前" in page
    assert QUESTION in page
    page = text(client.get(f"/office/station/inquiries/{inquiry.pk}/"))
    assert SAID not in page
    assert CONTACT not in page
    client.post(f"/office/station/inquiries/{inquiry.pk}/", {"reply": REPLY})
    assert QUESTION not in text(client.get("/office/station/"))
    client.force_login(leader)
    page = text(client.get(url(objection)))
    assert REPLY in page
    assert "请它核实" not in page
    told = Event.objects.filter(verb__startswith="station_").order_by("sequence")
    assert [(e.verb, e.data["station"]) for e in told] == [
        ("station_asked", "530521010000"),
        ("station_replied", "530521010000"),
    ]


def test_an_answer_before_the_reply_is_warned_of_and_ends_the_inquiry(
    client, office, officer, objection
):
    inquiry = asked(objection, office)
    warning = "甸阳派出所还没有回复请它核实的情况"
    assert warning in text(client.get(url(objection)))
    data = {"finding": "rejected", "reply": "查过了，没有。"}
    assert warning in text(client.post(url(objection, "answer/"), data))
    client.post(url(objection, "answer/"), data | {"confirmed": "1"})
    assert Objection.objects.get().state == "rejected"
    assert "不用再回复" in text(client.get(url(objection)))
    client.force_login(officer)
    assert QUESTION not in text(client.get("/office/station/"))
    page = client.post(f"/office/station/inquiries/{inquiry.pk}/", {"reply": REPLY})
    assert "办公室已经答复了这件异议" in text(page)
    assert REPLY in text(page)
    assert Inquiry.objects.get().reply == ""


def test_a_form_sent_twice_is_one_inquiry_and_one_reply(office, officer, objection):
    inquiry = asked(objection, office)
    assert asked(objection, office) == inquiry
    actions.reply_to_inquiry(inquiry=inquiry, reply=REPLY, by=officer)
    with pytest.raises(DomainError, match="没有重复办理"):
        actions.reply_to_inquiry(inquiry=inquiry, reply=REPLY, by=officer)
    with pytest.raises(DomainError, match="已经回复过"):
        actions.reply_to_inquiry(inquiry=inquiry, reply="另外的话", by=officer)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"due_on": date(2025, 11, 4)}, "不能早于今天"),
        ({"question": "请找 13812345678 核实"}, "像手机号码"),
    ],
)
def test_what_is_wrong_with_a_question_is_told_and_stays(client, office, objection, changed, why):
    station = objection.entry.verdict.community.station.pk
    form = {"station": station, "question": QUESTION, "due_on": DUE, "sent_as": "b"} | changed
    page = text(client.post(url(objection, "inquiries/"), form))
    assert why in page
    assert form["question"] in page
    assert not Inquiry.objects.exists()


def test_nothing_is_asked_about_what_is_answered(office, objection):
    actions.answer(objection=objection, finding="rejected", reply="没有。", by=office)
    with pytest.raises(DomainError, match="不用再请派出所核实"):
        asked(objection, office)


def test_what_was_asked_stays_as_it_was(office, objection):
    inquiry = asked(objection, office)
    for change in (inquiry.delete, lambda: Inquiry.objects.update(question="没有问过")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_says_who_somebody_is_is_cleared_of_question_and_reply(
    client, office, officer, leader, objection
):
    inquiry = asked(objection, office, question="请找王某核实。")
    path = url(objection, f"inquiries/{inquiry.pk}/clearing/")
    for user in (officer, leader):
        client.force_login(user)
        assert client.post(path, {"reason": "写了姓名"}).status_code == 404
    client.force_login(office)
    assert path in client.get(url(objection)).content.decode()
    page = text(client.post(path, {"reason": "写了姓名"}, follow=True))
    assert "王某" not in page
    assert CLEARED in page
    assert path not in page
    actions.reply_to_inquiry(inquiry=inquiry, reply="王某说没有。", by=officer)
    assert "王某说没有。" in text(client.get(path))
    page = text(client.post(path, {"reason": "又写了姓名"}, follow=True))
    assert "王某" not in page
    assert "这里的文字已经清除过了。" in text(client.post(path, {"reason": "写了姓名"}))
    inquiry.refresh_from_db()
    assert (inquiry.question, inquiry.reply, inquiry.replied_by) == (CLEARED, CLEARED, officer)
    told = Event.objects.filter(verb="inquiry_cleared").order_by("sequence")
    assert [e.data["reason"] for e in told] == ["写了姓名", "又写了姓名"]
    assert {e.subject for e in told} == {f"evaluation.objection:{objection.pk}"}


def test_nothing_else_of_it_changes_with_the_words(office, officer, objection):
    inquiry = asked(objection, office)
    actions.reply_to_inquiry(inquiry=inquiry, reply=REPLY, by=officer)
    changes = {"reply": "没有"}, {"reply": CLEARED, "due_on": DURING}, {"question": "没有问过"}
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            Inquiry.objects.update(**change)
