"""Lists whose own tests do not count: one row and several take the same number of queries."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.permissions import Role
from audit.models import Event
from evaluation import actions
from evaluation.models import Objection, ObjectionChannel
from notes import actions as notes
from papers import actions as papers
from tests.factories import (
    CommunityFactory,
    PropertyCompanyFactory,
    StationFactory,
    UserFactory,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.queries import queries
from tests.world import papers_can_be_read

pytestmark = pytest.mark.django_db


def same(client, path: str, more) -> None:
    few = queries(client, path)
    for number in range(3):
        more(number)
    assert queries(client, path) == few


def test_notes(client, office):
    place = CommunityFactory()

    def more(number) -> None:
        told = {"text": f"第 {number} 次核实", "sent_as": str(number)}
        notes.write(about=place, by=UserFactory(role=Role.OFFICER), **told)

    more(9)
    same(client, f"/office/registry/communities/{place.code}/", more)
    same(client, f"/office/registry/communities/{place.code}/notes/", lambda n: more(n + 10))


def test_inquiries(client, office):
    place = CommunityFactory()
    officer = UserFactory(role=Role.OFFICER)
    notice = noticed_cycle(2025).notice
    told = {"channel": ObjectionChannel.LETTER, "text": "漏了一起", "sent_as": "1"}
    actions.enter(notice=notice, received_on=notice.starts_on, by=office, **told)
    objection = Objection.objects.get()

    def more(number) -> None:
        asked = actions.ask_station(
            objection=objection,
            station=place.station,
            question=f"第 {number} 问",
            due_on=date(2030, 1, 1),
            sent_as=str(number),
            by=UserFactory(role=Role.OFFICE),
        )
        if number % 2:
            actions.reply_to_inquiry(inquiry=asked, reply="没有", by=officer)

    more(8)
    more(9)
    same(client, f"/office/objections/{objection.reference}/", more)
    client.force_login(officer)
    same(client, "/office/station/", lambda n: more(n + 10))


def test_archives(client, office):
    cycle = published_cycle(2024) if CommunityFactory() else None

    def more(number) -> None:
        papers.order_archive(cycle=cycle, key=uuid4(), by=UserFactory(role=Role.OFFICE))

    more(9)
    same(client, "/office/archives/2024/", more)


@pytest.fixture(scope="module")
def one_place_and_four(kept) -> None:
    """On the list of 2023, and of 2024."""
    CommunityFactory()
    published_cycle(2023)
    for _ in range(3):
        CommunityFactory()
    published_cycle(2024)


@pytest.mark.parametrize("paper", ["a3", "a4"])
@pytest.mark.parametrize("of", ["years/{}", "notices/{}"])
def test_posters(client, one_place_and_four, of, paper):
    few, many = (f"/{of.format(year)}/poster-{paper}.pdf" for year in (2023, 2024))
    with papers_can_be_read():
        assert queries(client, few) == queries(client, many)


def test_queue(client, office):
    place = CommunityFactory()
    report(place)
    same(client, "/office/queue/", lambda number: report(place))


@pytest.mark.parametrize("list_of", ["stations", "companies"])
def test_organisations(client, office, list_of):
    made = {
        "stations": lambda n: StationFactory(code=f"53052109{n}000", name=f"第{n}派出所"),
        "companies": lambda n: PropertyCompanyFactory(),
    }[list_of]
    made(9)
    same(client, f"/office/registry/{list_of}/", made)


def test_accounts(client):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    UserFactory(role=Role.OFFICER)
    same(client, "/office/accounts/", lambda number: UserFactory(role=Role.OFFICER))


def test_audit_trail(client, office):
    place = CommunityFactory()
    client.force_login(UserFactory(role=Role.AUDITOR))
    report(place)
    before = Event.objects.count()
    same(client, "/office/audit/", lambda number: report(place))
    assert Event.objects.count() > before
