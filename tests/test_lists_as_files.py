"""Lists to take away: what stands in the file is what the list shows as it is filtered."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client, override_settings
from openpyxl import load_workbook

from accounts.permissions import Role
from evaluation.models import Objection, ObjectionChannel
from incidents import actions as incidents
from tests.factories import StationFactory
from tests.pages import text
from tests.queries import queries
from tests.world import CONTACT, World, papers_can_be_read

pytestmark = pytest.mark.django_db

ROLES = [role for role in Role if role != Role.SYSTEM]


@dataclass(frozen=True)
class Listed:
    """A list, what narrows it down, and columns of its file that its page shows in each row."""

    url: str
    narrowing: str
    columns: str

    def __str__(self) -> str:
        return self.url


LISTS = [
    Listed("/office/re-reviews/", "year=2023", "名称 级别 乡镇（街道） 起因 状态 整改要求 建议"),
    Listed("/office/nominations/", "state=submitted", "年度 报 名称 依据 状态 上报日期 上报文号"),
    Listed(
        "/office/objections/", "channel=letter", "受理编号 状态 答复期限 针对（名称） 来源 内容"
    ),
    Listed("/office/honours/", "year=2024", "年度 级别 名称 称号 状态 授予日期 证书编号"),
    Listed("/office/plaques/", "text=2024", "编号 名称 称号 颁发日期 称号状态 去向"),
]
JOBS = Listed("/office/jobs/", "", "任务 状态 进展 发起 开始 结束")
RETURNS = Listed("/office/returns/", "year=2021", "签字上报 上报件数 现有件数 签字人 签字日期")
POSTINGS = Listed("/office/postings/", "lacking=1", "名称 派出所 状态 张贴")
EVERY = [*LISTS, JOBS, RETURNS, POSTINGS]


@pytest.fixture(scope="module")
def world(kept, tmp_path_factory) -> Iterator[World]:
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, papers_can_be_read():
        world = World()
        _another_objection(world)
        _returns(world)
        yield world


def _another_objection(world: World) -> None:
    Objection.objects.create(
        notice=world.notice,
        entry=world.notice.entries.first(),
        reference="YY2025-WXYZ",
        channel=ObjectionChannel.LETTER,
        text="来信反映漏报",
        contact=CONTACT,
        received_on=world.notice.starts_on,
        due_on=date(2025, 11, 20),
    )


def _returns(world: World) -> None:
    """One of a year, three of the next; and of a second station none."""
    StationFactory(code="530521020000", name="由旺派出所")
    for month in (date(2020, 5, 1), *(date(2021, number, 1) for number in (1, 2, 3))):
        incidents.sign_return(
            station=world.compound.station, month=month, by=world.users[Role.OFFICER]
        )


def signed_in_as(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link(page, format: str) -> str:
    """Where the page's link of that format leads."""
    [url] = re.findall(rf'href="([^"]+\.{format}(?:\?[^"]*)?)"', text(page))
    return unescape(url)


def rows_of(client, url: str) -> list[dict[str, str]]:
    """As people read them."""
    response = client.get(url)
    content = b"".join(response)
    if ".csv" in url:
        table = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    else:
        cells = load_workbook(BytesIO(content)).active.values
        table = [["" if cell is None else str(cell) for cell in row] for row in cells]
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def lines_of(page) -> list[str]:
    """The rows of the page's table, without their tags."""
    [body] = re.findall("<tbody>(.*?)</tbody>", text(page), re.DOTALL)
    return [unescape(re.sub("<[^<>]+>", " ", row)) for row in body.split("</tr>")[:-1]]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("of", [*LISTS, JOBS], ids=str)
def test_the_file_is_what_the_list_shows_as_filtered(world, of, format):
    client = signed_in_as(world.users[Role.OFFICE])
    page = client.get(f"{of.url}?{of.narrowing}")
    lines, rows = lines_of(page), rows_of(client, link(page, format))
    assert rows
    for line, row in zip(lines, rows, strict=True):
        for column in of.columns.split():
            assert row[column].removesuffix(" 00:00:00") in line, column
    assert CONTACT not in str(rows)
    everything = client.get(of.url)
    every = rows_of(client, link(everything, format))
    assert len(every) == len(lines_of(everything))
    assert of is JOBS or len(every) > len(rows)


def test_the_file_of_returns_has_a_row_for_each_month_of_the_stations_that_one_sees(world):
    officer = signed_in_as(world.users[Role.OFFICER])
    page = officer.get(f"{RETURNS.url}?{RETURNS.narrowing}")
    lines, rows = lines_of(page), rows_of(officer, link(page, "csv"))
    assert [row["月份"] for row in rows if row["签字上报"] == "已签字上报"] == [
        *("2021-01", "2021-02", "2021-03")
    ]
    for line, row in zip(reversed(lines), rows, strict=True):
        for column in RETURNS.columns.split():
            assert row[column] in line, column
    office = signed_in_as(world.users[Role.OFFICE])
    every = rows_of(office, link(office.get(f"{RETURNS.url}?{RETURNS.narrowing}"), "xlsx"))
    assert len(every) == 2 * len(rows)
    assert {row["派出所"] for row in every} == {rows[0]["派出所"], "由旺派出所"}


def test_the_file_of_postings_has_the_villages_of_the_notice_that_is_shown(world):
    client = signed_in_as(world.users[Role.OFFICE])
    for asked, count in (("", 1), ("?notice=2024", 2), ("?notice=2024&lacking=1", 2)):
        page = client.get(POSTINGS.url + asked)
        lines, rows = lines_of(page), rows_of(client, link(page, "xlsx"))
        assert len(rows) == count
        for line, row in zip(lines, rows, strict=True):
            assert all(row[column] in line for column in POSTINGS.columns.split())
    assert (
        rows_of(client, link(client.get(POSTINGS.url), "csv"))[0]["张贴"]
        == "2025-11-03 村委会公示栏"
    )


@pytest.mark.parametrize("of", EVERY, ids=str)
def test_who_may_not_see_the_list_gets_no_file(world, of):
    office = signed_in_as(world.users[Role.OFFICE])
    file = link(office.get(of.url), "csv")
    for role in ROLES:
        client = signed_in_as(world.users[role])
        assert client.get(file).status_code == client.get(of.url).status_code, role
    assert signed_in_as(world.users[Role.AUDITOR]).get(file).status_code == 404


@pytest.mark.parametrize("of", [*LISTS, RETURNS], ids=str)
def test_more_rows_take_no_more_queries(world, of):
    client = signed_in_as(world.users[Role.OFFICE])
    less, more = ("year=2020", of.narrowing) if of is RETURNS else (of.narrowing, "")
    few, many = (link(client.get(f"{of.url}?{asked}"), "csv") for asked in (less, more))
    assert 0 < len(rows_of(client, few)) < len(rows_of(client, many))
    assert queries(client, few) == queries(client, many)


@pytest.mark.parametrize("of", [*LISTS, JOBS], ids=str)
def test_what_is_too_long_for_a_workbook_leads_back_to_the_list(world, of, monkeypatch):
    monkeypatch.setattr("wufaan.sheets.download.XLSX_LIMIT", 0)
    client = signed_in_as(world.users[Role.OFFICE])
    page = client.get(f"{of.url}?{of.narrowing}")
    back = client.get(link(page, "xlsx"), follow=True)
    assert back.redirect_chain == [(f"{of.url}?{of.narrowing}", 302)]
    assert "请缩小范围，或导出 CSV。" in text(back)
