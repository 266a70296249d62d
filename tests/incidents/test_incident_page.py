"""The page of one incident, over HTTP."""

from datetime import date

import pytest

from accounts.permissions import Role
from incidents import actions
from incidents.kinds import Kind
from tests.factories import CommunityFactory, UserFactory, found, report, told_otherwise
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = UserFactory(role=Role.OFFICER, display_name="甸阳派出所内勤")
    client.force_login(user)
    return user


def page(client, incident) -> str:
    return text(client.get(f"/office/incidents/{incident.pk}/"))


def test_another_station_s_officer_does_not_find_it(client):
    incident = report(CommunityFactory())
    client.force_login(UserFactory(role=Role.OFFICER, station_code="530521020000"))
    assert client.get(f"/office/incidents/{incident.pk}/").status_code == 404


def test_it_shows_the_facts_that_matter_for_its_kind_and_no_others(client, officer):
    fire = page(client, report(CommunityFactory(), kind=Kind.FIRE, deaths=2))
    assert "<dt>死亡</dt>" in fire
    assert "主动查处" not in fire
    assert "主动查处" in page(client, report(CommunityFactory(), kind=Kind.GAMBLING))


def test_proposal_and_finding_stand_side_by_side_with_their_clause(client, officer, office):
    incident = found(CommunityFactory())
    actions.determine(
        incident=incident, criterion=4, counts=False, reason="案发地在邻县", by=office
    )
    shown = page(client, incident)
    assert "计入第 4 项。入室盗窃对照第 4 项标准计入：已立为刑事案件。" in shown
    assert "<strong>不计入（对照第 4 项）</strong>。案发地在邻县" in shown
    assert "实施方案三（一）4" in shown


def test_the_history_tells_who_did_what_and_what_changed_in_words(client, officer, office):
    first, second = CommunityFactory(name="甸阳村"), CommunityFactory(name="团树村")
    incident = report(first, by=officer)
    actions.return_to_station(incident=incident, reason="性质请核实", by=office)
    changes = {"community": second, "occurred_on": date(2025, 3, 2), "nature": "administrative"}
    said = told_otherwise(incident, **changes)
    actions.answer(incident=incident, report=said, reply="已核实，是治安案件", by=officer)
    actions.accept_proposal(incident=incident, by=office)
    titles = [
        (e.title, e.post)
        for e in client.get(f"/office/incidents/{incident.pk}/").context["timeline"]
    ]
    assert titles == [
        ("上报", "甸阳派出所内勤"),
        ("退回派出所", office.display_name),
        ("派出所答复并重新上报", "甸阳派出所内勤"),
        ("认定", office.display_name),
    ]
    shown = page(client, incident)
    assert "地点：<del>甸阳村</del> 改为 <ins>团树村</ins>" in shown
    assert "立案性质：<del>刑事</del> 改为 <ins>治安</ins>" in shown
    assert "发生日期：<del>2025-03-01</del> 改为 <ins>2025-03-02</ins>" in shown
    assert "性质请核实" in shown
    assert "已核实，是治安案件" in shown


def test_what_has_been_found_offers_the_officer_nothing_more(client, officer):
    waiting, done = report(CommunityFactory()), found(CommunityFactory())
    assert "申请撤回" in page(client, waiting)
    assert f"/office/incidents/{done.pk}/withdrawal/" not in page(client, done)


def test_the_office_is_not_offered_the_station_s_steps(client, office):
    client.force_login(office)
    incident = report(CommunityFactory())
    assert f"/office/incidents/{incident.pk}/withdrawal/" not in page(client, incident)


def test_a_long_history_costs_no_more_queries(
    client, officer, office, django_assert_max_num_queries
):
    def cost(incident) -> int:
        with django_assert_max_num_queries(20) as seen:
            page(client, incident)
        return len(seen)

    incident = found(CommunityFactory())
    page(client, incident)
    short = cost(incident)
    for n in range(4):
        actions.determine(incident=incident, criterion=4, counts=True, reason=f"{n}", by=office)
    assert cost(incident) == short
