"""The leading group sends a list back: what the office may do then, what is approved at last."""

from datetime import date

import pytest

from accounts.models import User
from audit.models import Event
from evaluation import actions
from evaluation.models import Honour, Objection
from evaluation.states import State
from tests.factories import CommunityFactory, assessed_cycle, found, issued, noticed_cycle
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

AFTER = date(2025, 11, 10)


@pytest.fixture
def cycle():
    """On notice: 甸阳村 and 由旺村."""
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村")
    found(CommunityFactory(name="文武村"))
    return noticed_cycle(2025)


def put_on_notice(cycle) -> None:
    issued(
        cycle=cycle,
        number="",
        title="公示",
        channels="信箱",
        starts_on=date(2025, 11, 3),
        by=User.objects.system(),
    )
    cycle.refresh_from_db()


def sent_back(cycle, leader):
    return actions.send_back(cycle=cycle, reason="由旺村一起纠纷请再核实。", by=leader)


def verdict(cycle, name):
    return cycle.verdicts.get(name=name)


def objection(cycle, state="received", name=None, **answer) -> Objection:
    return Objection.objects.create(
        notice=cycle.notice,
        entry=cycle.notice.entries.get(name=name) if name else None,
        reference=f"YY{Objection.objects.count()}",
        channel="letter",
        text="去年有人家被盗",
        received_on=date(2025, 11, 5),
        due_on=date(2025, 11, 19),
        state=state,
        **answer,
    )


def test_sent_back_withheld_submitted_again_and_approved(cycle, leader, office):
    sent_back(cycle, leader)
    actions.withhold(verdict=verdict(cycle, "由旺村"), reason="纠纷尚在核实", by=office)
    actions.resubmit(cycle=cycle, reason="由旺村暂缓，其余无误。", by=office)
    honours = actions.approve(cycle=cycle, on=AFTER, by=leader)
    assert [honour.name for honour in honours] == ["甸阳村"]
    cycle.refresh_from_db()
    assert cycle.state == State.APPROVED
    assert cycle.notice.entries.count() == 2
    assert [entry.name for entry in cycle.notice.entries.taken_off()] == ["由旺村"]
    told = list(cycle.steps.filter(reason__gt="").values_list("verb", "reason"))
    assert told == [
        ("send_back", "由旺村一起纠纷请再核实。"),
        ("resubmit", "由旺村暂缓，其余无误。"),
    ]


def test_both_steps_are_in_the_chain_with_what_was_said(cycle, leader, office):
    sent_back(cycle, leader)
    actions.withhold(verdict=verdict(cycle, "由旺村"), reason="核实", by=office)
    actions.resubmit(cycle=cycle, reason="已核实。", by=office)
    back = Event.objects.get(verb="cycle_sent_back")
    again = Event.objects.get(verb="cycle_resubmitted")
    assert back.data["reason"] == "由旺村一起纠纷请再核实。"
    assert again.data["taken_off"] == [verdict(cycle, "由旺村").code]


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("  ", "请填写“退回的原因”"), ("问 13812345678", "像手机号码"), ("长" * 301, "最多 300 个")],
)
def test_sending_back_needs_a_reason_that_names_nobody(cycle, leader, reason, refusal):
    with pytest.raises(DomainError, match=refusal):
        actions.send_back(cycle=cycle, reason=reason, by=leader)
    cycle.refresh_from_db()
    assert cycle.state == State.NOTICED


def test_submitting_again_says_what_was_found(cycle, leader, office):
    sent_back(cycle, leader)
    with pytest.raises(DomainError, match="请填写“核查情况”"):
        actions.resubmit(cycle=cycle, reason="", by=office)


def test_while_sent_back_nothing_is_approved_assessed_or_chosen(cycle, leader, office):
    sent_back(cycle, leader)
    one = verdict(cycle, "甸阳村")
    for refused in (
        lambda: actions.approve(cycle=cycle, on=AFTER, by=leader),
        lambda: actions.assess(cycle=cycle, by=office),
        lambda: actions.mark_exemplar(verdict=one, exemplar=True, by=office),
        lambda: actions.configure(cycle=cycle, by=office, target_percent=1),
    ):
        with pytest.raises(DomainError, match="退回核查"):
            refused()


