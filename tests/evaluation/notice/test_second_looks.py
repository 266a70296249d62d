"""What the office answers to a sending-back stands beside how it is today: on the page where it
answers, on the one where is approved, and on the paper that is signed."""

from datetime import date

import pytest

from accounts.permissions import Role
from communities.models import Station
from evaluation import actions
from incidents.models import MonthlyReturn
from tests.factories import CommunityFactory, UserFactory, noticed_cycle, report
from tests.pages import text
from tests.papers.making import said

pytestmark = pytest.mark.django_db

APPROVAL = "/office/cycles/2025/approval/"
RESUBMIT = "/office/cycles/2025/resubmission/"
ANSWER = "两个月零报告已补签。"


@pytest.fixture
def place():
    return CommunityFactory(name="甸阳村")


@pytest.fixture
def sent_back(leader, place):
    cycle = noticed_cycle(2025)
    actions.send_back(cycle=cycle, reason="零报告没有签齐。", by=leader)
    return cycle


def facts_on(client, path: str) -> str:
    """Of what the system has, beside the answer."""
    page = text(client.get(path))
    return page.split("今天的情况，系统所记")[1].split("</div>")[0]


def test_an_answer_that_is_not_so_stands_beside_what_is(client, office, leader, sent_back):
    missing = facts_on(client, RESUBMIT)
    assert "缺零报告：" in missing
    client.post(RESUBMIT, {"reason": ANSWER})
    client.force_login(leader)
    page = text(client.get(APPROVAL))
    assert "零报告没有签齐。" in page
    assert page.index(ANSWER) < page.index("今天的情况，系统所记")
    assert facts_on(client, APPROVAL) == missing
    paper = said("approval", sent_back)
    assert ANSWER in paper
    assert "做本件时系统所记：" in paper


def test_what_was_put_right_is_no_fact_any_more(client, office, leader, sent_back):
    for month in sent_back.months_over(date(2025, 12, 1)):
        MonthlyReturn.objects.create(
            station=Station.objects.get(), month=month, incident_count=0, signed_by=office
        )
    assert "缺零报告" not in facts_on(client, RESUBMIT)
    assert "没有测评满意度" in facts_on(client, RESUBMIT)


def test_what_waits_and_what_has_no_answer_is_a_fact(client, office, sent_back, place):
    report(place)
    sent_back.notice.objections.create(
        reference="YY1",
        channel="letter",
        text="有盗窃",
        received_on=sent_back.notice.starts_on,
        due_on=sent_back.notice.ends_on,
    )
    told = facts_on(client, RESUBMIT)
    assert "名单上的 1 个有案（事）件没有认定" in told
    assert "1 件异议没有答复" in told


def test_a_list_that_was_never_sent_back_has_none(client, leader, place):
    cycle = noticed_cycle(2025)
    client.force_login(UserFactory(role=Role.LEADING))
    assert "退回和核查" not in text(client.get(APPROVAL))
    assert "退回和核查" not in said("approval", cycle)
