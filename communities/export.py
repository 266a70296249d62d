"""The registry as a file that import_communities takes back; stations and companies as lists."""

from collections.abc import Iterator

from django.db.models import QuerySet

from communities.models import Community, CommunityKind, PropertyCompany, Station
from communities.resources import COMMUNITY_COLUMNS
from wufaan.sheets.sending import in_pieces

HEADERS = [column.header for column in COMMUNITY_COLUMNS]
# Where a column's value comes from, where that is not the field of the same name.
_ELSEWHERE = {
    "township_code": "township__code",
    "township_name": "township__name",
    "station_code": "station__code",
    "station_name": "station__name",
    "parent_code": "parent__code",
    "property_company_code": "property_company__code",
    "property_company_name": "property_company__name",
}
_FIELDS = [_ELSEWHERE.get(column.name, column.name) for column in COMMUNITY_COLUMNS]


def registry_file(communities: QuerySet[Community], form: str) -> Iterator[bytes]:
    rows = _rows(communities)
    return in_pieces(form, HEADERS, rows, title="小区与村社名录", count=communities.count)


def stations_file(stations: QuerySet[Station], form: str) -> Iterator[bytes]:
    """Those of `stations_with_counts`."""
    headers = ["派出所代码", "派出所名称", "小区和村社"]
    return _counted(form, headers, stations, title="派出所")


def companies_file(companies: QuerySet[PropertyCompany], form: str) -> Iterator[bytes]:
    """Those of `companies_with_counts`."""
    headers = ["物业企业代码", "物业企业名称", "服务的小区"]
    return _counted(form, headers, companies, title="物业企业")


def _counted(form: str, headers: list[str], found: QuerySet, *, title: str) -> Iterator[bytes]:
    """Codes and names under the headings that they have in the registry's file."""
    rows = found.values_list("code", "name", "places").iterator(chunk_size=2000)
    return in_pieces(form, headers, rows, title=title, count=found.count)


def _rows(communities: QuerySet[Community]) -> Iterator[list]:
    """In the order of the import's columns, a row for each: one query however many there are."""
    kind, labels = _FIELDS.index("kind"), dict(CommunityKind.choices)
    for values in communities.values_list(*_FIELDS).iterator(chunk_size=2000):
        row = list(values)
        row[kind] = labels[row[kind]]
        yield row