def test_while_on_notice_the_office_withholds_nothing_of_its_own(cycle, office):
    with pytest.raises(DomainError, match="公示中.*不能暂缓或恢复命名"):
        actions.withhold(verdict=verdict(cycle, "甸阳村"), reason="核实", by=office)


def test_a_withholding_of_the_second_look_can_be_taken_back_with_the_exemplar_that_it_was(
    leader, office
):
    CommunityFactory(name="甸阳村")
    cycle = assessed_cycle(2025)
    actions.mark_exemplar(verdict=cycle.verdicts.get(), exemplar=True, by=office)
    put_on_notice(cycle)
    sent_back(cycle, leader)
    one = verdict(cycle, "甸阳村")
    actions.withhold(verdict=one, reason="核实", by=office)
    assert not verdict(cycle, "甸阳村").exemplar
    actions.release(verdict=one, by=office)
    assert verdict(cycle, "甸阳村").exemplar
    assert not cycle.notice.entries.taken_off().exists()


def test_what_is_not_on_the_list_cannot_get_there_by_being_sent_back(leader, office):
    CommunityFactory()
    late = CommunityFactory(name="迟到村")
    cycle = assessed_cycle(2025)
    actions.withhold(verdict=verdict(cycle, late.name), reason="核实", by=office)
    put_on_notice(cycle)
    sent_back(cycle, leader)
    with pytest.raises(DomainError, match="不在公示名单上"):
        actions.release(verdict=verdict(cycle, late.name), by=office)


def test_what_an_objection_upheld_took_off_stays_off(cycle, leader, office):
    sent_back(cycle, leader)
    actions.withhold(verdict=verdict(cycle, "由旺村"), reason="异议成立", by=office)
    objection(
        cycle,
        "upheld",
        "由旺村",
        reply="属实",
        answered_by=office,
        answered_on=date(2025, 11, 6),
    )
    with pytest.raises(DomainError, match="异议成立，不能恢复命名"):
        actions.release(verdict=verdict(cycle, "由旺村"), by=office)


def test_an_objection_without_an_answer_stops_approval(cycle, leader):
    objection(cycle)
    with pytest.raises(DomainError, match="还有 1 件异议没有答复"):
        actions.approve(cycle=cycle, on=AFTER, by=leader)
    assert not Honour.objects.exists()


def test_an_answered_objection_does_not(cycle, leader, office):
    objection(cycle, "rejected", reply="查无此事", answered_by=office, answered_on=AFTER)
    assert len(actions.approve(cycle=cycle, on=AFTER, by=leader)) == 2


def test_a_list_that_is_not_the_one_on_the_screen_is_not_approved(cycle, leader):
    with pytest.raises(DomainError, match="打开页面之后名单有变动"):
        actions.approve(cycle=cycle, on=AFTER, seen="0" * 64, by=leader)
    assert actions.approve(cycle=cycle, on=AFTER, seen=cycle.notice.sha256, by=leader)


def test_a_list_of_which_nothing_is_left_is_not_approved(cycle, leader, office):
    sent_back(cycle, leader)
    for name in ("甸阳村", "由旺村"):
        actions.withhold(verdict=verdict(cycle, name), reason="核实", by=office)
    actions.resubmit(cycle=cycle, reason="全部暂缓。", by=office)
    with pytest.raises(DomainError, match="全部暂缓命名"):
        actions.approve(cycle=cycle, on=AFTER, by=leader)


@pytest.mark.parametrize("step", ["notice", "resubmission"])
def test_who_handled_the_list_decides_nothing_about_it(cycle, leader, step):
    if step == "resubmission":
        sent_back(cycle, leader)
        actions.resubmit(cycle=cycle, reason="无误。", by=leader)
    else:
        cycle.steps.create(verb="publish_notice", by=leader, on=AFTER)
    with pytest.raises(DomainError, match="经办人不能批准"):
        actions.approve(cycle=cycle, on=AFTER, by=leader)
    with pytest.raises(DomainError, match="经办人不能退回"):
        sent_back(cycle, leader)
