"""The work records of a year as a file that the import takes back: a row for every head, begun or
not, so that it can be filled in."""

from collections.abc import Iterator

from communities.heads import heads_of
from communities.models import CommunityQuerySet, WorkRecord
from communities.resources import WorkResource
from wufaan.sheets.download import in_pieces


def work_file(communities: CommunityQuerySet, year: int, format: str) -> Iterator[bytes]:
    records, title = _records(communities, year), f"{year} 年度创建台账"
    return in_pieces(format, WorkResource, records, title=title, count=communities.count)


def _records(communities: CommunityQuerySet, year: int) -> Iterator[WorkRecord]:
    """In two queries, however many there are."""
    places = list(communities)
    records = WorkRecord.objects.of_year(year).filter(community__in=[c.pk for c in places])
    by_head = {(r.community_id, r.head): r for r in records.order_by()}
    for community in places:
        for head in heads_of(is_compound=community.parent_id is not None):
            record = by_head.get((community.pk, head.key)) or WorkRecord(year=year, head=head.key)
            record.community = community
            yield record
