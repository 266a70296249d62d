"""The registry as a file, and back."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from accounts.models import User
from accounts.permissions import Role
from audit.models import Event
from communities import actions
from communities.models import Community
from communities.resources import CommunityResource
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
from wufaan.sheets.reading import read_table

pytestmark = pytest.mark.django_db
EXPORT = "/office/registry/communities"


@pytest.fixture
def places(client):
    client.force_login(UserFactory(role=Role.OFFICE))
    village = CommunityFactory(name="甸阳村", households=320)
    CompoundFactory(
        parent=village, name="善洲花园", population=0, property_company=PropertyCompanyFactory()
    )
    other = StationFactory(code="530521520000", name="姚关派出所")
    CommunityFactory(name="姚关村", station=other)


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_is_exported_and_imported_changes_nothing(client, places, tmp_path, format):
    file = tmp_path / f"communities.{format}"
    file.write_bytes(client.get(f"{EXPORT}.{format}").getvalue())
    before, out = Event.objects.count(), StringIO()
    call_command("import_communities", str(file), stdout=out)
    assert "新增 0，更新 0，无变化 3" in out.getvalue()
    assert Event.objects.count() == before


def test_what_is_no_more_comes_back_unchanged_too(client, places, tmp_path):
    gone = Community.objects.get(name="善洲花园")
    actions.dissolve(community=gone, on=date(2025, 6, 1), by=User.objects.system())
    file, out = tmp_path / "communities.xlsx", StringIO()
    file.write_bytes(client.get(f"{EXPORT}.xlsx?condition=all").getvalue())
    call_command("import_communities", str(file), stdout=out)
    assert "新增 0，更新 0，无变化 3" in out.getvalue()


def exported(client, query: str = "") -> list[str]:
    response = client.get(f"{EXPORT}.csv{query}")
    table = read_table(response.getvalue(), "communities.csv", CommunityResource)
    return [row["name"] for row in table.rows]


def test_the_file_holds_what_is_filtered(client, places):
    assert exported(client, "?text=szhy") == ["善洲花园"]
    assert exported(client, "?kind=village") == ["甸阳村", "姚关村"]


def test_an_officer_s_file_holds_the_own_station_only(client, places):
    client.force_login(UserFactory(role=Role.OFFICER))
    assert exported(client) == ["甸阳村", "善洲花园"]


def test_there_is_no_other_form(client, places):
    assert client.get(f"{EXPORT}.exe").status_code == 404


def test_a_role_without_the_registry_gets_no_file(client, places):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    assert client.get(f"{EXPORT}.xlsx").status_code == 404


def test_a_workbook_has_its_limit_and_says_what_to_do(client, places, monkeypatch):
    monkeypatch.setattr(download, "XLSX_LIMIT", 2)
    answer = client.get(f"{EXPORT}.xlsx?station=", follow=True)
    assert "筛选出 3 个，XLSX 一次最多 2 个。请缩小范围，或导出 CSV。" in text(answer)
    assert len(exported(client)) == 3


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_a_file_costs_the_same_however_long(client, places, format):
    few = queries(client, f"{EXPORT}.{format}")
    village = CommunityFactory()
    for _ in range(9):
        CompoundFactory(parent=village, property_company=PropertyCompanyFactory())
    assert queries(client, f"{EXPORT}.{format}") == few
