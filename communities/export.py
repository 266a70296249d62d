"""The registry as a file that import_communities takes back."""

from collections.abc import Iterator

from django.db.models import QuerySet

from communities.models import Community
from communities.resources import COMMUNITY_COLUMNS

HEADERS = [column.header for column in COMMUNITY_COLUMNS]
_COUNTS = ["households", "population", "shops"]


def rows(communities: QuerySet[Community]) -> Iterator[list]:
    """In the order of the import's columns, a row for each: one query however many there are."""
    told = communities.select_related("township", "station", "parent", "property_company")
    for community in told.iterator(chunk_size=2000):
        cells = _cells(community)
        yield [cells[column.name] for column in COMMUNITY_COLUMNS]


def _cells(community: Community) -> dict:
    company = community.property_company
    return {
        "code": community.code,
        "name": community.name,
        "kind": community.get_kind_display(),
        "township_code": community.township.code,
        "township_name": community.township.name,
        "station_code": community.station.code,
        "station_name": community.station.name,
        "parent_code": community.parent.code if community.parent else "",
        "property_company_code": company.code if company else "",
        "property_company_name": company.name if company else "",
        **{field: getattr(community, field) for field in _COUNTS},
    }
