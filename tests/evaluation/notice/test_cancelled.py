"""作废重发: a notice is withdrawn before approval and issued anew; what was published stays to be
read, with the reason."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from audit.models import Event
from evaluation import actions
from evaluation.models import Honour, Notice, Objection, Verdict
from evaluation.notice import canonical
from evaluation.notice.document import NoticeDocument, paper
from evaluation.states import State
from tests.factories import CommunityFactory, approved_cycle, found, issued, noticed_cycle
from tests.pages import text
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

PAGE = "/office/cycles/2025/notice/cancellation/"
WHY = "公示自的日期印错，另行公示。"
LATER = date(2025, 11, 6)


@pytest.fixture
def cycle():
    """On notice: 甸阳村 and 由旺村."""
    for name in ("甸阳村", "由旺村"):
        CommunityFactory(name=name)
    return noticed_cycle(2025)


def cancelled(client, office, reason=WHY):
    client.force_login(office)
    return client.post(PAGE, {"reason": reason}, follow=True)


def issued_anew(cycle, number="施无案公示〔2025〕2号") -> Notice:
    """Over when the factories approve."""
    actions.assess(cycle=cycle, on=LATER, by=User.objects.system())
    days = {"starts_on": LATER, "working_days": 3, "on": LATER}
    words = {"number": number, "title": "重新公示", "channels": "信箱"}
    return issued(cycle=cycle, **days, **words, by=User.objects.system())


def test_the_office_cancels_with_a_reason_and_the_year_is_assessed_again(client, office, cycle):
    client.force_login(office)
    asked = text(client.get(PAGE))
    assert "作废不能撤回" in asked
    assert "请填写“作废的原因”" in text(cancelled(client, office, " "))
    assert "公示已作废" in text(cancelled(client, office))
    cycle.refresh_from_db()
    assert (cycle.state, cycle.notices.get().void_reason) == (State.ASSESSED, WHY)
    step = cycle.steps.last()
    assert (step.verb, step.reason, step.by) == ("cancel_notice", WHY, office)
    assert Event.objects.get(verb="notice_cancelled").data["reason"] == WHY


def test_a_void_notice_asks_for_nothing_and_is_called_void_once(client, office, cycle):
    client.force_login(office)
    assert "还没有填写命名单位" in text(client.get("/office/cycles/2025/notice/"))
    cancelled(client, office)
    shown = text(client.get("/office/cycles/2025-1/notice/"))
    assert "还没有填写命名单位" not in shown
    assert "已期满" not in shown
    assert text(client.get("/site-map/")).count("已作废") == 1


def test_once_cancelled_it_is_not_cancelled_again(client, office, cycle):
    cancelled(client, office)
    assert "公示已作废" in text(cancelled(client, office))
    assert Event.objects.filter(verb="notice_cancelled").count() == 1
    with pytest.raises(DomainError, match="现在的状态是“已作废”，不能作废公示"):
        actions.cancel_notice(notice=Notice.objects.get(), reason=WHY, by=User.objects.system())


def test_what_is_approved_is_not_cancelled(office):
    CommunityFactory()
    notice = approved_cycle(2025).notice
    with pytest.raises(DomainError, match="现在的状态是“已批准”，不能作废公示"):
        actions.cancel_notice(notice=notice, reason=WHY, by=office)


def test_the_public_reads_the_void_list_as_it_was_and_why_it_is_void(client, office, cycle):
    published = client.get("/notices/2025/list.txt").content
    cancelled(client, office)
    found(cycle.verdicts.get(name="甸阳村").community)
    anew = issued_anew(cycle)
    assert [e.name for e in anew.entries.all()] == ["由旺村"]
    page = text(client.get("/notices/2025-1/"))
    assert f"作废，名单不作数。原因：{WHY}" in page
    assert "甸阳村" in page
    assert "提出异议</a>" not in page
    assert client.get("/notices/2025-1/list.txt").content == published
    assert canonical.is_as_published(
        Notice.objects.get(position=1), cycle.notices.first().entries.all()
    )
    now = text(client.get("/notices/2025/"))
    assert "甸阳村" not in now
    assert '<a href="/notices/2025-1/">公示（已作废）施无案公示〔2025〕1号</a>' in now


def test_until_it_is_issued_anew_its_address_leads_to_what_is_void(client, office, cycle):
    cancelled(client, office)
    assert f"原因：{WHY}" in text(client.get("/notices/2025/"))
    found = text(client.get("/communities/?text=甸阳村"))
    assert "<h2>现在没有公示的名单</h2>" in found
    assert "不在公示名单上" not in found
    assert "现在没有公示" in text(client.get("/"))


def test_the_void_list_says_so_in_every_form(client, office, cycle):
    cancelled(client, office)
    for format in ("pdf", "docx", "xlsx"):
        assert client.get(f"/notices/2025-1/list.{format}").status_code == 200
    assert WHY in paper(NoticeDocument.of(Notice.objects.select_related("cycle").get())).body


def test_titles_come_of_the_notice_that_was_issued_anew(client, office, leader, cycle):
    cancelled(client, office)
    issued_anew(cycle)
    actions.approve(cycle=cycle, on=date(2025, 11, 20), by=leader)
    assert Honour.objects.standing().in_year(2025).count() == 2
    assert Notice.objects.get(position=1).is_void


def test_a_number_of_a_void_notice_is_not_used_again(office, cycle):
    actions.cancel_notice(notice=cycle.notice, reason=WHY, by=office)
    with pytest.raises(DomainError, match="是 2025 年度公示（已作废）的，请另编"):
        issued_anew(cycle, number="施无案公示〔2025〕1号")


def test_what_was_withheld_after_the_notice_stays_withheld(office, cycle):
    entry = cycle.notice.entries.get(name="由旺村")
    _objection(cycle, entry=entry)
    actions.answer(
        objection=Objection.objects.get(), finding="upheld", reply="属实。", on=LATER, by=office
    )
    actions.cancel_notice(notice=cycle.notice, reason=WHY, by=office)
    with pytest.raises(DomainError, match="异议成立，不能恢复命名"):
        actions.release(verdict=Verdict.objects.get(name="由旺村"), by=office)
    assert [e.name for e in issued_anew(cycle).entries.all()] == ["甸阳村"]


def test_whoever_objected_to_what_is_void_gets_an_answer_before_the_approval(office, leader, cycle):
    _objection(cycle)
    actions.cancel_notice(notice=cycle.notice, reason=WHY, by=office)
    issued_anew(cycle)
    with pytest.raises(DomainError, match="还有 1 件异议没有答复"):
        actions.approve(cycle=cycle, on=date(2025, 11, 20), by=leader)
    actions.answer(
        objection=Objection.objects.get(), finding="rejected", reply="已重发。", by=office
    )
    assert actions.approve(cycle=cycle, on=date(2025, 11, 20), by=leader)


def test_the_database_lets_no_year_back_while_its_notice_stands(cycle):
    with pytest.raises(DatabaseError), transaction.atomic():
        type(cycle).objects.update(state="assessed")


def test_what_is_void_stays_void(office, cycle):
    actions.cancel_notice(notice=cycle.notice, reason=WHY, by=office)
    for change in (
        {"void_on": None, "void_reason": "", "void_by": None, "main_of": cycle},
        {"void_reason": "别的原因"},
        {"title": "别的标题"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Notice.objects.update(**change)


def _objection(cycle, **fields) -> Objection:
    return Objection.objects.create(
        notice=cycle.notice,
        reference="YY2025-ABCD",
        channel="letter",
        text="去年有人家被盗",
        received_on=date(2025, 11, 5),
        due_on=date(2025, 11, 19),
        **fields,
    )
