"""The sheet for the notice board: the notice, its list and the way to its page, on as many sheets
as it takes."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from evaluation import actions
from evaluation.models import Honour
from tests.factories import (
    CommunityFactory,
    TownshipFactory,
    approved_cycle,
    noticed_cycle,
    published_cycle,
)
from tests.pages import text

pytestmark = pytest.mark.django_db

MM = 25.4 / 72


def sheets(client, paper: str, of: str = "notices/2025") -> list:
    response = client.get(f"/{of}/poster-{paper}.pdf")
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content)).pages


def words(pages) -> str:
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(("paper", "size"), [("a3", (297, 420)), ("a4", (210, 297))])
def test_the_sheet_says_what_the_notice_says_and_where_it_is_found(client, settings, paper, size):
    settings.PUBLIC_BASE_URL = "https://wfa.example.gov.cn"
    CommunityFactory(name="静水村")
    notice = noticed_cycle(2025).notice
    (page,) = sheets(client, paper)
    assert tuple(round(float(side) * MM) for side in page.mediabox[2:]) == size
    said = words([page])
    for told in ("静水村", "2025年11月3日至2025年11月7日", "0875-0000000", notice.sha256):
        assert told in said, told
    assert "https://wfa.example.gov.cn/notices/2025/" in said


def test_a_long_list_goes_on_on_sheets_that_say_of_what_they_are_a_part(client):
    for number in range(4):
        township = TownshipFactory(code=f"53052110{number}", name=f"第{number}镇")
        for n in range(60):
            CommunityFactory(name=f"静水{number}村{n}社", township=township)
    noticed_cycle(2025)
    pages = sheets(client, "a4")
    assert len(pages) > 2
    for position, page in enumerate(pages, 1):
        assert f"第{position}张，共{len(pages)}张" in words([page])
        assert "2025年度公示" in words([page])
    said = words(pages)
    assert all(f"静水{number}村{n}社" in said for number in range(4) for n in range(60))


def test_corrections_are_on_it_and_what_is_void_is_not_put_up(client, office):
    CommunityFactory()
    notice = noticed_cycle(2025).notice
    assert "A3 大小的 PDF" in text(client.get("/notices/2025/"))
    actions.correct_wording(
        notice=notice, text="公示期应为五个工作日", on=date(2025, 11, 4), by=office
    )
    assert "公示期应为五个工作日" in words(sheets(client, "a4"))
    actions.cancel_notice(notice=notice, reason="日期印错了", by=office)
    assert client.get("/notices/2025/poster-a4.pdf").status_code == 404
    assert "大小的 PDF" not in text(client.get("/notices/2025/"))
    assert client.get("/notices/2025/poster-a5.pdf").status_code == 404


def test_the_list_of_a_year_is_put_up_too_once_it_is_published(client, settings, office):
    settings.PUBLIC_BASE_URL = "https://wfa.example.gov.cn"
    for name in ("静水村", "破庄村"):
        CommunityFactory(name=name)
    approved_cycle(2025)
    assert client.get("/years/2025/poster-a4.pdf").status_code == 404
    cycle = published_cycle(2024)
    honour = Honour.objects.get(cycle=cycle, community__name="破庄村")
    actions.revoke(honour=honour, reason="发生命案", on=date(2025, 2, 1), by=office)
    assert "A3 大小的 PDF" in text(client.get("/years/2024/"))
    for paper in ("a3", "a4"):
        (page,) = sheets(client, paper, of="years/2024")
        said = words([page])
        for told in (
            "2024年度“无发案小区”“无发案村社”名单",
            "2024年11月15日批准命名，2024年11月20日公布",
            "命名名单（共2个）",
            "静水村",
            "破庄村（已撤销）",
            "https://wfa.example.gov.cn/years/2024/",
        ):
            assert told in said, told
    assert client.get("/years/2024/poster-a5.pdf").status_code == 404
