"""再次答复: an answer is previewed, then final; another can follow with its reason, and may turn
the finding."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from audit.models import Event
from evaluation import actions
from evaluation.models import FormerAnswer, Honour, Objection, Verdict
from tests.factories import CommunityFactory, issued_beside, noticed_cycle
from tests.pages import text
from tests.papers.making import made, read
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

OVER = date(2025, 11, 20)


@pytest.fixture
def objection():
    """Against 由旺村, on notice."""
    for name in ("甸阳村", "由旺村"):
        CommunityFactory(name=name)
    notice = noticed_cycle(2025).notice
    return Objection.objects.create(
        notice=notice,
        entry=notice.entries.get(name="由旺村"),
        reference="K7QM-3XWD-9RTF",
        channel="letter",
        text="有人家被盗",
        received_on=date(2025, 11, 4),
        due_on=OVER,
    )


def answered(objection, finding, by, **again):
    action = actions.answer_again if again else actions.answer
    action(objection=objection, finding=finding, reply=f"{finding} 核查。", by=by, **again)
    objection.refresh_from_db()
    return objection


def page_of(objection):
    return f"/office/objections/{objection.reference}/answer/"


def test_an_answer_is_previewed_and_nothing_is_final_before(client, office, objection):
    data = {"finding": "upheld", "reply": "情况属实。"}
    page = text(client.post(page_of(objection), data))
    assert "预览答复" in page
    assert "“由旺村”暂缓命名，公示页列一条更正" in page
    assert Objection.objects.get().state == "received"
    assert not Event.objects.filter(verb="objection_answered").exists()
    page = text(client.post(page_of(objection), data | {"edited": "1"}))
    assert "情况属实。</textarea>" in page
    client.post(page_of(objection), data | {"confirmed": "1"})
    assert Objection.objects.get().state == "upheld"


def test_a_second_answer_needs_its_reason_and_both_are_read(client, office, objection):
    answered(objection, "rejected", office)
    data = {"finding": "upheld", "reply": "又查，属实。"}
    assert "field-invalid" in text(client.post(page_of(objection), data))
    data |= {"reason": "提供了新的线索。", "confirmed": "1"}
    page = text(client.post(page_of(objection), data, follow=True))
    for shown in ("又查，属实。", "rejected 核查。", "再次答复的原因：提供了新的线索。"):
        assert shown in page
    page = text(client.post("/objections/", {"reference": objection.reference}))
    assert "再次答复的原因：提供了新的线索。" in page
    assert Verdict.objects.get(name="由旺村").withheld_reason == "异议成立（K7QM-3XWD-9RTF）"
    (paper,) = made("reply", objection.notice.cycle, objection.reference)
    assert "再次答复的原因：提供了新的线索" in read(paper, "pdf")


def test_turned_before_the_approval_the_place_is_put_back(objection, office, leader):
    answered(objection, "upheld", office)
    answered(objection, "rejected", office, reason="当时认错了地方。")
    kinds = list(objection.notice.corrections.values_list("kind", flat=True))
    assert kinds == ["taken_off", "put_back"]
    actions.approve(cycle=objection.notice.cycle, on=OVER, by=leader)
    assert Honour.objects.filter(name="由旺村").exists()


def test_turned_after_the_approval_the_place_comes_on_a_supplement(objection, office, leader):
    answered(objection, "upheld", office)
    cycle = objection.notice.cycle
    actions.approve(cycle=cycle, on=OVER, by=leader)
    assert not Honour.objects.filter(name="由旺村").exists()
    answered(objection, "rejected", office, reason="当时认错了地方。")
    words = {"number": "2号", "title": "补充公示", "channels": "信箱"}
    days = {"starts_on": OVER, "on": OVER}
    notice = issued_beside(cycle=cycle, by=User.objects.system(), **words, **days)
    assert [e.name for e in notice.entries.all()] == ["由旺村"]
    over = date(2025, 12, 10)
    actions.approve_supplement(notice=notice, on=over, by=leader)
    assert Honour.objects.standing().filter(name="由旺村", year=2025).exists()


def test_against_a_title_that_stands_it_cannot_turn_to_upheld(objection, office, leader):
    answered(objection, "rejected", office)
    actions.approve(cycle=objection.notice.cycle, on=OVER, by=leader)
    with pytest.raises(DomainError, match="请先在称号页办理撤销"):
        answered(objection, "upheld", office, reason="又有线索。")


def test_another_objection_that_was_upheld_keeps_the_place_off(objection, office):
    other = Objection.objects.get()
    other.pk, other.reference = None, "other"
    other.save()
    answered(objection, "upheld", office)
    answered(other, "upheld", office)
    answered(objection, "rejected", office, reason="当时认错了地方。")
    assert Verdict.objects.get(name="由旺村").withheld_reason


def test_the_first_answer_is_kept_by_the_database(objection, office):
    answered(objection, "rejected", office)
    actions.answer_again(
        objection=objection, finding="rejected", reply="说得更清楚。", reason="补充。", by=office
    )
    assert FormerAnswer.objects.get().reply == "rejected 核查。"
    for change in (
        FormerAnswer.objects.all().delete,
        lambda: FormerAnswer.objects.update(reply=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_is_not_answered_is_not_answered_again(objection, office):
    with pytest.raises(DomainError, match="还没有答复，不用再次答复"):
        answered(objection, "rejected", office, reason="补充。")
