"""What comes up once the list is fixed: told on every page, and no title is given against a finding
or before one."""

from datetime import date

import pytest

from accounts.models import User
from communities import actions as registry
from communities.models import Community
from evaluation import actions
from evaluation.models import Cycle, Honour
from evaluation.notice.supplements import came_right
from incidents import actions as incidents
from incidents.kinds import Kind
from papers.kinds import approval as approval_paper
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


@pytest.fixture(scope="module")
def on_notice(kept) -> None:
    """甸阳村 and 由旺村."""
    CommunityFactory(name="甸阳村"), CommunityFactory(name="由旺村")
    noticed_cycle(2025)


@pytest.fixture
def cycle(on_notice) -> Cycle:
    return Cycle.objects.get()


@pytest.fixture
def place(on_notice) -> Community:
    return Community.objects.get(name="甸阳村")


@pytest.fixture
def other(on_notice) -> Community:
    return Community.objects.get(name="由旺村")


def send_back(cycle, leader):
    return actions.send_back(cycle=cycle, reason="有案件。", by=leader)


def test_it_stands_in_the_way_of_the_approval_until_it_is_withheld(
    cycle, place, other, leader, office
):
    found(place, on=JUNE)
    with pytest.raises(DomainError, match="“甸阳村”（序号 1）.*请办公室.*暂缓命名"):
        actions.approve(cycle=cycle, on=AFTER, by=leader)
    send_back(cycle, leader)
    with pytest.raises(DomainError, match="请先暂缓命名"):
        actions.resubmit(cycle=cycle, reason="查过了。", by=office)
    verdict = cycle.verdicts.get(community=place)
    actions.withhold(verdict=verdict, reason="公示之后认定计入。", by=office)
    actions.resubmit(cycle=cycle, reason="已暂缓。", by=office)
    actions.approve(cycle=cycle, on=AFTER, by=leader)
    assert [h.community for h in Honour.objects.all()] == [other]


def test_found_on_anew_as_not_counting_it_stands_in_nobodys_way(cycle, place, leader, office):
    incident = found(place, on=JUNE)
    incidents.determine(incident=incident, criterion=4, counts=False, reason="误报", by=office)
    actions.approve(cycle=cycle, on=AFTER, by=leader)
    assert Honour.objects.count() == 2


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


def test_what_waits_for_a_finding_stops_it_until_it_is_found_on(cycle, place, leader, office):
    incident = report(place, on=JUNE)
    with pytest.raises(DomainError, match="“甸阳村”（序号 1）有评选期内的案（事）件没有认定。认定"):
        actions.approve(cycle=cycle, on=AFTER, by=leader)
    incidents.determine(incident=incident, criterion=4, counts=False, reason="误报", by=office)
    assert actions.approve(cycle=cycle, on=AFTER, by=leader)


def test_or_until_the_place_is_withheld(cycle, place, other, leader, office):
    report(CompoundFactory(parent=place), on=JUNE)
    send_back(cycle, leader)
    with pytest.raises(DomainError, match="“甸阳村”（序号 .）有.*请先认定，或者暂缓命名"):
        actions.resubmit(cycle=cycle, reason="查过了。", by=office)
    verdict = cycle.verdicts.get(community=place)
    actions.withhold(verdict=verdict, reason="案件没有认定。", by=office)
    actions.resubmit(cycle=cycle, reason="已暂缓。", by=office)
    assert [h.community for h in actions.approve(cycle=cycle, on=AFTER, by=leader)] == [other]


def test_or_until_the_office_withholds_it_while_the_list_is_before_the_public(
    client, cycle, place, other, leader, office
):
    """Nothing else of that list. Cleared later it comes on a supplementary notice."""
    incident = report(place, on=JUNE)
    client.force_login(office)
    page = "/office/cycles/2025/supplement/withholding/"
    assert page in text(client.get("/office/cycles/2025/supplement/"))
    typed = {"hold-code": place.code, "hold-reason": "案件没有认定。"}
    assert client.post(page, typed).status_code == 302
    assert cycle.notice.corrections.get().kind == "taken_off"
    with pytest.raises(DomainError, match="在公示名单上，不能在这里暂缓"):
        actions.hold_back(cycle=cycle, code=other.code, reason="另有线索。", by=office)
    assert [h.community for h in actions.approve(cycle=cycle, on=AFTER, by=leader)] == [other]
    incidents.determine(incident=incident, criterion=4, counts=False, reason="误报", by=office)
    assert not came_right(cycle, AFTER)
    actions.clear(cycle=cycle, code=place.code, reason="是误报。", by=office)
    assert [verdict.community for verdict in came_right(cycle, AFTER)] == [place]


