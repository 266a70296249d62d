"""统计: what was reported and found, and the titles, counted by code and ranked by nothing."""

from datetime import date

import pytest

from accounts.permissions import Role
from communities.models import Community
from evaluation import actions
from incidents.kinds import Kind
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    StationFactory,
    TownshipFactory,
    UserFactory,
    assessed_cycle,
    found,
    published_cycle,
    report,
)
from tests.pages import text
from tests.queries import queries

pytestmark = pytest.mark.django_db

PATH = "/office/statistics/"


def rows(client, which: str) -> list[list[str]]:
    lines = b"".join(client.get(f"{PATH}{which}.csv")).decode("utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


def lines(client, by: str) -> list[list[str]]:
    """Year, name and the figures of what is not all zeros."""
    of = [row for row in rows(client, "incidents") if row[1] == by]
    return [[row[0], *row[3:]] for row in of if row[-1] != "0"]


@pytest.fixture
def county(office):
    place = CommunityFactory()
    there = {"township": TownshipFactory(code="530521102", name="仁和镇")}
    other = CommunityFactory(
        station=StationFactory(code="530521020000", name="仁和派出所"), **there
    )
    found(place, on=date(2025, 3, 1))
    found(other, on=date(2024, 11, 1), kind=Kind.OTHER)
    report(other, on=date(2025, 10, 31))
    report(other, on=date(2024, 10, 31))
    return place


def test_what_was_found_is_counted_under_each_heading_in_the_order_of_codes(client, county):
    assert lines(client, "年度") == [
        ["2025", "2025 年度", "1", "1", "1", "3"],
        ["2024", "2024 年度", "0", "0", "1", "1"],
    ]
    assert [line for line in lines(client, "月份") if line[0] == "2025"] == [
        ["2025", "2024-11", "0", "1", "0", "1"],
        ["2025", "2025-03", "1", "0", "0", "1"],
        ["2025", "2025-10", "0", "0", "1", "1"],
    ]
    assert [line[1:] for line in lines(client, "派出所") if line[0] == "2025"] == [
        ["甸阳派出所", "1", "0", "0", "1"],
        ["仁和派出所", "0", "1", "1", "2"],
    ]
    assert [line[1] for line in lines(client, "种类") if line[0] == "2025"] == ["入室盗窃", "其他"]
    assert ["2024", "仁和镇", "0", "0", "1", "1"] in lines(client, "乡镇（街道）")


def test_the_page_shows_a_year_with_charts_that_say_their_figures(client, county):
    page = text(client.get(PATH, {"year": "2025"}))
    assert "<title>仁和镇：计入 0，不计入 1，待认定 1</title>" in page
    assert "；3：计入 1，不计入 0，待认定 0；" in page
    assert "since=2024-11-01&amp;until=2025-10-31&amp;township=530521102" in page
    assert client.get(PATH, {"year": "1999"}).status_code == 404


def test_a_year_is_the_period_of_its_cycle_and_what_lies_in_none_is_told(client, office):
    place = CommunityFactory()
    for day in (date(2025, 9, 30), date(2025, 10, 1), date(2025, 10, 31)):
        report(place, on=day)
    for day in (date(2024, 10, 31), date(2024, 11, 1), date(2026, 9, 30), date(2026, 10, 1)):
        found(place, on=day)
    assessed_cycle(2025, ends_on=date(2025, 9, 30), starts_on=date(2024, 10, 1))
    later = actions.open_cycle(year=2026, by=office)
    actions.configure(cycle=later, ends_on=date(2026, 9, 30), by=office)
    assert lines(client, "年度") == [
        ["2026", "2026 年度", "1", "0", "0", "1"],
        ["2025", "2025 年度", "2", "0", "1", "3"],
    ]
    assert [line[1] for line in lines(client, "月份") if line[0] == "2025"] == [
        "2024-10",
        "2024-11",
        "2025-09",
    ]
    page = text(client.get(PATH, {"year": "2025"}))
    assert "2025 年度是 2024-10-01 至 2025-09-30" in page
    assert "3 件的发生日期不在任何年度的评选期里" in page
    assert "since=2025-09-01&amp;until=2025-09-30" in page


def test_a_township_is_that_of_the_day_when_the_year_was_assessed(client, office):
    moved = CommunityFactory()
    found(moved, on=date(2025, 3, 1))
    assessed_cycle(2025)
    found(moved, on=date(2026, 3, 1))
    there = TownshipFactory(code="530521102", name="仁和镇")
    Community.objects.filter(pk=moved.pk).update(township=there)
    assert lines(client, "乡镇（街道）") == [
        ["2026", "仁和镇", "1", "0", "0", "1"],
        ["2025", moved.township.name, "1", "0", "0", "1"],
    ]
    assert "没有评估的按现在的乡镇" in text(client.get(PATH))


def test_titles_are_told_by_level_and_year_with_what_became_of_them(client, county):
    assert "还没有授予称号" in text(client.get(PATH))
    CommunityFactory()
    published_cycle(2024, ends_on=date(2024, 10, 30))
    assert rows(client, "titles")[0] == ["县级", "2024", "3", "3", "0", "0"]
    assert "<desc>2024：有效 3，已撤销 0，已注销 0</desc>" in text(client.get(PATH))


def test_a_year_without_cases_is_told_in_words_not_in_empty_charts(client, county):
    assert "2025 年度：按月份" in text(client.get(f"{PATH}?year=2025"))
    shown = text(client.get(PATH))
    assert "年度还没有登记案（事）件" in shown
    assert "年度：按" not in shown
    assert "各年度案（事）件" in shown


def test_who_does_not_see_the_years_finds_no_statistics(client, county):
    client.force_login(UserFactory(role=Role.LEADING))
    assert client.get(PATH).status_code == 200
    client.force_login(UserFactory(role=Role.OFFICER))
    assert client.get(PATH).status_code == 404


def test_more_places_incidents_and_years_take_no_more_queries(client, county):
    paths = [PATH, f"{PATH}incidents.csv", f"{PATH}titles.xlsx"]
    few = [queries(client, path) for path in paths]
    for year in (2021, 2022, 2023):
        found(CompoundFactory(parent=county), on=date(year, 3, 1))
    published_cycle(2023)
    assert [queries(client, path) for path in paths] == few
