"""恢复: a title taken away by mistake is given back whole, and everybody can read both."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions as registry
from communities.models import Community
from evaluation import actions
from evaluation.models import Honour, HonourState, Level, Nomination, Reinstatement
from evaluation.streaks.queries import streaks
from incidents import actions as incidents
from plaques import actions as plaques
from plaques.models import Plaque, Recipient
from tests.evaluation.ladder.climbing import named
from tests.factories import CommunityFactory, UserFactory, found, published_cycle
from tests.pages import text
from wufaan.obstacles import Stopped

pytestmark = pytest.mark.django_db

COUNTY, MUNICIPAL, PROVINCIAL = Level
LOST_ON, DECIDED_ON = date(2026, 3, 1), date(2026, 5, 6)
DOCUMENT = {
    "document_number": "施无案〔2026〕7号",
    "document_date": DECIDED_ON,
    "reason": "案发地认定有误，不在本村。",
}


@pytest.fixture(scope="module")
def five_years(kept) -> None:
    """甸阳村: county 2021–2025, municipal 2022–2024, provincial 2023 and 2024; municipal 2025
    submitted, provincial 2025 not due yet."""
    system = User.objects.system()
    place = CommunityFactory(name="甸阳村")
    for year in range(2021, 2026):
        published_cycle(year)
        if 2022 <= year <= 2024:
            named(place, MUNICIPAL, year, system)
    for year in (2023, 2024):
        named(place, PROVINCIAL, year, system)
    actions.submit_nominations(
        nominations=Nomination.objects.at(MUNICIPAL).in_year(2025),
        document_number="施公〔2026〕2号",
        on=date(2026, 1, 6),
        by=system,
    )


@pytest.fixture
def place(five_years, office) -> Community:
    return Community.objects.get()


def title(year, level=COUNTY) -> Honour:
    return Honour.objects.get(level=level, year=year)


def lose(year, by, level=COUNTY, action=actions.revoke) -> Honour:
    return action(honour=title(year, level), reason="复核查明漏报盗窃案", on=LOST_ON, by=by)


def give_back(honour, office, leader, **changes) -> list[Honour]:
    row = actions.propose_reinstatement(honour=honour, by=office, **DOCUMENT | changes)
    return actions.reinstate(reinstatement=row, by=leader)


def picture() -> dict:
    """All titles and nominations, and how far each stands."""
    kept = ("state", "ended_on", "end_reason", "end_document", "fell_with")
    titles = {(h["level"], h["year"]): h for h in Honour.objects.values("level", "year", *kept)}
    rows = Nomination.objects.values_list("level", "year", "state", "submitted_number", "reason")
    return {"titles": titles, "nominations": set(rows)}


# ---- Given back whole ----


def test_a_county_title_revoked_by_mistake_comes_back_with_all_that_fell_with_it(
    place, office, leader
):
    before = picture()
    lose(2023, office)
    fallen = {(MUNICIPAL, 2023), (MUNICIPAL, 2024), (PROVINCIAL, 2023), (PROVINCIAL, 2024)}
    ended = Honour.objects.exclude(state=HonourState.STANDING).values_list("level", "year")
    assert set(ended) == fallen | {(COUNTY, 2023)}
    back = give_back(title(2023), office, leader)
    assert {(h.level, h.year) for h in back} == fallen | {(COUNTY, 2023)}
    assert picture() == before
    running = streaks([place.pk], 2025)
    assert [running.of(place.pk, COUNTY).running, running.of(place.pk, MUNICIPAL).running] == [5, 0]


def test_what_was_put_forward_on_it_goes_back_to_where_it_was(place, office, leader):
    before = picture()
    lose(2025, office)
    assert Nomination.objects.at(MUNICIPAL).in_year(2025).get().state == "withdrawn"
    give_back(title(2025), office, leader)
    assert picture() == before
    assert Nomination.objects.get(year=2025).submitted_number == "施公〔2026〕2号"


def test_what_the_office_withdrew_itself_stays_withdrawn(place, office, leader):
    open_one = Nomination.objects.at(MUNICIPAL).in_year(2025)
    actions.withdraw_nominations(nominations=open_one, reason="报早了", by=office)
    lose(2025, office)
    give_back(title(2025), office, leader)
    assert open_one.get().state == "withdrawn"


def test_what_would_have_been_put_forward_meanwhile_is(office, leader):
    CommunityFactory()
    published_cycle(2023)
    lose(2023, office)
    published_cycle(2024)
    assert not Nomination.objects.exists()
    give_back(title(2023), office, leader)
    assert Nomination.objects.get().state == "due"


def test_where_another_ending_stands_against_the_higher_one_that_comes_back_with_the_other(
    place, office, leader
):
    before = picture()
    lose(2023, office)
    lose(2024, office)
    back = give_back(title(2023), office, leader)
    assert {(h.level, h.year) for h in back} == {
        (COUNTY, 2023),
        (MUNICIPAL, 2023),
        (PROVINCIAL, 2023),
    }
    with pytest.raises(Stopped, match="作为依据的 2024 年县级称号已撤销，先恢复它"):
        actions.propose_reinstatement(honour=title(2024, MUNICIPAL), by=office, **DOCUMENT)
    give_back(title(2024), office, leader)
    assert picture() == before


def test_a_higher_title_that_was_revoked_for_itself_stays_so(place, office, leader):
    lose(2024, office, PROVINCIAL)
    lose(2023, office)
    give_back(title(2023), office, leader)
    assert title(2024, PROVINCIAL).state == "revoked"
    assert title(2023, PROVINCIAL).state == "standing"


# ---- Who ----


def test_a_higher_title_is_confirmed_by_a_second_person_of_the_office(place, office, leader):
    lose(2024, office, PROVINCIAL)
    row = actions.propose_reinstatement(honour=title(2024, PROVINCIAL), by=office, **DOCUMENT)
    with pytest.raises(Stopped, match="恢复是您提出的"):
        actions.reinstate(reinstatement=row, by=office)
    with pytest.raises(Stopped, match="领导小组办公室的另一个人"):
        actions.reinstate(reinstatement=row, by=leader)
    actions.reinstate(reinstatement=row, by=UserFactory(role=Role.OFFICE))
    assert title(2024, PROVINCIAL).state == "standing"


def test_a_county_title_is_given_back_by_the_leading_group_alone(place, office, leader):
    lose(2025, office)
    row = actions.propose_reinstatement(honour=title(2025), by=office, **DOCUMENT)
    for person in (office, UserFactory(role=Role.OFFICE)):
        with pytest.raises(Stopped, match="由领导小组决定"):
            actions.reinstate(reinstatement=row, by=person)
    with pytest.raises(Stopped, match="已经提出恢复"):
        actions.propose_reinstatement(honour=title(2025), by=office, **DOCUMENT)
    actions.decline_reinstatement(reinstatement=row, note="原决定无误。", by=leader)
    with pytest.raises(Stopped, match="不予恢复，不能再办"):
        actions.reinstate(reinstatement=row, by=leader)
    assert title(2025).state == "revoked"


# ---- What else follows ----


def test_a_title_that_ended_with_its_place_stays_so_while_that_is_closed(place, office, leader):
    lose(2023, office)
    registry.dissolve(community=place, on=date(2026, 4, 1), by=office)
    with pytest.raises(Stopped, match="“甸阳村”已于 2026-04-01 撤并"):
        actions.propose_reinstatement(honour=title(2025), by=office, **DOCUMENT)
    # What was taken for cause is put right: it ends with the place, without blame.
    give_back(title(2023), office, leader)
    assert set(Honour.objects.values_list("state", flat=True)) == {"void"}
    assert title(2023).ended_on == date(2026, 4, 1)


def test_reviews_that_the_end_closed_are_open_again_and_what_it_kept_from_opening_opens(
    office, leader
):
    village = CommunityFactory()
    published_cycle(2024)
    published_cycle(2025)
    incident = found(village, on=date(2024, 3, 1))
    assert {r.cause for r in title(2024).rereviews.unfinished()} == {"yearly", "late_determination"}
    lose(2024, office)
    second = found(village, on=date(2024, 4, 1))
    assert not title(2024).rereviews.unfinished().exists()
    incidents.determine(
        incident=incident, criterion=None, counts=False, reason="案发地不在本村", by=office
    )
    give_back(title(2024), office, leader)
    again = title(2024).rereviews.unfinished()
    assert {(r.cause, r.incident) for r in again} == {
        ("yearly", None),
        ("late_determination", incident),
        ("late_determination", second),
    }
    assert {(r.decision, r.note) for r in again} == {("", "")}


def test_a_plaque_that_was_called_back_for_it_stays_where_it_is(place, office, leader):
    plaque = Plaque.objects.get(honour__year=2025)
    printed(plaque, office)
    to = {"recipient": Recipient.COMMITTEE, "on": date(2026, 1, 6)}
    plaques.deliver(plaques=[plaque], by=office, **to)
    lose(2025, office)
    plaque.refresh_from_db()
    assert plaque.custody == "recalled"
    give_back(title(2025), office, leader)
    plaque.refresh_from_db()
    assert plaque.custody == "delivered"
    assert plaque.custody_steps.last().note == "撤销决定已纠正（施无案〔2026〕7号）。"


def test_one_that_is_back_goes_out_again_and_one_called_back_for_a_misprint_still_comes_back(
    place, office, leader
):
    home, misprinted = Plaque.objects.filter(honour__year__in=(2024, 2025)).order_by("number")
    for plaque in (home, misprinted):
        printed(plaque, office)
        to = {"recipient": Recipient.COMMITTEE, "on": date(2026, 1, 6)}
        plaques.deliver(plaques=[plaque], by=office, **to)
    plaques.recall(plaques=[misprinted], on=date(2026, 1, 7), note="印错了", by=office)
    lose(2024, office)
    lose(2025, office)
    plaques.recover(plaques=[home], on=date(2026, 3, 9), by=office)
    give_back(title(2024), office, leader)
    give_back(title(2025), office, leader)
    for plaque in (home, misprinted):
        plaque.refresh_from_db()
    assert (home.custody, misprinted.custody) == ("recovered", "recalled")
    home = Plaque.objects.get(pk=home.pk)
    plaques.deliver(plaques=[home], recipient=Recipient.COMMITTEE, on=date(2026, 6, 1), by=office)


def printed(plaque, by) -> None:
    plaques.make(plaques=[plaque], by=by)


# ---- What the database refuses ----


@pytest.mark.parametrize(
    "change",
    [
        {"state": "standing", "ended_on": None, "end_reason": ""},
        {"end_reason": "另有原因"},
        {"state": "void"},
    ],
)
def test_nothing_stands_again_and_no_ending_changes_without_a_reinstatement(place, office, change):
    lose(2025, office)
    with pytest.raises(DatabaseError), transaction.atomic():
        Honour.objects.filter(pk=title(2025).pk).update(**change)
    assert title(2025).end_reason == "复核查明漏报盗窃案"


def test_what_is_decided_stays(place, office, leader):
    lose(2025, office)
    give_back(title(2025), office, leader)
    for change in (
        {"reason": "改了"},
        {"state": "declined", "note": "不"},
        {"decided_on": LOST_ON},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Reinstatement.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reinstatement.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE evaluation_reinstatement")


# ---- Through the pages ----

TYPED = {
    "document_number": "施无案〔2026〕7号",
    "document_date": "2026-05-06",
    "reason": "案发地认定有误，不在本村。",
}


def test_from_the_page_of_the_title_to_the_public(client, place, office, leader):
    lose(2023, office)
    page = f"/office/honours/{title(2023).pk}/"
    assert f'href="{page}reinstatement/new/"' in text(client.get(page))
    first = text(client.get(f"{page}reinstatement/new/"))
    assert "复核查明漏报盗窃案" in first
    second = text(client.post(f"{page}reinstatement/new/", TYPED))
    assert "第 2 步" in second
    for words in ("2023 年市级称号", "2024 年省级称号"):
        assert f"<strong>{words}</strong>当初随它一并终止，现在一并恢复" in second
    assert not Reinstatement.objects.exists()
    sent = client.post(f"{page}reinstatement/new/", TYPED | {"confirmed": "1"})
    assert sent["Location"] == f"{page}reinstatement/"
    assert "由领导小组决定" in text(client.get(sent["Location"]))
    client.post(sent["Location"], {"decided": "1"})
    assert title(2023).state == "revoked"

    decider = signed_in(leader)
    assert "1 个待决定恢复" in text(decider.get("/office/dashboard/"))
    assert f'href="{page}"' in text(decider.get("/office/honours/?state=proposed"))
    assert decider.post(sent["Location"], {"decided": "1"})["Location"] == page
    assert set(Honour.objects.values_list("state", flat=True)) == {"standing"}
    shown = text(client.get(page))
    assert "2026年3月1日的撤销（复核查明漏报盗窃案）" in squeezed(shown)
    assert "案发地认定有误，不在本村。" in shown

    told = "2026年3月1日的撤销决定已于"
    public = text(Client().get(f"/communities/{place.code}/"))
    assert squeezed(public).count(told) == 5
    check = text(Client().get(f"/verify/{title(2023).plaque.number}/"))
    assert told in squeezed(check)
    assert "称号有效" in check
    for page in (public, check):
        assert "漏报" not in page
        assert "已撤销" not in page
    rows = Client().get("/open-data/titles.json").json()["titles"]
    given_back = [r for r in rows if r["reinstated_by"] == "施无案〔2026〕7号"]
    assert [(r["state"], r["ended_on"], r["end_reason"]) for r in given_back] == [
        ("standing", "", "")
    ] * 5
    dossier = squeezed(text(client.get(f"/office/dossiers/{place.code}/")))
    assert told in dossier
    assert "恢复称号（2023年县级称号）" in dossier


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def squeezed(page: str) -> str:
    return re.sub(r"\s", "", page)


def test_a_case_that_still_counts_is_told_and_stops_nothing(client, place, office):
    incident = found(place, on=date(2025, 4, 1))
    lose(2025, office)
    page = text(client.get(f"/office/honours/{title(2025).pk}/reinstatement/new/"))
    assert f"{incident.number} 现在仍认定计入" in page
    assert "下一步</button>" in page


def test_what_stays_down_is_told_beforehand_with_what_stands_against_it(client, place, office):
    lose(2023, office)
    lose(2024, office)
    page = text(client.post(f"/office/honours/{title(2023).pk}/reinstatement/new/", TYPED))
    assert "<strong>2024年市级称号</strong>不恢复：2024年县级称号已撤销" in squeezed(page)


def test_declining_wants_a_reason_and_leaves_the_title_down(client, place, office, leader):
    lose(2025, office)
    actions.propose_reinstatement(honour=title(2025), by=office, **DOCUMENT)
    page = f"/office/honours/{title(2025).pk}/reinstatement/"
    decider = signed_in(leader)
    assert "请填写“不予恢复的理由”" in text(decider.post(page, {"note": ""}))
    assert decider.post(page, {"note": "原决定无误。"}).status_code == 302
    assert title(2025).state == "revoked"
    assert "原决定无误。" in text(client.get(f"/office/honours/{title(2025).pk}/"))
    assert "漏报" in text(Client().get(f"/communities/{place.code}/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"document_number": " "}, "请填写“恢复文件的文号”"),
        ({"document_date": "2026-02-28"}, "2026-03-01 才终止，纠正它的文件不能更早"),
        ({"document_date": "2090-01-01"}, "还没有到，请核对"),
        ({"reason": "请联系 13800138000"}, "手机号码"),
    ],
)
def test_a_refused_proposal_is_still_in_the_form(client, place, office, change, words):
    lose(2025, office)
    url = f"/office/honours/{title(2025).pk}/reinstatement/new/"
    page = text(client.post(url, TYPED | change | {"confirmed": "1"}))
    assert words in page
    assert "第 1 步" in page
    assert not Reinstatement.objects.exists()


def test_every_step_is_on_record(place, office, leader):
    lose(2023, office)
    give_back(title(2023), office, leader)
    verbs = Event.objects.filter(verb__contains="reinstate").values_list("verb", flat=True)
    assert sorted(verbs) == ["honour_reinstated"] * 5 + ["reinstatement_proposed"]
    kept = Event.objects.about(title(2023)).get(verb="honour_reinstated").data
    assert kept["before"]["end_reason"] == "复核查明漏报盗窃案"
    assert kept["document_number"] == "施无案〔2026〕7号"
