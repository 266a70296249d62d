"""A supplementary notice that is approved by itself is sent back and submitted again as the year's
list is: on the same pages, with the same facts beside the answer."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import override_settings

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import Cycle, Honour, Notice, Verdict
from evaluation.states import State
from tests.evaluation.notice.test_supplement import OVER, found_not_to_count, supplement, title
from tests.factories import (
    PASSWORD,
    CommunityFactory,
    UserFactory,
    approved_cycle,
    noticed_cycle,
    report,
)
from tests.pages import text
from tests.papers.making import said
from wufaan.errors import AlreadyDone, DomainError

pytestmark = pytest.mark.django_db

APPROVAL = "/office/cycles/2025-2/approval/"
RESUBMIT = "/office/cycles/2025-2/resubmission/"
WHY, ANSWER = "由旺村一起纠纷请再核实。", "已经核实，零报告已补签。"


@pytest.fixture(autouse=True)
def it_is_after_the_notice(it_is):
    it_is(OVER)


@pytest.fixture
def chief():
    return UserFactory(role=Role.LEADING, password=PASSWORD)


@pytest.fixture(scope="module")
def supplemented(kept) -> None:
    """由旺村 and 文武村 on a supplementary notice of a year that is approved, its days over."""
    CommunityFactory(name="甸阳村")
    waiting = [report(CommunityFactory(name=name)) for name in ("由旺村", "文武村")]
    cycle = approved_cycle(2025)
    for case in waiting:
        found_not_to_count(case)
    with override_settings(DEMO_DAY=OVER):
        supplement(cycle)


@pytest.fixture
def notice(supplemented) -> Notice:
    return Notice.objects.select_related("cycle").get(is_supplementary=True)


@pytest.fixture
def sent_back(notice, chief) -> Notice:
    actions.send_back(cycle=notice.cycle, supplement=notice, reason=WHY, by=chief)
    return now(notice)


def now(notice) -> Notice:
    return Notice.objects.select_related("cycle").get(pk=notice.pk)


def test_sent_back_withheld_submitted_again_and_approved(client, notice, office, chief):
    client.force_login(chief)
    page = text(client.get(APPROVAL))
    assert "退回办公室</button>" in page
    shown = text(client.post(f"{APPROVAL}sending-back/", {"reason": WHY}, follow=True))
    assert "已退回领导小组办公室核查" in shown
    assert f"领导小组退回：{WHY}" in shown
    assert (now(notice).state, now(notice).cycle.state) == ("sent_back", State.APPROVED)

    client.force_login(office)
    assert f"领导小组退回：{WHY}" in text(client.get("/office/dashboard/?year=2025"))
    page = client.get(RESUBMIT)
    assert WHY in text(page)
    assert "缺零报告：" in text(page).split("今天的情况，系统所记")[1]
    entries = page.context["take_off_form"].fields["entry"].queryset
    assert [entry.name for entry in entries] == ["由旺村", "文武村"]
    data = {"take-off-entry": entries[0].pk, "take-off-reason": "纠纷尚在核实。"}
    assert "“由旺村”已暂缓命名" in text(client.post(f"{RESUBMIT}withholding/", data, follow=True))
    assert "已再次报请" in text(client.post(RESUBMIT, {"reason": ANSWER}, follow=True))
    assert now(notice).state == "on_notice"

    client.force_login(chief)
    page = client.get(APPROVAL)
    told = text(page).split('id="second-looks"')[1].split("</section>")[0]
    assert told.index(WHY) < told.index(ANSWER) < told.index("今天的情况，系统所记")
    assert "缺零报告：" in told
    data = {"seen": page.context["sheet"].sha256, "confirmed": "1", "password": PASSWORD}
    client.post(f"{APPROVAL}grant/", data)
    assert title("文武村")
    assert not title("由旺村")


def test_what_was_withheld_can_be_put_back_while_it_is_sent_back(client, sent_back, office):
    entry = sent_back.entries.get(name="由旺村")
    actions.hold_back(cycle=sent_back.cycle, code=entry.code, reason="待核实。", by=office)
    client.post(f"{RESUBMIT}{entry.position}/")
    assert not sent_back.entries.taken_off().exists()
    assert [c.kind for c in sent_back.corrections.all()] == ["taken_off", "put_back"]
    actions.resubmit(cycle=sent_back.cycle, supplement=sent_back, reason=ANSWER, by=office)
    verdict = Verdict.objects.get(name="由旺村")
    actions.hold_back(cycle=sent_back.cycle, code=entry.code, reason="待核实。", by=office)
    with pytest.raises(DomainError, match="不能暂缓或恢复命名"):
        actions.release(verdict=verdict, by=office)


def test_while_it_is_sent_back_it_is_not_approved_and_may_be_objected_to(sent_back, chief, it_is):
    with pytest.raises(DomainError, match=f"领导小组退回：{WHY}"):
        actions.approve_supplement(notice=sent_back, on=OVER, by=chief)
    assert sent_back.runs_on(sent_back.ends_on)
    assert not Honour.objects.filter(name="由旺村").exists()


def test_what_came_up_meanwhile_is_withheld_or_found_on_before_it_comes_again(
    client, sent_back, office
):
    report(Verdict.objects.get(name="文武村").community)
    with pytest.raises(DomainError, match="请先认定，或者暂缓命名，再报请批准"):
        actions.resubmit(cycle=sent_back.cycle, supplement=sent_back, reason=ANSWER, by=office)
    page = client.get(RESUBMIT)
    assert "请先认定，或者暂缓命名，再报请批准" in text(page)
    assert page.context["take_off_form"].initial["entry"].name == "文武村"


def test_whoever_submitted_it_again_decides_nothing(sent_back, chief):
    other = UserFactory(role=Role.LEADING)
    actions.resubmit(cycle=sent_back.cycle, supplement=sent_back, reason=ANSWER, by=other)
    for decide in (
        lambda: actions.approve_supplement(notice=sent_back, on=OVER, by=other),
        lambda: actions.send_back(
            cycle=sent_back.cycle, supplement=sent_back, reason=WHY, by=other
        ),
    ):
        with pytest.raises(DomainError, match="经办人不能"):
            decide()


def test_a_second_click_finds_it_done_and_another_is_refused(sent_back, chief, office):
    again = {"cycle": sent_back.cycle, "supplement": sent_back, "reason": WHY}
    with pytest.raises(AlreadyDone):
        actions.send_back(**again, by=chief)
    with pytest.raises(DomainError, match="现在的状态是“退回核查”，不能退回补充公示"):
        actions.send_back(**again, by=UserFactory(role=Role.LEADING))
    verbs = Event.objects.filter(verb="supplement_sent_back")
    assert [event.data["numbers"] for event in verbs] == [[sent_back.number]]


def test_approving_twice_is_approving_once(notice, chief):
    actions.approve_supplement(notice=notice, on=OVER, by=chief)
    with pytest.raises(AlreadyDone):
        actions.approve_supplement(notice=notice, on=OVER, by=chief)
    with pytest.raises(DomainError, match="不能批准补充公示"):
        actions.approve_supplement(notice=notice, on=OVER, by=UserFactory(role=Role.LEADING))


def test_the_same_step_of_another_notice_is_no_second_click(notice, chief):
    CommunityFactory(name="旧城村")
    another = supplement(notice.cycle, number="施无案公示〔2025〕3号")
    for each in (notice, another):
        actions.send_back(cycle=each.cycle, supplement=each, reason=WHY, by=chief)
        assert now(each).is_sent_back


def test_one_that_goes_along_with_the_year_is_sent_back_with_the_year(client, chief):
    CommunityFactory(name="甸阳村")
    waiting = report(CommunityFactory(name="由旺村"))
    cycle = noticed_cycle(2025)
    found_not_to_count(waiting)
    notice = supplement(cycle)
    with pytest.raises(DomainError, match="现在的状态是“公示中”，不能退回补充公示"):
        actions.send_back(cycle=cycle, supplement=notice, reason=WHY, by=chief)
    client.force_login(chief)
    assert "退回办公室</button>" not in text(client.get(APPROVAL))
    actions.send_back(cycle=cycle, reason=WHY, by=chief)
    assert not now(notice).is_sent_back


def test_each_page_and_paper_shows_its_own_sending_back(client, sent_back, office, chief):
    actions.resubmit(cycle=sent_back.cycle, supplement=sent_back, reason=ANSWER, by=office)
    client.force_login(chief)
    assert ANSWER in text(client.get(APPROVAL))
    assert ANSWER not in text(client.get("/office/cycles/2025/approval/"))
    cycle = Cycle.objects.get()
    assert ANSWER in said("approval", cycle, "2")
    assert ANSWER not in said("approval", cycle, "")


def test_a_void_one_is_not_sent_back(sent_back, office):
    actions.cancel_notice(notice=sent_back, reason="日期有误。", by=office)
    assert now(sent_back).state == "void"
    with pytest.raises(DomainError, match="不能再次报请批准补充公示"):
        actions.resubmit(cycle=sent_back.cycle, supplement=sent_back, reason=ANSWER, by=office)


def test_the_database_sends_back_no_main_notice_by_itself(sent_back):
    with pytest.raises(DatabaseError, match="sent_back_by_itself"), transaction.atomic():
        Notice.objects.filter(is_supplementary=False).update(sent_back=True)


def test_reasons_name_nobody(client, notice, chief):
    client.force_login(chief)
    page = text(client.post(f"{APPROVAL}sending-back/", {"reason": "问 13812345678"}))
    assert "像手机号码" in page
    assert "问 13812345678</textarea>" in page
    assert now(notice).state == "on_notice"


def test_the_day_and_the_person_are_those_of_the_step(sent_back, chief):
    step = sent_back.steps.get()
    assert (step.verb, step.by, step.on, step.reason) == (
        "send_back_supplement",
        chief,
        date(2025, 11, 29),
        WHY,
    )
