"""What stations are reminded of: a text to copy for each, in the order of their codes."""

from datetime import date

import pytest

from accounts.permissions import Role
from evaluation import actions as evaluation
from evaluation.models import Cycle, Objection, ReReview
from incidents import actions as incidents
from incidents.returns import unsigned
from papers.kinds import KINDS
from tests.factories import (
    CommunityFactory,
    StationFactory,
    UserFactory,
    assessed_cycle,
    noticed_cycle,
    published_cycle,
    report,
)
from tests.pages import text
from tests.papers.making import made, read
from tests.queries import queries

pytestmark = pytest.mark.django_db

PAGE = "/office/returns/reminders/"
ON = date(2025, 12, 1)


@pytest.fixture(autouse=True)
def on_that_day(it_is):
    it_is(ON)


def returned(station, number: int, office) -> None:
    place = CommunityFactory(name=f"第{number}村", station=station)
    incident = report(place, on=date(2025, 11, 3))
    incidents.return_to_station(incident=incident, reason="缺立案性质。", by=office)


def signed(station, by, *, but: date | None = None) -> None:
    for month in unsigned(_months()).get(station, []):
        if month != but:
            incidents.sign_return(station=station, month=month, by=by)


def _months() -> list[date]:
    return [date(2024, 12, 1), *(date(2025, month, 1) for month in range(1, 12))]


def test_each_station_is_told_what_waits_there_and_who_has_nothing_is_left_out(client, office):
    first = StationFactory(code="530521010000", name="甸阳派出所")
    second = StationFactory(code="530521020000", name="由旺派出所")
    returned(first, 1, office)
    CommunityFactory(name="由旺村", station=second)
    signed(first, office, but=date(2025, 10, 1))
    signed(second, office)
    page = text(client.get(PAGE))
    told = page.partition("甸阳派出所：")[2].partition("</textarea>")[0].splitlines()
    assert told[0] == "截至2025年12月1日，下列事项请尽快办理。"
    assert told[1] == "一、退回补正的案（事）件（1项）"
    assert told[2].endswith("（入室盗窃，第1村，2025年11月3日）：缺立案性质。")
    assert told[3] == "二、没有签字上报的月度报告（1项）"
    assert told[4] == "2025年10月案（事）件报告（登记 0 件）。"
    assert "由旺派出所" not in page


def test_what_is_asked_and_what_is_to_be_put_right_is_told_with_its_day(client, office):
    place = CommunityFactory(name="甸阳村")
    published_cycle(2024)
    assessed_cycle(2025)
    (rereview,) = ReReview.objects.all()
    day = date(2025, 12, 20)
    evaluation.rectify(rereviews=[rereview], due_on=day, demand="补装单元门。", by=office)
    objection = Objection.objects.create(
        notice=Cycle.objects.get(year=2024).notice,
        reference="K7QM-3XWD-9RTF",
        channel="letter",
        text="有人家被盗",
        received_on=date(2024, 11, 4),
        due_on=day,
    )
    evaluation.ask_station(
        objection=objection,
        station=place.station,
        question="请查接处警记录。",
        due_on=date(2025, 12, 4),
        sent_as="a",
        by=office,
    )
    page = text(client.get(PAGE))
    assert "请核实的情况（没有指明是哪一个），期限2025年12月4日：请查接处警记录。" in page
    assert "甸阳村（2024 年县级无发案村社），期限2025年12月20日：补装单元门。" in page
    assert "有人家被盗" not in page


def test_all_months_of_a_year_are_asked_for_until_it_is_approved(client, office, it_is):
    """By the end of December the year's first month is more than twelve back."""
    station = CommunityFactory(name="甸阳村").station
    cycle = noticed_cycle(2025)
    it_is(date(2025, 12, 31))
    signed(station, office)
    assert "2024年11月案（事）件报告" in text(client.get(PAGE))
    evaluation.approve(cycle=cycle, by=UserFactory(role=Role.LEADING))
    assert "2024年11月" not in text(client.get(PAGE))


def test_reminding_takes_the_same_queries_however_many_there_are(client, office):
    def waits(number: int) -> None:
        code = f"5305210{number:02d}000"
        returned(StationFactory(code=code, name=f"第{number}派出所"), number, office)

    waits(1)
    few = queries(client, PAGE)
    for number in range(2, 8):
        waits(number)
    assert queries(client, PAGE) == few


def test_it_is_made_as_a_paper_for_each_station_with_the_latest_year(client, office):
    station = StationFactory()
    returned(station, 1, office)
    signed(station, office, but=date(2025, 10, 1))
    former, cycle = (evaluation.open_cycle(year=year, by=office) for year in (2024, 2025))
    assert KINDS["reminder"].subjects(former) == []
    assert f"/office/papers/{cycle.year}/reminder/" in text(client.get(PAGE))
    (paper,) = made("reminder", cycle, dated=ON)
    said = read(paper)
    assert "甸阳派出所：" in said
    assert "（2025年11月）" in said
    assert "缺立案性质" in said
    assert "2025年10月案（事）件报告" in said
    assert station.name in paper.about_name
