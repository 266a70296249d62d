"""What somebody signed, found, withheld, answered, decided or delivered shows the post of that day,
on every page that shows it, whatever became of the account."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Concat

from accounts.actions import change_user
from accounts.models import User
from accounts.permissions import Role
from communities import actions as communities
from communities.models import Station
from evaluation import actions as evaluation
from evaluation.models import Cycle, ReReview
from incidents import actions as incidents
from incidents.models import MonthlyReturn
from plaques import actions as plaques
from tests.factories import CommunityFactory, StationFactory, UserFactory, report
from tests.test_who_finds_what import ADDRESSES, read, signed_in_as
from tests.world import World, papers_can_be_read

pytestmark = pytest.mark.django_db

THEN, NOW = "当时的", "后来的"
# Who is at it now is no signature.
AT_IT_NOW = {"lease.by.display_name"}
SHOWN_ON = {
    "cycle-approve",
    "cycle-resubmit",
    "dossier",
    "honour",
    "incident",
    "objection",
    "plaque",
    "rereview",
    "return",
    "verdict",
}


class Signed(World):
    """Each has signed what they sign, under posts that are called as nothing else is."""

    def __init__(self):
        super().__init__()
        called = Concat(Value(THEN), F("role"))
        User.objects.exclude(role=Role.SYSTEM).update(display_name=called)
        self.sign(self.users[Role.OFFICE], self.users[Role.OFFICER], self.users[Role.LEADING])

    def sign(self, office: User, officer: User, leader: User) -> None:
        place, cycle = self.places[0], Cycle.objects.get(year=2025)
        evaluation.answer(objection=self.objection, finding="rejected", reply="查过了。", by=office)
        evaluation.send_back(cycle=cycle, reason="请再核实。", by=leader)
        verdict = cycle.verdicts.get(community=place)
        evaluation.withhold(verdict=verdict, reason="正在核实", by=office)
        self.returned = report(place, by=officer)
        incidents.accept_proposal(incident=self.returned, by=office)
        incidents.sign_return(station=place.station, month=date(2025, 3, 1), by=officer)
        plaques.deliver(
            plaques=[self.plaque], on=self.plaque.issued_on, recipient="village", by=office
        )
        evaluation.keep(rereviews=[ReReview.objects.first()], note="没有问题。", by=office)
        title = self.plaque.honour
        evaluation.revoke(honour=title, reason="误认", on=date(2025, 11, 25), by=office)
        document = {"document_number": "施公〔2025〕9号", "document_date": date(2025, 11, 26)}
        evaluation.propose_reinstatement(honour=title, reason="认错了。", **document, by=office)

    def values(self, name, parameter, role):
        if parameter in ("year", "edition"):
            return 2025
        if name.split("-")[0] == "honour":
            return self.plaque.honour.pk
        return super().values(name, parameter, role)

    def posts_shown(self) -> dict[tuple[str, str], list[str]]:
        """(role, name of the address) → posts, as often as they stand in the page's own part."""
        shown = {}
        for role in (Role.OFFICE, Role.OFFICER):
            client = signed_in_as(self.users[role])
            for address in ADDRESSES:
                if address.name in SHOWN_ON and address.open_to(role):
                    page = read(client.get(address.path(self, role)))
                    main = page.partition("<main")[2].partition("</main>")[0]
                    shown[role, address.name] = re.findall(rf"(?:{THEN}|{NOW})\w+", main)
        return shown


@pytest.fixture
def world(settings, tmp_path) -> Signed:
    settings.MEDIA_ROOT = tmp_path
    with papers_can_be_read():
        return Signed()


def test_another_post_and_another_station_change_no_signature(world):
    before = world.posts_shown()
    assert {name for (_, name), posts in before.items() if posts} >= SHOWN_ON
    StationFactory(code="530521020000", name="由旺派出所")
    for role, user in world.users.items():
        moved = {"station_code": "530521020000"} if user.station_code else {}
        administrator = world.users[Role.ADMINISTRATOR]
        change_user(account=user, display_name=f"{NOW}{role}", role=role, **moved, by=administrator)
    # The pages of the station are for its own officers: this one looks again from there.
    User.objects.filter(role=Role.OFFICER).update(station_code=world.places[0].station.code)
    assert world.posts_shown() == before


@pytest.fixture
def signer() -> User:
    """An officer of 甸阳派出所 who has signed for March."""
    station = StationFactory(name="甸阳派出所")
    signer = UserFactory(role=Role.OFFICER, station_code=station.code, display_name="内勤")
    CommunityFactory(station=station)
    incidents.sign_return(station=station, month=date(2025, 3, 1), by=signer)
    return signer


def signed_by(month=3) -> str:
    signed = MonthlyReturn.objects.get(month=date(2025, month, 1))
    return signed.signed_by.post_at(signed.signed_at)


def test_a_signature_keeps_the_station_whatever_becomes_of_it(client, signer):
    """Renamed, and then part of another, to which its accounts go: what is signed from then on is
    told with the station of then."""
    office, station = UserFactory(role=Role.OFFICE), Station.objects.get()
    communities.rename_station(station=station, name="甸阳镇派出所", by=office)
    other = StationFactory(code="530521020000", name="由旺派出所")
    communities.close_station(station=station, on=date(2025, 6, 15), into=other, by=office)
    signer.refresh_from_db()
    incidents.sign_return(station=station, month=date(2025, 4, 1), by=signer)
    assert (signed_by(3), signed_by(4)) == ("甸阳派出所·内勤", "由旺派出所·内勤")
    assert [post["station_name"] for post in signer.former_posts] == ["甸阳派出所", "甸阳镇派出所"]
    client.force_login(office)
    page = read(client.get(f"/office/returns/{station.code}/2025-03/"))
    assert "甸阳派出所·内勤于" in page


def test_a_post_that_names_its_station_is_told_as_it_is(signer):
    User.objects.filter(pk=signer.pk).update(display_name="甸阳派出所值班岗")
    signer.refresh_from_db()
    assert signer.post_at(None) == "甸阳派出所值班岗"
    assert (
        UserFactory(role=Role.OFFICE, display_name="治安大队内勤").post_at(None) == "治安大队内勤"
    )


def test_an_account_knows_its_station_whichever_was_there_first():
    officer = UserFactory(role=Role.OFFICER, display_name="内勤")
    StationFactory(name="甸阳派出所")
    officer.refresh_from_db()
    assert (officer.station_name, officer.former_posts) == ("甸阳派出所", [])


def test_no_page_and_no_file_tells_by_today_s_post_who_did_something():
    by = re.compile(r"[\w.]*(?:\b|_)by(?:\.|__)display_name")
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    files = settings.BASE_DIR.glob("*/**/resources.py")
    assert {told for file in [*pages, *files] for told in by.findall(file.read_text())} == AT_IT_NOW
