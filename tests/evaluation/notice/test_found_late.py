"""An incident that is found to count once the list is fixed: told on every page, and no title is
given against it."""

from datetime import date

import pytest

from accounts.models import User
from evaluation import actions
from evaluation.models import Honour
from incidents import actions as incidents
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    found,
    noticed_cycle,
    report,
)
from tests.pages import text
from tests.queries import queries
from wufaan.errors import DomainError

pytestmark = pytest.mark.django_db

AFTER = date(2025, 11, 15)
JUNE = date(2025, 6, 1)
PAGES = [
    "/office/cycles/2025/",
    "/office/cycles/2025/approval/",
    "/office/dashboard/?year=2025",
]


def send_back(cycle, leader):
    return actions.send_back(cycle=cycle, reason="有案件。", by=leader)


def test_it_stands_in_the_way_of_the_approval_until_it_is_withheld(leader, office):
    place, other = CommunityFactory(name="甸阳村"), CommunityFactory(name="由旺村")
    cycle = noticed_cycle(2025)
    found(place, on=JUNE)
    with pytest.raises(DomainError, match="“甸阳村”（序号 1）.*由办公室暂缓"):
        actions.approve(cycle=cycle, on=AFTER, by=leader)
    send_back(cycle, leader)
    with pytest.raises(DomainError, match="请先暂缓命名"):
        actions.resubmit(cycle=cycle, reason="查过了。", by=office)
    verdict = cycle.verdicts.get(community=place)
    actions.withhold(verdict=verdict, reason="公示之后认定计入。", by=office)
    actions.resubmit(cycle=cycle, reason="已暂缓。", by=office)
    actions.approve(cycle=cycle, on=AFTER, by=leader)
    assert [h.community for h in Honour.objects.all()] == [other]


def test_found_on_anew_as_not_counting_it_stands_in_nobodys_way(leader, office):
    place = CommunityFactory()
    cycle = noticed_cycle(2025)
    incident = found(place, on=JUNE)
    incidents.determine(incident=incident, criterion=4, counts=False, reason="误报", by=office)
    actions.approve(cycle=cycle, on=AFTER, by=leader)
    assert Honour.objects.count() == 1


@pytest.mark.parametrize(("rolls_up", "stopped"), [(True, ["甸阳村"]), (False, [])])
def test_in_a_compound_it_bears_on_the_village_where_the_year_says_so(leader, rolls_up, stopped):
    village = CommunityFactory(name="甸阳村")
    compound = CompoundFactory(parent=village, takes_part=False, not_taking_part_reason="在建")
    cycle = noticed_cycle(2025, rolls_up=rolls_up)
    found(compound, on=JUNE)
    if stopped:
        with pytest.raises(DomainError, match="甸阳村"):
            actions.approve(cycle=cycle, on=AFTER, by=leader)
    else:
        assert actions.approve(cycle=cycle, on=AFTER, by=leader)


@pytest.mark.parametrize("day", [date(2024, 10, 31), date(2025, 11, 1)])
def test_what_is_of_another_year_or_counts_nowhere_on_the_list_stops_nothing(leader, day):
    CommunityFactory()
    broken = CommunityFactory(name="文武村")
    found(broken, on=date(2025, 3, 1))
    cycle = noticed_cycle(2025)
    found(cycle.notice.entries.get().verdict.community, on=day)
    found(broken, on=JUNE)
    assert actions.approve(cycle=cycle, on=AFTER, by=leader)


def test_every_page_of_the_year_tells_it(client, office, leader):
    place = CommunityFactory(name="甸阳村")
    cycle = noticed_cycle(2025)
    pages = [*PAGES, f"/office/cycles/2025/verdicts/{place.code}/"]
    for page in pages:
        assert "又" not in text(client.get(page)) or "认定计入" not in (text(client.get(page)))
    number = found(place, on=JUNE).number
    for page in pages:
        shown = text(client.get(page))
        assert "认定计入" in shown, page
        assert "dashboard" in page or number in shown, page
    send_back(cycle, leader)
    for page in [*pages, "/office/cycles/2025/resubmission/"]:
        assert "认定计入" in text(client.get(page)), page


def test_the_second_look_proposes_to_withhold_it(client, office, leader):
    place = CommunityFactory(name="甸阳村")
    CommunityFactory(name="由旺村")
    cycle = noticed_cycle(2025)
    number = found(place, on=JUNE).number
    send_back(cycle, leader)
    page = "/office/cycles/2025/resubmission/"
    form = client.get(page).context["take_off_form"]
    assert form["entry"].value() == cycle.notice.entries.get(name="甸阳村").pk
    assert form["reason"].value() == f"公示之后认定计入：{number}。"
    entry = cycle.notice.entries.get(name="甸阳村")
    client.post(
        page + "withholding/",
        {"take-off-entry": entry.pk, "take-off-reason": form["reason"].value()},
    )
    shown = client.get(page)
    assert shown.context["late"] == []
    assert "报请批准</button>" in text(shown)


def test_the_pages_take_as_many_queries_for_many(client, office):
    places = [CommunityFactory() for _ in range(6)]
    noticed_cycle(2025)
    found(places[0], on=JUNE)
    before = [queries(client, page) for page in PAGES]
    for place in places[1:]:
        found(place, on=JUNE)
    assert [queries(client, page) for page in PAGES] == before


def test_the_approval_page_says_who_is_missing_only_because_something_was_undetermined(
    client, office
):
    by = User.objects.system()
    CommunityFactory(name="在名单上村")
    places = {name: CommunityFactory(name=name) for name in ("甸阳村", "由旺村", "文武村")}
    reported = {name: report(place, on=JUNE, by=by) for name, place in places.items()}
    noticed_cycle(2025)
    incidents.determine(
        incident=reported["由旺村"], criterion=4, counts=False, reason="误报", by=office
    )
    incidents.accept_proposal(incident=reported["文武村"], by=office)
    sheet = client.get("/office/cycles/2025/approval/").context["sheet"]
    assert {p.verdict.name: p.since for p in sheet.pending} == {
        "甸阳村": "还有 1 件没有认定",
        "由旺村": "公示之后已经认定，都不计入",
        "文武村": "公示之后认定，计入 1 件，不达标",
    }
    assert sheet.late == []
    shown = text(client.get(f"/office/cycles/2025/verdicts/{places['由旺村'].code}/"))
    assert "公示时 1 件待认定" in shown
    assert "以后都已认定" in shown
