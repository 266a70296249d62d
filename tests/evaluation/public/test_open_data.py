"""Open data, the feed, and what may be kept of public pages, of two published years."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from accounts.permissions import Role
from evaluation import actions
from evaluation.models import Honour
from tests.factories import CommunityFactory, UserFactory, noticed_cycle, published_cycle
from tests.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def published(kept) -> None:
    CommunityFactory(name="甸阳村")
    CommunityFactory(name="=文武村")
    published_cycle(2024)
    published_cycle(2025)
    office = UserFactory(role=Role.OFFICE)
    honour = Honour.objects.get(year=2024, name="甸阳村")
    actions.revoke(honour=honour, reason="复核发现漏报", on=date(2025, 5, 6), by=office)


def test_nothing_is_said_of_a_renaming_where_there_was_none(client):
    place = Honour.objects.filter(name="甸阳村").first().community
    assert "当时的名称" not in text(client.get(f"/communities/{place.code}/"))


def test_titles_as_csv_and_as_json_are_the_same(client):
    raw = client.get("/open-data/titles.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw)))
    records = json.loads(client.get("/open-data/titles.json").content)["titles"]
    assert len(rows) == len(records) == 4
    lost = next(r for r in records if r["state"] == "revoked")
    assert (lost["year"], lost["name"], lost["ended_on"]) == (2024, "甸阳村", "2025-05-06")
    assert [r["code"] for r in rows] == [r["code"] for r in records]
    assert "'=文武村" in raw
    assert "=文武村" in {r["name"] for r in records}


def test_one_year_s_file_has_that_year_only(client):
    records = json.loads(client.get("/open-data/2025/titles.json").content)["titles"]
    assert {r["year"] for r in records} == {2025}
    assert client.get("/open-data/2023/titles.json").status_code == 404
    assert client.get("/open-data/99999999999/titles.csv").status_code == 404


def test_the_page_explains_every_field_of_the_files(client):
    page = text(client.get("/open-data/"))
    header = client.get("/open-data/titles.csv").content.decode("utf-8-sig").splitlines()[0]
    for field in header.split(","):
        assert f">{field}</th>" in page


def test_the_feed_is_atom_and_tells_of_notices_and_lists(client, settings):
    settings.PUBLIC_BASE_URL = "https://wfa.example.gov.cn"
    noticed_cycle(2026)
    reply = client.get("/feed.atom")
    assert reply["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(reply.content)
    entries = root.findall(f"{atom}entry")
    links = [e.find(f"{atom}link").get("href") for e in entries]
    base = "https://wfa.example.gov.cn"
    assert links == [
        f"{base}/notices/2026/",
        f"{base}/years/2025/",
        f"{base}/notices/2025/",
        f"{base}/years/2024/",
        f"{base}/notices/2024/",
    ]
    for element in ("id", "title", "updated"):
        assert root.find(f"{atom}{element}").text
        assert all(e.find(f"{atom}{element}").text for e in entries)
    assert root.find(f"{atom}author/{atom}name").text
    assert 'type="application/atom+xml"' in text(client.get("/"))


# ---- Headers ----

CACHED = [
    "/",
    "/how/",
    "/notices/2024/",
    "/notices/2024/list.txt",
    "/years/2024/",
    "/communities/?text=dy",
    "/open-data/",
    "/open-data/titles.csv",
    "/open-data/2024/titles.json",
    "/open-data/corrections.csv",
    "/open-data/corrections.json",
    "/feed.atom",
]


@pytest.mark.parametrize("path", CACHED)
def test_public_pages_may_be_cached_and_leave_no_cookie(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    assert "public" in reply["Cache-Control"]
    assert "Cookie" in reply["Vary"]
    assert not reply.cookies
    again = client.get(path, headers={"If-None-Match": reply["ETag"]})
    assert again.status_code == 304
    assert not again.content
