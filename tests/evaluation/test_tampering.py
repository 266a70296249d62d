"""What somebody does to a published list behind the system's back, as the owner of the database
can: it is told, and brings nobody a title."""

from datetime import date

import pytest
from django.db import connection

from accounts.permissions import Role
from evaluation import actions, notice_document
from evaluation.models import Honour, Notice, NoticeEntry
from evaluation.notice_document import NoticeDocument
from tests.factories import (
    CommunityFactory,
    UserFactory,
    approved_cycle,
    noticed_cycle,
    report,
)
from tests.papers.making import made
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

PAGE = "/notices/2025/"


def text(response) -> str:
    return response.content.decode().partition("<main")[2]


def add_a_line(cycle) -> None:
    """Of a place that is still pending, with every trigger asleep."""
    verdict = cycle.verdicts.get(name="乙村")
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        NoticeEntry.objects.create(
            notice=cycle.notice,
            verdict=verdict,
            position=2,
            code=verdict.code,
            name=verdict.name,
            kind=verdict.kind,
            township_name=verdict.township_name,
            exemplar=False,
        )
        cursor.execute("SET session_replication_role = origin")


def a_county() -> None:
    CommunityFactory(name="甲村")
    report(CommunityFactory(name="乙村"))


@pytest.fixture
def noticed():
    a_county()
    return noticed_cycle(2025)


def test_a_line_that_was_added_stops_the_approval(noticed, client):
    add_a_line(noticed)
    leader = UserFactory(role=Role.LEADING)
    with pytest.raises(DomainError, match="与公示时的校验值对不上.*不能批准.*用备份恢复"):
        actions.approve(cycle=noticed, on=date(2025, 11, 15), by=leader)
    assert not Honour.objects.exists()
    client.force_login(leader)
    assert "与公示时的校验值对不上" in text(client.get("/office/cycles/2025/approval/"))


def test_a_line_that_was_added_after_the_approval_stops_the_publication(client):
    a_county()
    cycle = approved_cycle(2025)
    add_a_line(cycle)
    office = UserFactory(role=Role.OFFICE)
    with pytest.raises(DomainError, match="与公示时的校验值对不上.*不能公布年度名单"):
        actions.publish(cycle=cycle, by=office)
    client.force_login(office)
    for page in ("publication", "notice"):
        assert "与公示时的校验值对不上" in text(client.get(f"/office/cycles/2025/{page}/"))


@pytest.mark.parametrize("form", ["", "list.pdf", "list.docx", "list.xlsx", "list.txt"])
def test_the_public_is_told_and_sees_no_list_that_does_not_fit(noticed, client, form):
    assert client.get(PAGE + form).status_code == 200
    add_a_line(noticed)
    response = client.get(PAGE + form)
    assert response.status_code == 503
    assert "与公示时的校验值对不上" in text(response)
    assert "乙村" not in text(response)


def test_the_list_check_knows_what_was_published_and_compares_with_nothing_else(noticed, client):
    published = NoticeDocument.of(noticed.notice).canonical
    add_a_line(noticed)
    page = text(client.post(f"{PAGE}verify/", {"text": published}))
    assert "与公示的名单一致" in page
    assert "1 个小区和村社" in page
    false = notice_document.txt(NoticeDocument.of(Notice.objects.get())).decode()
    page = text(client.post(f"{PAGE}verify/", {"text": false}))
    assert "与公示的名单不一致" in page
    assert "可能被改动过" in page
    assert "第一处不同" not in page


def test_no_paper_is_made_of_it(noticed):
    add_a_line(noticed)
    (paper,) = made("notice", noticed)
    assert "与公示时的校验值对不上" in paper.error
