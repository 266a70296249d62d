"""Stations and property companies as files."""

import csv
import io
from datetime import date
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from accounts.permissions import Role
from communities import actions
from communities.models import Community
from tests.factories import (
    CommunityFactory,
    CompoundFactory,
    PropertyCompanyFactory,
    StationFactory,
    UserFactory,
)
from tests.pages import text
from tests.queries import queries
from wufaan.sheets import download

pytestmark = pytest.mark.django_db
STATIONS = "/office/registry/stations"
COMPANIES = "/office/registry/companies"


@pytest.fixture(autouse=True)
def registry():
    """甸阳派出所 with a village and a compound, 姚关派出所 with a compound, a company for each."""
    village = CommunityFactory(name="甸阳村")
    there = StationFactory(code="530521520000", name="姚关派出所")
    for code, name, station in (("A" * 18, "甲物业", village.station), ("B" * 18, "=1+1", there)):
        company = PropertyCompanyFactory(code=code, name=name)
        CompoundFactory(parent=village, station=station, property_company=company)


def lines(client, path: str) -> list[list[str]]:
    text = client.get(f"{path}.csv").getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def sheet(client, path: str) -> list[list]:
    book = load_workbook(io.BytesIO(client.get(f"{path}.xlsx").getvalue()))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_each_station_comes_with_how_many_places_it_has(client, office):
    head, *rows = lines(client, STATIONS)
    assert head == ["派出所代码", "派出所名称", "小区和村社", "撤并日期", "并入（代码）"]
    assert [row[1:3] for row in rows] == [["甸阳派出所", "2"], ["姚关派出所", "1"]]
    told = [[str(cell or "") for cell in row] for row in sheet(client, STATIONS)]
    assert told == [head, *rows]


def test_each_company_comes_with_how_many_compounds_it_looks_after(client, office):
    head, *rows = sheet(client, COMPANIES)
    assert head == ["物业企业代码", "物业企业名称", "服务的小区"]
    assert rows == [["A" * 18, "甲物业", 1], ["B" * 18, "=1+1", 1]]


def test_what_is_closed_is_not_counted(client, office):
    gone = Community.objects.get(property_company__name="甲物业")
    actions.dissolve(community=gone, on=date(2025, 6, 1), by=office)
    assert ["甸阳派出所", "1"] in [row[1:3] for row in lines(client, STATIONS)]
    assert ["甲物业", "0"] in [row[1:] for row in lines(client, COMPANIES)]


def test_a_name_is_no_formula(client, office):
    book = load_workbook(io.BytesIO(client.get(f"{COMPANIES}.xlsx").getvalue()))
    assert {cell.data_type for cell in book.worksheets[0]["B"]} == {"s"}
    assert "=1+1" not in [row[1] for row in lines(client, COMPANIES)]


@pytest.mark.parametrize(("path", "name"), [(STATIONS, "派出所"), (COMPANIES, "物业企业")])
def test_the_page_offers_the_file_by_its_name_and_says_how_to_import(client, office, path, name):
    page = text(client.get(f"{path}/"))
    for format in ("xlsx", "csv"):
        assert f'href="{path}.{format}"' in page
        assert quote(f"{name}.{format}") in client.get(f"{path}.{format}")["Content-Disposition"]
    assert f"里有“{name}代码”“{name}名称”两列" in page
    assert client.get(f"{path}.exe").status_code == 404


def test_a_workbook_that_is_too_long_says_so_on_the_page(client, office, monkeypatch):
    monkeypatch.setattr(download, "XLSX_LIMIT", 1)
    for path in (STATIONS, COMPANIES):
        page = text(client.get(f"{path}.xlsx", follow=True))
        assert "XLSX 一次最多 1 个" in page
        assert len(lines(client, path)) == 3


def test_an_officer_gets_the_companies_of_the_own_station_and_no_stations(client, office):
    client.force_login(UserFactory(role=Role.OFFICER))
    assert [row[1:] for row in lines(client, COMPANIES)[1:]] == [["甲物业", "1"]]
    assert client.get(f"{STATIONS}.csv").status_code == 404


def test_the_administrator_gets_the_stations_and_no_companies(client, office):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert len(lines(client, STATIONS)) == 3
    assert client.get(f"{COMPANIES}.csv").status_code == 404
    assert "/office/imports/" not in text(client.get(f"{STATIONS}/"))


@pytest.mark.parametrize("path", [STATIONS, COMPANIES])
@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_file_costs_the_same_however_long(client, office, path, format):
    few = queries(client, f"{path}.{format}")
    village = CommunityFactory()
    for number in range(9):
        station = StationFactory(code=f"53052153000{number}", name=f"第{number}派出所")
        company = PropertyCompanyFactory(code=f"{number:018}")
        CompoundFactory(parent=village, station=station, property_company=company)
    assert queries(client, f"{path}.{format}") == few
