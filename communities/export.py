"""The registry as a file that the import takes back; stations and companies as lists."""

from collections.abc import Iterator

from django.db.models import QuerySet

from communities.models import CommunityQuerySet, PropertyCompany, Station
from communities.resources import CommunityResource, CompanyResource, StationResource
from wufaan.sheets.download import in_pieces


def registry_file(communities: CommunityQuerySet, format: str) -> Iterator[bytes]:
    """One query, however many there are."""
    rows = communities.select_related("township", "station", "parent", "property_company")
    return in_pieces(format, CommunityResource, rows, count=communities.count)


def stations_file(stations: QuerySet[Station], format: str) -> Iterator[bytes]:
    """Those of `stations_with_counts`."""
    return in_pieces(format, StationResource, stations, count=stations.count)


def companies_file(companies: QuerySet[PropertyCompany], format: str) -> Iterator[bytes]:
    """Those of `companies_with_counts`."""
    return in_pieces(format, CompanyResource, companies, count=companies.count)
