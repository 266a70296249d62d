"""What somebody does to a published list behind the system's back, as the owner of the database
can: it is told, and brings nobody a title."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from accounts.permissions import Role
from evaluation import actions
from evaluation.models import (
    Cycle,
    CycleStep,
    Honour,
    Notice,
    NoticeCorrection,
    NoticeEntry,
)
from evaluation.notice import document
from evaluation.notice.document import NoticeDocument
from plaques.models import Plaque
from tests import pages
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    UserFactory,
    approved_cycle,
    assessed_cycle,
    issued,
    noticed_cycle,
    report,
)
from tests.papers.making import made
from tests.unguarded import unguarded
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

PAGE = "/notices/2025/"


def text(response) -> str:
    return pages.text(response).partition("<main")[2]


def add_a_line(cycle) -> None:
    """With every trigger asleep."""
    with unguarded():
        _line(cycle).save()


def _line(cycle) -> NoticeEntry:
    """Of a place that is still pending."""
    verdict = cycle.verdicts.get(name="乙村")
    return NoticeEntry(
        notice=cycle.notice,
        verdict=verdict,
        position=2,
        code=verdict.code,
        name=verdict.name,
        kind=verdict.kind,
        township_name=verdict.township_name,
        exemplar=False,
    )


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
    false = document.txt(NoticeDocument.of(Notice.objects.get())).decode()
    page = text(client.post(f"{PAGE}verify/", {"text": false}))
    assert "与公示的名单不一致" in page
    assert "可能被改动过" in page
    assert "第一处不同" not in page


def test_no_paper_is_made_of_it(noticed):
    add_a_line(noticed)
    (paper,) = made("notice", noticed)
    assert "与公示时的校验值对不上" in paper.error


# ---- What the database refuses while its triggers are awake ----


def refused(change) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_the_database_takes_no_line_that_does_not_fit(noticed):
    line = _line(noticed)
    refused(line.save)
    refused(lambda: NoticeEntry.objects.bulk_create([line]))


def test_database_and_system_write_the_canonical_list_alike():
    """With an exemplar, a character outside the basic plane, and what PostgreSQL might quote."""
    named = CommunityFactory(name="𣒍树村\\n'%")
    CompoundFactory(parent=named)
    cycle = assessed_cycle(2025)
    exemplar = cycle.verdicts.get(community=named)
    actions.mark_exemplar(verdict=exemplar, exemplar=True, by=User.objects.system())
    issued(
        cycle=cycle,
        number="",
        title="公示",
        channels="信箱",
        starts_on=date(2025, 11, 3),
        by=User.objects.system(),
    )
    notice = Notice.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT evaluation_list_hash(%s)", [notice.pk])
        assert cursor.fetchone() == (notice.sha256,)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "丙村"},
        {"year": 2024},
        {"level": "municipal", "cycle": None},
        {"granted_on": date(2025, 11, 1)},
        {"document_number": "某文〔2025〕1号"},
        {"exemplar": True},
    ],
)
def test_a_title_stays_what_it_was_granted_as(change):
    CommunityFactory()
    approved_cycle(2025)
    refused(lambda: Honour.objects.update(**change))
    refused(Honour.objects.all().delete)


@pytest.mark.parametrize(
    "change",
    [{"number": "530521-2025-0009"}, {"community_name": "丙村"}, {"issued_on": date(2025, 1, 1)}],
)
def test_a_certificate_keeps_its_number_and_its_words(change):
    CommunityFactory()
    approved_cycle(2025)
    assert Plaque.objects.exists()
    refused(lambda: Plaque.objects.update(**change))
    refused(Plaque.objects.all().delete)


def test_the_steps_of_a_year_stay_and_it_goes_back_behind_none(noticed):
    refused(lambda: noticed.steps.update(on=date(2025, 1, 1)))
    refused(noticed.steps.all().delete)
    cycles = Cycle.objects.filter(pk=noticed.pk)
    for state in ("open", "assessed"):
        refused(lambda state=state: cycles.update(state=state))
    cycles.update(state="approved")
    refused(lambda: cycles.update(state="noticed"))
    cycles.update(state="published")
    refused(lambda: cycles.update(state="approved"))


@pytest.mark.parametrize(
    "model", [CycleStep, Honour, NoticeCorrection, NoticeEntry, Plaque], ids=lambda m: m.__name__
)
def test_no_table_of_them_is_emptied(model):
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="TRUNCATE"):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
