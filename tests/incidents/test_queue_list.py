"""The overview of the queue: what is narrowed down and marked, and who lets go of what; what the
page of one says of the year, of the station's answer and of doubtful figures."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import Role
from evaluation.notice.actions.withholding import withhold_after_notice
from incidents import actions
from incidents.kinds import Kind
from incidents.models import Lease
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    UserFactory,
    found,
    noticed_cycle,
    report,
    told_otherwise,
)
from tests.pages import text

pytestmark = pytest.mark.django_db


def page_of(incident) -> str:
    return reverse("queue-incident", args=[incident.pk])


def listed(client, **query) -> str:
    return text(client.get("/office/queue/", query))


# ---- The list ----


def test_the_list_is_narrowed_down_by_station_and_kind(client, office):
    far = StationFactory(code="530521020000", name="由旺派出所")
    here, there = report(CommunityFactory()), report(CommunityFactory(station=far))
    fire = report(CommunityFactory(), Kind.FIRE, deaths=12)
    page = listed(client, station="530521020000")
    assert there.number in page
    assert here.number not in page
    assert "<strong>3 件</strong>等您认定" in page
    page = listed(client, kind="fire")
    assert fire.number in page
    assert here.number not in page
    page = listed(client, station="530521020000", kind="fire")
    assert "没有符合条件的" in page


def test_what_touches_the_running_notice_is_marked_and_can_be_picked_out(client, office):
    village = CommunityFactory(name="甸阳村")
    compound = CompoundFactory(parent=village, name="善洲花园")
    taken_off, waiting = CommunityFactory(name="团树村"), CommunityFactory(name="文武村")
    pending = report(waiting)
    cycle = noticed_cycle(2025)
    verdict = cycle.verdicts.get(community=taken_off)
    withhold_after_notice(
        verdict=verdict, reason="异议成立", told="撤下", on=date(2025, 11, 5), by=office
    )
    touching = report(compound)
    others = [pending, report(taken_off), report(village, on=date(2025, 11, 2))]
    page = listed(client)
    assert page.count("涉及公示</span>") == 1
    assert "1 件涉及正在公示的名单" in page
    page = listed(client, notice="on")
    assert touching.number in page
    assert not [incident.number for incident in others if incident.number in page]


def test_nothing_is_marked_while_no_list_is_before_the_public(client, office):
    report(CommunityFactory())
    assert "涉及公示</span>" not in listed(client)
    assert "没有符合条件的" in listed(client, notice="on")


def test_the_list_takes_as_many_queries_for_two_as_for_twenty(
    client, office, django_assert_num_queries
):
    places = CommunityFactory.create_batch(20)
    noticed_cycle(2025)
    for place in places[:2]:
        report(place)
    listed(client)
    with CaptureQueriesContext(connection) as few:
        listed(client)
    for place in places[2:]:
        report(place)
    with django_assert_num_queries(len(few)):
        assert listed(client).count("涉及公示</span>") == 20


# ---- Who has what ----


def test_what_is_open_stays_open_while_the_list_is_looked_at_beside_it(client, office):
    first, second = report(CommunityFactory()), report(CommunityFactory())
    client.get(page_of(first))
    assert "您打开着" in listed(client)
    assert actions.lease_next(by=UserFactory(role=Role.OFFICE)) == second


def test_what_was_put_back_anybody_may_have(client, office):
    incident = report(CommunityFactory())
    client.get(page_of(incident))
    put_back = reverse("queue-put-back", args=[incident.pk])
    assert put_back in listed(client)
    assert client.get(put_back).status_code == 405
    page = text(client.post(put_back, follow=True))
    assert f"{incident.number} 已放回" in page
    assert "正在办理" not in page
    assert actions.lease_next(by=UserFactory(role=Role.OFFICE)) == incident


def test_going_on_to_the_next_lets_go_of_the_one_passed_over_only(client, office):
    first, second, third = (report(CommunityFactory()) for _ in range(3))
    client.get(page_of(first))
    client.get(page_of(second))
    response = client.post("/office/queue/next/", {"after": second.pk})
    assert response["Location"] == page_of(third)
    assert {lease.incident for lease in Lease.objects.all()} == {first, third}


def test_what_a_colleague_has_open_stays_theirs(client, office):
    colleague = UserFactory(role=Role.OFFICE)
    incident = report(CommunityFactory())
    actions.lease(incident=incident, by=colleague)
    put_back = reverse("queue-put-back", args=[incident.pk])
    assert put_back not in listed(client)
    client.post(put_back)
    assert Lease.objects.get().by == colleague


# ---- What the page of one says ----


def test_the_stations_answer_and_what_it_changed_stand_beside_the_reason_for_returning(
    client, office
):
    officer = UserFactory(role=Role.OFFICER, display_name="甸阳派出所民警")
    place, right = CommunityFactory(), CommunityFactory(name="文武村")
    incident = report(place)
    incident = actions.return_to_station(incident=incident, reason="地点不对", by=office)
    said = told_otherwise(incident, community=right)
    actions.answer(incident=incident, report=said, reply="经核实在文武村", by=officer)
    page = text(client.get(page_of(incident)))
    assert "经核实在文武村" in page
    assert "甸阳派出所民警" in page
    assert f"地点：<del>{place.name}</del> 改为 <ins>文武村</ins>" in page


def test_what_was_withheld_meanwhile_is_no_longer_called_listed(client, office):
    listed_place = CommunityFactory(name="文武村")
    cycle = noticed_cycle(2025)
    verdict = cycle.verdicts.get()
    withhold_after_notice(
        verdict=verdict, reason="异议成立", told="撤下", on=date(2025, 11, 5), by=office
    )
    page = text(client.get(page_of(report(listed_place))))
    assert "文武村公示后已经暂缓命名（异议成立），结果不变。" in page
    assert "在公示名单上" not in page


def test_why_a_place_is_not_on_the_list_is_said(client, office):
    broken = CommunityFactory(name="团树村")
    CommunityFactory()
    found(broken, kind=Kind.GROUP_BRAWL)
    noticed_cycle(2025)
    page = text(client.get(page_of(report(broken))))
    assert "团树村不在名单上（评估时已有 1 件计入，不达标），结果不变。" in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"deaths": 12, "severity": "extraordinary"}, "等级高于伤亡数字，请核对"),
        ({}, "没有填写伤亡、损失和事故等级"),
        ({"deaths": 12}, "没有填写"),
    ],
)
def test_doubtful_and_missing_figures_are_pointed_out(client, office, facts, said):
    page = text(client.get(page_of(report(CommunityFactory(), Kind.FIRE, **facts))))
    assert said in page
    assert "0 人" not in page


def test_a_figure_that_was_given_as_none_is_told_as_none(client, office):
    incident = report(CommunityFactory(), Kind.FIRE, deaths=0)
    incident.refresh_from_db()
    assert (incident.deaths, incident.serious_injuries) == (0, None)
    page = text(client.get(page_of(incident)))
    assert "<strong>0 人</strong>" in page
    assert "没有达到重大事故等级。" in page
