"""Titles that are looked at, and what opens them."""

from datetime import date

from accounts.models import User
from communities.models import Community
from communities.pinyin import pinyin_key
from evaluation import actions
from evaluation.models import Cause, Honour, Level, ReReview


def opened(cause: Cause | None = None) -> list[tuple[str, int]]:
    """Whose titles of which year are looked at now."""
    rereviews = ReReview.objects.unfinished().order_by("honour__year")
    if cause:
        rereviews = rereviews.filter(cause=cause)
    found = [(r.honour.name, r.honour.year) for r in rereviews.select_related("honour")]
    return sorted(found, key=lambda name_year: (name_year[1], pinyin_key(name_year[0])))


def municipal(place: Community, year: int, by: User) -> Honour:
    (honour,) = actions.record_results(
        communities=[place],
        level=Level.MUNICIPAL,
        year=year,
        document_number="保无案组〔2025〕3号",
        granted_on=date(year + 1, 3, 18),
        by=by,
    )
    return honour
