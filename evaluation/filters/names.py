"""Finding a row by the name that it bears or the place that it is about."""

from django.db.models import Q, QuerySet

from communities.models import Community
from wufaan.typed import tidy_text


def named(rows: QuerySet, value: str) -> QuerySet:
    """Rows with a name and a community whose name, pinyin or code this is a part of."""
    value = tidy_text(value)
    places = Community.objects.filter(Q(pinyin__contains=value.lower()) | Q(code__startswith=value))
    return rows.filter(Q(name__contains=value) | Q(community__in=places.order_by().values("pk")))