def test_what_can_break_no_criterion_or_was_withdrawn_stops_nothing(
    client, cycle, place, leader, office
):
    number = report(place, on=JUNE, kind=Kind.OTHER).number
    withdrawn = report(place, on=JUNE)
    incidents.request_withdrawal(incident=withdrawn, reason="误报", by=office)
    incidents.grant_withdrawal(incident=withdrawn, by=office)
    page = text(client.get("/office/cycles/2025/approval/"))
    assert f"{number}</a>，还没有认定" in page
    assert withdrawn.number not in page
    assert actions.approve(cycle=cycle, on=AFTER, by=leader)


def test_what_is_found_not_to_count_and_who_no_longer_takes_part_stand_on_the_approval(
    client, leader, office
):
    place = CommunityFactory(name="甸阳村")
    before = found(place, on=JUNE, nature="administrative").number
    cycle = noticed_cycle(2025)
    since = found(place, on=JUNE, nature="administrative").number
    registry.exclude(community=place, reason="整体拆迁", by=office)
    page = text(client.get("/office/cycles/2025/approval/"))
    assert f"{since}</a>，认定不计入" in page
    assert "改为不参评：整体拆迁" in page
    assert "“甸阳村”（序号 1）公示之后改为不参评，请核实是否仍要命名。" in page
    assert before not in page
    assert actions.approve(cycle=cycle, on=AFTER, by=leader)


def test_the_paper_says_what_the_page_says(cycle, place, office):
    number = report(place, on=JUNE).number
    tables = approval_paper.content(cycle, "").tables
    (table,) = [table for table in tables if table.title == "公示之后名单上的新情况"]
    assert list(table.rows) == [[1, "甸阳村", "甸阳镇", f"入室盗窃 {number}，还没有认定"]]
    assert any("有评选期内的案（事）件没有认定" in said for said in approval_paper.cautions(cycle))


def test_every_page_of_the_year_tells_it(client, cycle, place, office, leader):
    pages = [*PAGES, f"/office/cycles/2025/verdicts/{place.code}/"]
    for page in pages:
        shown = text(client.get(page))
        assert "又" not in shown or "认定计入" not in shown
    number = found(place, on=JUNE).number
    for page in pages:
        shown = text(client.get(page))
        assert "认定计入" in shown, page
        assert "dashboard" in page or number in shown, page
    send_back(cycle, leader)
    for page in [*pages, "/office/cycles/2025/resubmission/"]:
        assert "认定计入" in text(client.get(page)), page


def test_the_second_look_proposes_to_withhold_it(client, cycle, place, office, leader):
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
    """And the paper."""
    by = User.objects.system()
    CommunityFactory(name="在名单上村")
    places = {name: CommunityFactory(name=name) for name in ("甸阳村", "由旺村", "文武村")}
    reported = {name: report(place, on=JUNE, by=by) for name, place in places.items()}
    cycle = noticed_cycle(2025)
    incidents.determine(
        incident=reported["由旺村"], criterion=4, counts=False, reason="误报", by=office
    )
    incidents.accept_proposal(incident=reported["文武村"], by=office)
    sheet = client.get("/office/cycles/2025/approval/").context["sheet"]
    since = {
        "甸阳村": "还有 1 件没有认定",
        "由旺村": "公示之后已经认定，都不计入，可以补充公示",
        "文武村": "公示之后认定，计入 1 件，不达标",
    }
    assert {p.verdict.name: p.since for p in sheet.pending} == since
    tables = {t.title: t.rows for t in approval_paper.content(cycle, "").tables}
    on_paper = tables["只因公示时有案（事）件没有认定而不在名单上"]
    assert {row[0]: row[2:] for row in on_paper} == {
        name: ["1件待认定", told] for name, told in since.items()
    }
    assert sheet.late == []
    shown = text(client.get(f"/office/cycles/2025/verdicts/{places['由旺村'].code}/"))
    assert "公示时 1 件待认定" in shown
    assert "以后都已认定" in shown
