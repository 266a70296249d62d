"""The work records of a year as a file that the import takes back: a row for every head, begun or
not, so that it can be filled in."""

from collections.abc import Iterator

from django.db.models import QuerySet

from communities.heads import WorkState, heads_of
from communities.models import Community, WorkRecord
from communities.resources import WORK_COLUMNS
from wufaan.sheets.sending import in_pieces

HEADERS = [column.header for column in WORK_COLUMNS]


def work_file(communities: QuerySet[Community], year: int, form: str) -> Iterator[bytes]:
    rows = _rows(communities, year)
    return in_pieces(form, HEADERS, rows, title=f"{year} 年度创建台账", count=communities.count)


def _rows(communities: QuerySet[Community], year: int) -> Iterator[list]:
    """Two queries, however many there are."""
    communities = list(communities)
    records = WorkRecord.objects.of_year(year).filter(community__in=[c.pk for c in communities])
    by_head = {(r.community_id, r.head): r for r in records.order_by()}
    for community in communities:
        for head in heads_of(is_compound=community.parent_id is not None):
            record = by_head.get((community.pk, head.key)) or WorkRecord()
            state = WorkState(record.state).label
            yield [
                *(community.code, community.name, year, head.title, state),
                *(record.note, record.information_officers),
            ]
