"""The registry as a file that import_communities takes back."""

from collections.abc import Iterator

from django.db.models import QuerySet

from communities.models import Community, CommunityKind
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


def _rows(communities: QuerySet[Community]) -> Iterator[list]:
    """In the order of the import's columns, a row for each: one query however many there are."""
    kind, labels = _FIELDS.index("kind"), dict(CommunityKind.choices)
    for values in communities.values_list(*_FIELDS).iterator(chunk_size=2000):
        row = list(values)
        row[kind] = labels[row[kind]]
        yield row
